"""Sentences of ours that are stored, or raised with details in them, in the language of whoever reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_PLACE = re.compile(r"%\((\w+)\)s")


def N_(sentence: str) -> str:  # noqa: N802 - what gettext calls it
    """Marks a text to be translated later."""
    return sentence


SENTENCES = (
    N_("Some places of this text must be looked at and acknowledged before it is sent."),
    N_("Plenty cannot be reached: the name in its address is not known. Check the address for typing errors."),
    N_("Plenty cannot be reached: no secure connection came about. Check that the address is the one of https."),
    N_("Plenty cannot be reached: nothing answers at this address. Check the address and its port."),
    N_("Plenty cannot be reached from here. Check the address, and whether a firewall lets this machine out."),
    N_("What answers at this address is no Plenty system: check the address, without a path behind the name."),
    N_("The connection to Plenty broke (%(reason)s)."),
    N_("Plenty did not answer (%(reason)s)."),
    N_("Plenty answered with status %(status)s."),
    N_("Plenty answered 200 with an error. %(said)s"),
    N_("Plenty refused the call (%(status)s). %(said)s"),
    N_("Plenty denies the API user this call (403). %(said)s"),
    N_("Plenty has no such record (404). %(said)s"),
    N_("Plenty's call limit is reached. %(said)s"),
    N_("Plenty does not accept this user name and password. %(said)s"),
    N_(
        "Too many users: %(seats)s user seats of the Plenty contract are all taken. Log somebody out in Plenty, "
        "or give the service a seat of its own."
    ),
    N_("The %(kind)s calls Plenty allows are used up; more in %(seconds)s s."),
    N_("Plenty listed %(met)s of its %(total)s tickets, so this sweep says nothing of the others."),
    N_(
        "Plenty lists %(total)s tickets where it listed %(before)s before, so nothing was done. Look whether the "
        "API user still sees every ticket (roles, rights); if so many were really deleted, accept this alarm."
    ),
    N_(
        "%(doubtful)s of %(known)s tickets seem to be gone from Plenty, more than is likely at once (%(most)s), so "
        "none was marked. Look whether the API user sees them; if they were really deleted, accept this alarm."
    ),
    N_("The worker stopped in the middle of this run; the next one carries on."),
    N_("An unexpected error stopped this run; the log has the details."),
    N_("The model's endpoint asked us to wait."),
    N_("The model's endpoint has a fault of its own."),
    N_("%(why)s Several tries did not help; ask for a new draft."),
    N_("%(tries)s tries broke off; ask for a new draft."),
    N_("Something unforeseen went wrong here; the log has it. Ask for a new draft."),
    N_("The endpoint knows no model %(model)s: choose another for the credential."),
    N_("The model's endpoint refused the request (status %(status)s)."),
    N_("It cannot be made to fit: its channel allows no links, and no sentence would be left without them."),
    N_("It cannot be made to fit: its channel allows no e-mail addresses, and no sentence would be left without them."),
    N_("It cannot be made to fit: its channel allows no phone numbers, and no sentence would be left without them."),
    N_("It cannot be made to fit: its channel allows no social networks, and no sentence would be left without them."),
    N_(
        "It cannot be made to fit: its channel does not allow some of its words, and no sentence would be left "
        "without them."
    ),
    N_(
        "It cannot be made to fit: its words sound like an automatic reply, and no sentence would be left without them."
    ),
    N_("It cannot be made to fit: it is too long for its channel, and no sentence of it is short enough."),
    N_("%(host)s leads to an address that is not allowed for this service."),
    N_("it has no text"),
    N_("its type is neither message nor comment"),
    N_("it is no object"),
    N_("the answer holds no list"),
    N_("the answer is no page of a list"),
    N_("%(what)s is no whole number"),
    N_("%(what)s is no number"),
    N_("%(what)s is no date"),
    N_("it has no %(what)s"),
    N_("Plenty's answer to the reply cannot be read: %(why)s."),
    N_("Plenty shows no order %(number)s to this service."),
    N_("There is no alarm %(kind)s."),
    N_("There is nothing at this address."),
    N_("This address does not take this kind of request."),
    N_("There is no ticket %(number)s."),
    N_("There is no article %(number)s."),
    N_("There is no credential %(number)s."),
    N_("There is no draft %(number)s in ticket %(ticket)s."),
    N_("There is no draft %(number)s."),
    N_("There is no message %(number)s in ticket %(ticket)s."),
    N_("There is no reply %(number)s in ticket %(ticket)s."),
    N_("There is no reply %(number)s."),
    N_("It is unclear whether Plenty stored this reply; its conversation is being watched."),
    N_("Plenty's message %(number)s %(why)s."),
    N_("is not in this conversation"),
    N_("is of the other kind"),
    N_("was there before this reply was sent"),
    N_("was written by the customer"),
    N_("belongs to another reply"),
    N_("Somebody has decided on this reply meanwhile."),
    N_("This ticket became confidential meanwhile: Plenty takes only internal notes for it."),
    N_("There is a newer message in the conversation: read it, then send again."),
    N_("Plenty does not have this ticket any more."),
    N_("The stored text is not the one that was approved."),
    N_("The ticket could not be created: %(why)s"),
    N_("This reply is %(state)s: only one that needs a person can be decided."),
    N_("There is no token %(number)s."),
    N_("There is no user %(number)s."),
    N_("There is no view %(number)s."),
    N_("This link does not work: it was used, has expired, or was replaced by a newer one. Ask an admin for another."),
    N_("It is neither a Markdown (.md) nor a CSV (.csv) file."),
    N_("It is no UTF-8 text."),
    N_("It is larger than %(size)s bytes."),
    N_("It holds a character that cannot be stored."),
    N_("What is in front begins with %(fence)s and does not end with it."),
    N_("Line %(number)s is no `name: value`."),
    N_("Its first row has no column %(columns)s."),
    N_("The line cannot be read: %(why)s."),
    N_("It has more columns than the first row."),
    N_("Line %(number)s: what begins with %(sign)s is not closed."),
    N_("%(where)s has the same key, language, store and channel."),
    N_("Nothing will ever stand for %(names)s."),
    N_("It has no %(field)s."),
    N_("Its %(field)s must be %(expected)s."),
    N_("There is no quarantined record %(number)s."),
    N_("%(file)s, line %(number)s"),
)


def said(sentence: str, gettext: Callable[[str], str]) -> str:
    """As it is where nobody translated it."""
    if not sentence:
        return sentence
    told = gettext(sentence)
    if told != sentence:
        return told
    for written in SENTENCES:
        found = _shape(written).fullmatch(sentence)
        if found is not None:
            details = {name: detail or "" for name, detail in found.groupdict().items()}
            for name in details.keys() & {"why", "where"}:
                details[name] = said(details[name], gettext)
            return (gettext(written) % details).strip() if details else gettext(written)
    return sentence


@cache
def _shape(sentence: str) -> re.Pattern[str]:
    """What Plenty said comes last, and it may have said nothing."""
    texts = _PLACE.split(sentence)
    shape = "".join(f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(texts))
    return re.compile(shape.replace(r"\ (?P<said>.*?)", r"(?: (?P<said>.*))?"), re.DOTALL)
