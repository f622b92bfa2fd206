"""What identifies people and places in a text, found where it stands: e-mails, phones, IBANs, cards, links, facts."""

from tickets_service.finding.cards import find_cards
from tickets_service.finding.emails import find_emails
from tickets_service.finding.facts import find_facts
from tickets_service.finding.folding import Folded, fold
from tickets_service.finding.ibans import find_ibans
from tickets_service.finding.links import Link, find_links
from tickets_service.finding.phones import find_phones
from tickets_service.finding.spans import Span

__all__ = [
    "Folded",
    "Link",
    "Span",
    "find_cards",
    "find_emails",
    "find_facts",
    "find_ibans",
    "find_links",
    "find_phones",
    "fold",
]
