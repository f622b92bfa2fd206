"""Articles as files: Markdown with a few lines in front, or rows of a CSV file. Reading and writing are each other's
inverse."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.models import Article, ArticleKind

FIELDS = ("key", "kind", "title", "language", "plenty_id", "source")
OTHER_NAMES = {"store": "plenty_id", "channel": "source", "lang": "language", "body": "text", "content": "text"}
FENCE = "---"
QUOTES = "\"'"
CLOSED_BY = {"[": "]", "{": "}"}
LARGEST_BYTES = 1_000_000
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_ -]+?)\s*:\s*(.*)$")


@dataclass(frozen=True)
class Refused:
    """*where* is a file, or a file and its line."""

    where: str
    why: str


@dataclass(frozen=True)
class Read:
    where: str
    article: ArticleIn


def read_all(path: Path) -> Iterator[Read | Refused]:
    """A Markdown or CSV file, or a folder of them. What cannot be read is named, and the rest goes on. Links that lead
    out of the folder are not followed."""
    if not path.is_dir():
        yield from _read_file(path, path.name)
        return
    home = path.resolve()
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        is_article = file.suffix.lower() in READERS and file.is_file()
        if file.is_symlink() and not file.resolve().is_relative_to(home):
            if is_article or file.is_dir():
                yield Refused(name, "It is a link that leads out of the folder.")
        elif is_article:
            yield from _read_file(file, name)


def _read_file(file: Path, name: str) -> Iterator[Read | Refused]:
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        yield Refused(name, "It is neither a Markdown (.md) nor a CSV (.csv) file.")
        return
    try:
        written = _written_in(file)
    except UnicodeDecodeError:
        yield Refused(name, "It is no UTF-8 text.")
    except (OSError, ValueError) as error:
        yield Refused(name, getattr(error, "strerror", None) or str(error))
    else:
        yield from reader(written, name)


def _written_in(file: Path) -> str:
    content = file.read_bytes()
    if len(content) > LARGEST_BYTES and file.suffix.lower() != ".csv":
        raise ValueError(f"It is larger than {LARGEST_BYTES:,} bytes.")
    written = content.decode("utf-8-sig")
    if "\x00" in written:
        raise ValueError("It holds a character that cannot be stored.")
    return written


def read_markdown(written: str, name: str) -> Iterator[Read | Refused]:
    """Without a key in front the file's path is the key, without a title the first heading or the file's name is."""
    written = written.replace("\r\n", "\n").replace("\r", "\n")
    try:
        fields, text = _taken_apart(written)
    except ValueError as error:
        yield Refused(name, str(error))
        return
    path = PurePosixPath(name).with_suffix("")
    yield _read({"key": str(path), "title": _title_of(text, path)} | fields | {"text": text}, name)


def _taken_apart(written: str) -> tuple[dict[str, str], str]:
    if not written.startswith(f"{FENCE}\n"):
        return {}, written
    front, fence, text = written.removeprefix(FENCE).partition(f"\n{FENCE}\n")
    if not fence:
        raise ValueError(f"What is in front begins with {FENCE} and does not end with it.")
    fields = {}
    for number, line in enumerate(front.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        field = _FIELD.match(line)
        if field is None:
            raise ValueError(f"Line {number} is no `name: value`.")
        value = field[2].strip()
        if _is_unclosed(value):
            raise ValueError(f"Line {number}: what begins with {value[0]} is not closed.")
        fields[_named(field[1])] = _unquoted(value)
    return {name: value for name, value in fields.items() if value}, text.removeprefix("\n")


def _named(name: str) -> str:
    name = name.strip().lower().replace("-", "_").replace(" ", "_")
    return OTHER_NAMES.get(name, name)


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES
    return value[1:-1] if is_quoted else value


def _is_unclosed(value: str) -> bool:
    if value[:1] in QUOTES:
        return bool(value) and _unquoted(value) == value
    return value[:1] in CLOSED_BY and value.count(value[0]) != value.count(CLOSED_BY[value[0]])


def _title_of(text: str, path: PurePosixPath) -> str:
    heading = _HEADING.search(text)
    return (heading[1] if heading else path.name)[:300]


def read_csv(written: str, name: str) -> Iterator[Read | Refused]:
    """The first row names the columns; `key`, `title` and `text` must be among them."""
    csv.field_size_limit(LARGEST_BYTES)
    first = written.split("\n", 1)[0]
    rows = csv.DictReader(
        io.StringIO(written, newline=""), delimiter=max(",;\t", key=first.count), restkey="", strict=True
    )
    columns = [_named(column) for column in rows.fieldnames or ()]
    missing = [column for column in ("key", "title", "text") if column not in columns]
    if missing:
        yield Refused(name, f"Its first row has no column {', '.join(missing)}.")
        return
    rows.fieldnames = columns
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Refused(f"{name}, line {rows.line_num}", f"The line cannot be read: {error}.")
            continue
        if row is None:
            return
        where = f"{name}, line {rows.line_num}"
        if "" in row:
            yield Refused(where, "It has more columns than the first row.")
        else:
            yield _read({column: value for column, value in row.items() if value}, where)


def _read(fields: dict[str, str], where: str) -> Read | Refused:
    try:
        return Read(where, ArticleIn.model_validate(fields))
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        return Refused(where, "; ".join(map(_told, problems)))


def _told(problem: ErrorDetails) -> str:
    field = problem["loc"][0]
    if problem["type"] == "missing":
        return f"It has no {field}."
    if problem["type"] == "enum":
        return f"Its {field} must be {problem['ctx']['expected']}."
    return f"{field}: {problem['msg'].removeprefix('Value error, ')}"


READERS = {".md": read_markdown, ".markdown": read_markdown, ".csv": read_csv}


def path_of(article: Article) -> str:
    """Where an export puts it: its key, and after that whatever tells it from others of the same key."""
    scope = [article.language, str(article.plenty_id) if article.plenty_id is not None else None, article.source]
    safe = [re.sub(r"[^\w-]+", "_", part) for part in scope if part is not None]
    return ".".join([article.key, *safe]) + ".md"


def write_markdown(article: Article, path: str) -> str:
    """What reading would find out by itself, from the *path* too, is not written in front."""
    told = {
        "key": path.removesuffix(".md"),
        "kind": ArticleKind.HOW_TO,
        "title": _title_of(article.text, PurePosixPath(path.removesuffix(".md"))),
    }
    front = [
        f"{name}: {_quoted(str(value))}"
        for name in FIELDS
        if (value := getattr(article, name)) is not None and value != told.get(name)
    ]
    begins_like_one = article.text.startswith(FENCE)
    parts = [FENCE, *front, FENCE, ""] if front or begins_like_one else []
    return "\n".join([*parts, article.text, ""])


def _quoted(value: str) -> str:
    is_mistaken = value != value.strip() or _unquoted(value) != value or _is_unclosed(value)
    return f'"{value}"' if is_mistaken else value
