"""What a person may say of a configuration, and what is refused in one sentence."""

from __future__ import annotations

import pytest

from tickets_service.drafting.prompt import instructions
from tickets_service.drafting.replay.configurations import against, configured
from tickets_service.errors import Invalid


@pytest.fixture
def prompt_file(tmp_path):
    def write(text, name="words.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_another_model_another_prompt_or_both(prompt_file):
    file = prompt_file("Be brief. {{voice}}")
    first = configured(model="gpt-4o", prompt_file=None)

    assert (first.name, first.model, first.instructions) == ("A", "gpt-4o", None)
    assert against("model=gpt-x", first).model == "gpt-x"
    by_prompt = against(f"prompt={file}", first)
    assert (by_prompt.name, by_prompt.model, by_prompt.instructions.name) == ("B", "gpt-4o", "words.txt")
    for said in (f"model=gpt-x,prompt={file}", f"prompt={file},model=gpt-x"):
        both = against(said, first)
        assert (both.model, both.instructions.text) == ("gpt-x", "Be brief. {{voice}}\n")


def test_what_is_not_said_is_as_in_the_first(prompt_file):
    first = configured(model=None, prompt_file=prompt_file("Be brief."))

    assert against("model=gpt-x", first).instructions == first.instructions
    assert against("prompt=built-in", first).instructions is None


def test_a_comma_in_a_name_is_part_of_it(prompt_file):
    file = prompt_file("Be brief.", name="short, warm.txt")

    assert (
        against(f"model=a,prompt={file}", configured(model=None, prompt_file=None)).instructions.name
        == "short, warm.txt"
    )


@pytest.mark.parametrize("said", ["", "gpt-x", "model=", "modell=gpt-x", "model=a,model=b", "prompt", "model=a,b c"])
def test_what_says_nothing_is_refused(said):
    with pytest.raises(Invalid, match="model"):
        against(said, configured(model=None, prompt_file=None))


@pytest.mark.parametrize("model", ["", "two words", "x" * 201, "mödel"])
def test_no_name_of_a_model(model):
    with pytest.raises(Invalid, match="no name of a model"):
        configured(model=model, prompt_file=None)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        (b"\xff\xfe\x00", "no UTF-8"),
        ("Hello {{customer}}", "customer"),
        ("Hello {{voice", "placeholder"),
        ("x" * 200_001, "200,000 bytes"),
    ],
)
def test_a_prompt_file_that_cannot_be_used(prompt_file, written, says):
    with pytest.raises(Invalid, match=says):
        configured(model=None, prompt_file=prompt_file(written))


def test_a_prompt_file_that_is_not_there_or_a_folder(tmp_path):
    for path in (tmp_path / "nowhere.txt", tmp_path):
        with pytest.raises(Invalid, match="cannot be read"):
            configured(model=None, prompt_file=str(path))


def test_the_printed_instructions_are_a_good_file_that_leaves_nothing_out(prompt_file):
    assert configured(model=None, prompt_file=prompt_file(instructions())).instructions.left_out == ()
    assert configured(model=None, prompt_file=prompt_file("Hi {{shop}}")).instructions.left_out == (
        "intents", "house_rules", "voice",
    )  # fmt: skip
