"""The last offer: whole sentences go, from the end, until the text keeps every rule."""

from dataclasses import replace

from tickets_service.channels.checking import Break, BreakKind, check
from tickets_service.channels.rules import Channel
from tickets_service.channels.sentences import Reply, take_apart
from tickets_service.markup.plain import tidy

_MOST_TRIES = 8


def cut(text: str, rules: Channel) -> str:
    """A text that is fit, always; greeting and closing stay as long as anything does. A fit text stays as it is."""
    if check(text, rules).is_fit:
        return text
    reply = _without_broken_sentences(take_apart(tidy(text)), rules)
    clean = _without_breaks(reply.text(), rules)
    if check(clean, rules).is_fit:
        return clean
    shortened = _without_breaks(_shortened(take_apart(clean), rules), rules)
    return shortened if _fits(shortened, rules) else ""


def _without_broken_sentences(reply: Reply, rules: Channel) -> Reply:
    """Line by line in the closing, for it has no sentences."""
    return Reply(
        reply.greeting,
        tuple(sentence for sentence in reply.sentences if not _broken(sentence, rules)),
        "\n".join(line for line in reply.closing.split("\n") if not _broken(line, rules)),
    )


def _broken(text: str, rules: Channel) -> list[Break]:
    return [found for found in check(text, rules).breaks if found.kind is not BreakKind.length]


def _without_breaks(text: str, rules: Channel) -> str:
    """What still breaks a rule across sentences is taken out word for word, and at the very end everything."""
    for _ in range(_MOST_TRIES):
        found = _broken(text, rules)
        if not found:
            break
        pieces, position = [], 0
        for broken in found:
            if broken.end > position:
                pieces.append(text[position : max(position, broken.start)])
                position = broken.end
        text = tidy(" ".join([*pieces, text[position:]]))
    else:
        return ""
    return text


def _shortened(reply: Reply, rules: Channel) -> str:
    """Sentences go from the end; the first one is cut by words if it must be, and then the closing."""
    sentences = reply.sentences
    fewest, most = 0, len(sentences)
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _fits(replace(reply, sentences=sentences[:middle]).text(), rules):
            fewest = middle
        else:
            most = middle - 1
    if fewest or not sentences:
        kept = replace(reply, sentences=sentences[:fewest]).text()
        return kept if _fits(kept, rules) else _by_words(kept, rules)
    frame = replace(reply, sentences=()).text()
    room = (rules.length.most or 0) - len(frame)
    first = _by_words(sentences[0], rules, room=room)
    whole = replace(reply, sentences=(first,)).text()
    return whole if _fits(whole, rules) else _by_words(whole, rules)


def _fits(text: str, rules: Channel) -> bool:
    return check(text, rules).is_fit


def _by_words(text: str, rules: Channel, *, room: int | None = None) -> str:
    """As many characters as fit, back to the last blank; nothing where a word would be cut in two."""
    fewest, most = 0, len(text) if room is None else max(0, min(len(text), room))
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if all(found.kind is not BreakKind.length for found in check(text[:middle], rules).breaks):
            fewest = middle
        else:
            most = middle - 1
    part = text[:fewest]
    if fewest == len(text):
        return part
    return part.rsplit(None, 1)[0] if len(part.split()) > 1 else ""
