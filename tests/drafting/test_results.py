"""What is read from an answer, mended where code can mend it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.drafting.repairing import object_in
from tickets_service.drafting.results import Result, as_plain_text, graded, ids_in, read
from tickets_service.models import Grounding, Intent

ANSWER = {
    "reply": "Guten Tag Frau Muster,\n\nIhr Paket ist unterwegs.",
    "language": "de",
    "intent": "where-is-it",
    "used_ids": ["order:30001/status", "order:30001/package:1/number"],
    "grounding": "order_fact",
    "open_questions": [],
    "promises": ["Wir fragen bei DHL nach."],
}
WRITTEN = json.dumps(ANSWER)
WHOLE = Result(
    ANSWER["reply"],
    Intent.WHERE_IS_IT,
    "de",
    Grounding.ORDER_FACT,
    ("order:30001/status", "order:30001/package:1/number"),
    (),
    ("Wir fragen bei DHL nach.",),
)


@pytest.mark.parametrize(
    "written",
    [
        WRITTEN,
        f"```json\n{WRITTEN}\n```",
        f"```\n{WRITTEN}",
        f"Here you are:\n{WRITTEN}\nAnything else?",
        WRITTEN + WRITTEN,
        WRITTEN.replace('"]}', '",]}'),
        WRITTEN.replace("]}", "],}"),
        WRITTEN.removesuffix("}"),
        WRITTEN.removesuffix('"]}'),
        WRITTEN.removesuffix("]}"),
        json.dumps(ANSWER, ensure_ascii=False, indent=4).replace("\\n", "\n"),
        json.dumps({"result": ANSWER} | {name: ANSWER[name] for name in ANSWER if name != "reply"}),
    ],
)
def test_an_answer_is_read_however_it_is_wrapped(written):
    assert read(written) == WHOLE


def test_what_was_cut_off_after_the_reply_is_left_out():
    result = read(WRITTEN[: WRITTEN.index("where-is") + 4])

    assert (result.reply, result.language, result.intent, result.used_ids) == (ANSWER["reply"], "de", None, ())


@pytest.mark.parametrize(
    "written",
    [WRITTEN[:40], '{"reply": ""}', '{"language": "de"}',
     '{"a": "Ein Satz mit vielen Worten.", "b": "Noch ein ganzer Satz dazu."}',
     '{"reply": 7}', '{"reply'],
)  # fmt: skip
def test_without_a_whole_reply_there_is_no_result(written):
    assert read(written) is None


def test_a_schema_that_was_ignored_is_no_obstacle_where_only_one_text_can_be_meant():
    assert read('{"answer": "Guten Tag, Ihr Paket kommt.", "lang": "de"}').reply == "Guten Tag, Ihr Paket kommt."


def test_plain_text_is_the_reply():
    assert read(" Guten Tag,\n\nja. ") == Result("Guten Tag,\n\nja.")
    assert read("Hallo {Name}, ja.").reply == "Hallo {Name}, ja."


def test_what_can_be_saved_of_half_an_answer_is_saved():
    assert as_plain_text(WRITTEN[:40]).reply == "Guten Tag Frau Muster,\n\nIhr"
    assert as_plain_text('{"language": "de"}') is None
    assert as_plain_text('{"answer": "Guten Tag,\\n\\ndanke für alles.", "why": "kurz und gut gesagt"}').reply == (
        "Guten Tag,\n\ndanke für alles."
    )
    assert as_plain_text('{answer: "Guten Tag, danke für alles.", 1: ').reply == "Guten Tag, danke für alles."


@pytest.mark.parametrize(
    "strange",
    [{"intent": "WHERE_IS_IT"}, {"language": "de-DE"}, {"intent": 3}, {"used_ids": "x"}, {"promises": [1, None, " "]},
     {"grounding": "Order Fact"}, {"open_questions": {"a": 1}}],
)  # fmt: skip
def test_strange_values_do_no_harm(strange):
    result = read(json.dumps(ANSWER | strange))

    assert result.reply == ANSWER["reply"]
    assert result.language == "de"
    assert result.grounding is Grounding.ORDER_FACT


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WRITTEN)), st.text(max_size=20))
def test_whatever_is_cut_or_added_never_breaks_the_reader(place, noise):
    result = read(WRITTEN[:place] + noise)

    assert result is None or isinstance(result.reply, str)
    assert object_in(noise) is None or isinstance(object_in(noise), dict)


SHEET = "Order number: 30001 [order:30001/number]\nOrder status: sent [order:30001/status]\nSee [article:7]."


@pytest.mark.parametrize(
    ("claimed", "used", "becomes"),
    [
        (Grounding.ORDER_FACT, ("order:30001/status",), Grounding.ORDER_FACT),
        (Grounding.ORDER_FACT, ("[order:30001/status]",), Grounding.ORDER_FACT),
        (Grounding.ORDER_FACT, (), Grounding.INFERRED),
        (Grounding.ORDER_FACT, ("order:99999/status",), Grounding.INFERRED),
        (Grounding.ORDER_FACT, ("article:7",), Grounding.INFERRED),
        (Grounding.POLICY, ("article:7",), Grounding.POLICY),
        (Grounding.PRECEDENT, ("article:7",), Grounding.INFERRED),
        (Grounding.INFERRED, ("order:30001/status",), Grounding.INFERRED),
        (None, ("order:30001/status",), Grounding.INFERRED),
    ],
)
def test_a_class_without_a_source_that_was_shown_is_inferred(claimed, used, becomes):
    result = graded(Result("Text", grounding=claimed, used_ids=used), ids_in(SHEET))

    assert result.grounding is becomes
    assert set(result.used_ids) <= ids_in(SHEET)
