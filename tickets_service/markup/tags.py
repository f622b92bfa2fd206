"""The HTML elements we know, by what we do with them."""


def named(names: str) -> frozenset[str]:
    return frozenset(names.split())


ALLOWED = named("""
    a b blockquote br caption code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small
    span strong sub sup table tbody td tfoot th thead tr u ul
""")
DROPPED_WITH_CONTENT = named("script style title template svg math iframe object embed noembed noframes")
UNSHOWN = DROPPED_WITH_CONTENT | named("-comment applet audio canvas datalist frameset head noscript select video")
PARAGRAPHS = named("blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul")
BLOCKS = named("""
    address article aside body caption center dd div dt fieldset figcaption figure footer form header li main nav
    section tbody tfoot thead tr
""")
CELLS = named("td th")
NO_END_TAG = named("area base br col dd dt hr img input li link meta option p source td th tr wbr")
"""Elements that need no end tag: many of them beside each other are no depth."""
KNOWN = ALLOWED | UNSHOWN | BLOCKS | named("abbr big font html img label link meta strike style tt xml o:p")
