"""What browsers load: exactly the bytes we took over, small enough, and nothing the page policy forbids."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib

import pytest

from tickets_service.inbox import statics
from tickets_service.inbox.rendering import TEMPLATES

VENDOR = statics.FOLDER / "vendor"
ICONS = (TEMPLATES / "_icons.html").read_text()
SOURCES = {path.name: path.read_text() for path in TEMPLATES.glob("*.html")}
SCRIPTS = {name: file.content.decode() for name, file in statics.files().items() if name.startswith("js/")}


def squeezed(names):
    return sum(len(gzip.compress(statics.files()[name].content)) for name in names)


def test_what_others_made_is_exactly_what_was_taken_over():
    listed = tomllib.loads((VENDOR / "vendored.toml").read_text())["file"]

    assert {each["name"]: hashlib.sha256((VENDOR / each["name"]).read_bytes()).hexdigest() for each in listed} == {
        each["name"]: each["sha256"] for each in listed
    }
    kept = {path.name for path in VENDOR.iterdir()} - {"vendored.toml"}
    licences = {name for name in kept if name.endswith("-LICENSE.txt")}
    assert kept - licences == {each["name"] for each in listed}
    assert all(each["licence"].rpartition(" ")[2] in licences for each in listed)


def reached_from(name):
    """A module and all it imports."""
    found, waiting = set(), [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [f"js/{each}" for each in re.findall(r'from "\./([\w-]+\.js)"', SCRIPTS[name])]
    return found


def test_the_first_load_of_the_inbox_is_small():
    scripts = [*reached_from("js/desk.js"), "vendor/htmx-4.0.1.min.js", "vendor/hx-csp-4.0.1.min.js"]

    assert squeezed(f"css/{name}.css" for name in statics.STYLES) <= 15_000
    assert squeezed(scripts) <= 45_000


def test_exactly_what_the_inbox_imports_is_loaded_with_it():
    loaded = {name for name in SCRIPTS if statics.address(name) in statics.module_addresses()}

    assert set(SCRIPTS) >= statics.WORKERS | statics.SCRIPTS_OF_OTHER_MOMENTS
    assert loaded == reached_from("js/desk.js")


def test_every_style_sheet_is_linked():
    linked = (*statics.STYLES, *statics.STYLES_OF_SOME_PAGES)

    assert {f"css/{name}.css" for name in linked} == {n for n in statics.files() if n.startswith("css/")}


def test_every_icon_that_is_used_is_drawn():
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', ICONS))
    used = {name for text in SOURCES.values() for name in re.findall(r'icon\("([a-z0-9-]+)"\)', text)}
    used |= {name for text in SCRIPTS.values() for name in re.findall(r'icon\("([a-z0-9-]+)"\)', text)}

    assert used <= drawn


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_template_holds_what_the_policy_forbids(name):
    text = SOURCES[name]

    if name != "mail.html":
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text)
        assert not re.search(r"<script(?![^>]*(?:nonce=|type=\"application/json\"))", text)
    assert "|safe" not in text.replace(" ", "")
    assert all("hx-nonce" in tag for tag in re.findall(r"<[^>]*\shx-(?:get|post)=[^>]*>", text))


def test_no_script_writes_markup_but_through_our_policy():
    for name, text in SCRIPTS.items():
        written = re.findall(r"(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b.*", text)
        assert all("policy.createHTML" in line for line in written), name
        assert not re.search(r"\beval\(|new Function", text), name


def test_what_we_say_in_scripts_is_translated():
    said = set(re.findall(r"words\.(\w+)|say\(\"(\w+)\"", "".join(SCRIPTS.values())))
    known = set(re.findall(r'"(\w+)": (?:_|\(keyboard\.works)\(', SOURCES["_dialogs.html"]))

    assert {name for pair in said for name in pair if name} <= known
