"""Articles as files."""

from __future__ import annotations

import pytest

from tickets_service.knowledge.files import Read, Refused, path_of, read_all, read_csv, read_markdown, write_markdown
from tickets_service.models import Article, ArticleKind

FULL = """---
key: widerruf
kind: block
title: "Widerruf"
language: de
store: 65411
channel: eBay
---
Sie haben das Recht …
"""


def test_markdown_with_everything_in_front():
    (read,) = read_markdown(FULL.replace("\n", "\r\n"), "x.md")

    assert read.article.model_dump() == {
        "key": "widerruf", "kind": ArticleKind.BLOCK, "title": "Widerruf", "text": "Sie haben das Recht …",
        "language": "de", "plenty_id": 65411, "source": "eBay",
    }  # fmt: skip


def test_markdown_with_nothing_in_front():
    (read,) = read_markdown("Vorab\n\n## Versand ins Ausland ##\n\nWir liefern …\n", "versand/ausland.md")

    assert (read.article.key, read.article.title, read.article.kind) == (
        "versand/ausland", "Versand ins Ausland", ArticleKind.HOW_TO,
    )  # fmt: skip
    (bare,) = read_markdown("Nur Text", "rechnung.md")
    assert bare.article.title == "rechnung"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("---\nkey: a\nText", "does not end"),
        ("---\nkey a\n---\nText", "Line 2"),
        ("---\nkind: recipe\n---\nText", "kind"),
        ("---\ncolour: red\n---\nText", "colour"),
        ("---\nkey: ../../etc/passwd\n---\nText", "key"),
        ("---\nstore: many\n---\nText", "plenty_id"),
        ("  \n", "text"),
    ],
)
def test_markdown_that_cannot_be_read_says_why(written, why):
    (refused,) = read_markdown(written, "x.md")

    assert isinstance(refused, Refused)
    assert why in refused.why


def test_csv_names_each_bad_line_and_reads_the_rest():
    written = (
        'Key;Title;Text;Lang\na;Erster;"zwei\nZeilen";de\n;ohne Schlüssel;x;\nb;Zweiter;x;german\n'
        "c;Dritter;x;;zu viel\nd;Vierter;gut;\n"
    )
    found = list(read_csv(written, "a.csv"))

    assert [entry.article.key for entry in found if isinstance(entry, Read)] == ["a", "d"]
    assert found[0].article.text == "zwei\nZeilen"
    assert [entry.where for entry in found if isinstance(entry, Refused)] == [
        "a.csv, line 4", "a.csv, line 5", "a.csv, line 6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "opened"), [("[unclosed", "["), ("{a: b", "{"), ('"Titel', '"'), ("'Titel", "'"), ("[a, [b]", "[")]
)
def test_broken_lines_in_front_are_named(value, opened):
    (refused,) = read_markdown(f"---\nkind: block\nkey: {value}\n---\nText", "a.md")

    assert refused == Refused("a.md", f"Line 3: what begins with {opened} is not closed.")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("root:x:0:0")
    (tmp_path / "other").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.md").write_text("Text")
    (tmp_path / "folder" / "passwd.md").symlink_to(tmp_path / "secret")
    (tmp_path / "folder" / "more").symlink_to(tmp_path / "other")
    (tmp_path / "folder" / "same.md").symlink_to("a.md")
    (tmp_path / "folder" / "nowhere.md").symlink_to("b.md")
    (tmp_path / "linked").symlink_to(tmp_path / "folder")

    for folder in ("folder", "linked"):
        found = list(read_all(tmp_path / folder))
        assert [entry.where for entry in found if isinstance(entry, Refused)] == ["more", "passwd.md"]
        assert [entry.article.key for entry in found if isinstance(entry, Read)] == ["a", "same"]
        assert "out of the folder" in found[1].why


def test_csv_without_its_columns_is_refused():
    assert [entry.why for entry in read_csv("key,text\na,b\n", "a.csv")] == ["Its first row has no column title."]


def test_a_folder_is_read_with_what_is_bad_in_it_named(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.md").write_text("Text")
    (tmp_path / "b.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "c.md").write_text("a\x00b")
    (tmp_path / "picture.png").write_bytes(b"x")
    found = list(read_all(tmp_path))

    assert [entry.where for entry in found if isinstance(entry, Refused)] == ["b.md", "c.md"]
    assert [entry.article.key for entry in found if isinstance(entry, Read)] == ["sub/a"]
    assert [type(entry) for entry in read_all(tmp_path / "picture.png")] == [Refused]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": '"Anders"', "kind": ArticleKind.POLICY},
        {"text": "# Versand\n\nText: mit allem\n\n---\nkey: x\n---", "title": "Versand"},
        {"title": "[Neu"},
        {"title": "{Neu} und {besser"},
        {"title": '"Neu" und besser'},
        {"title": "[Neu] Versand"},
        {"text": "---\nkey: anderer\n---\nText"},
        {"text": "\n\n  eingerückt\n\n```\n# kein Titel\n```"},
        {"language": "de", "plenty_id": 0, "source": "Amazon / DE: FBA"},
        {"key": "versand/inland.de", "language": "de"},
    ],
)
def test_what_is_written_is_read_as_it_was(fields):
    values = {"key": "versand", "kind": ArticleKind.HOW_TO, "title": "versand", "text": "Text"} | fields
    path = path_of(Article(**values))
    content = write_markdown(Article(**values), path)
    (read,) = read_markdown(content, path)

    scope = {"language": None, "plenty_id": None, "source": None}
    assert read.article.model_dump() == scope | values
    again = Article(**read.article.model_dump())
    assert (path_of(again), write_markdown(again, path)) == (path, content)
