"""Turns of speech that say where an order stands without a word for it: "liegt noch bei uns", "awaiting your payment"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tickets_service.facts.claims import Modality
from tickets_service.facts.clauses import Clause
from tickets_service.facts.happenings import Cue
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import Event, FactSheet

HOUSE = (
    r"(?:unser(?:em|en|e)? (?:\w*lager|haus|versandzentrum)|im lager|(?:our|the) (?:warehouse|building|depot|premises))"
)
SAYINGS: tuple[tuple[re.Pattern[str], Event, bool], ...] = tuple(
    (re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE), event, happened)
    for words, event, happened in (
        (rf"(?:liegt|liegen|steht|stehen|lagert|lagern|wartet|warten) (?:\w+ ){{0,2}}noch (?:\w+ ){{0,2}}(?:bei uns|in {HOUSE}|{HOUSE})", Event.SENT, False),
        (rf"{HOUSE} (?:\w+ ){{0,2}}(?:nicht|nie) verlassen", Event.SENT, False),
        (r"(?:is|are|'s) still (?:being )?(?:packed|picked|prepared)|(?:wird|werden) (?:gerade|noch|momentan|derzeit|aktuell) (?:\w+ )?(?:gepackt|verpackt|kommissioniert)", Event.SENT, False),
        (rf"(?:is|are|'s) still (?:\w+ )?(?:here )?(?:in|at) {HOUSE}|(?:has not|hasn't|have not|haven't) (?:yet )?left {HOUSE}", Event.SENT, False),
        (rf"{HOUSE} (?:(?!nicht\b|nie\b)\w+ ){{0,2}}verlassen", Event.SENT, True),
        (r"(?:ging|gingen) (?:\S+ ){0,4}in die post|in die post (?:gegangen|gegeben|gelegt|gebracht)", Event.SENT, True),
        (r"(?:ist|sind) (?:(?!nicht\b|noch\b)\w+ ){0,4}(?:schon|bereits) raus", Event.SENT, True),
        (r"(?:picked up|collected) by (?:the |our )?(?:carrier|courier|haulier|driver|freight \w+|DHL|DPD|GLS|UPS|Hermes|FedEx|Evri|Royal Mail)", Event.SENT, True),
        (r"(?:ihnen|dir) (?:\w+ ){0,3}zugegangen", Event.DELIVERED, True),
        (r"(?:you|you've|customer) (?:took|taken|have taken) delivery", Event.DELIVERED, True),
        (r"(?:wartet|warten) (?:\w+ ){0,2}auf (?:ihre |deine |die |den )?(?:zahlung|zahlungseingang|überweisung|geldeingang)|(?:waiting for|awaiting) (?:your |the )?(?:payment|transfer|money)", Event.PAID, False),
        (r"order (?:is|was) (?:now )?void", Event.CANCELLED, True),
        (r"(?:stornierung|storno) ist (?:\w+ ){0,2}durch(?=[.,;!\n])", Event.CANCELLED, True),
        (r"(?:\w*erstattung|gutschrift) ist (?:\w+ ){0,2}durch(?=[.,;!\n])", Event.REFUNDED, True),
        (r"ersatz ist (?:\w+ ){0,2}(?:raus|draußen)", Event.REPLACED, True),
        (r"(?:zahlung|überweisung|zahlungseingang) steht (?:\w+ ){0,3}aus", Event.PAID, False),
        (r"(?:ist|sind|befindet sich) (?:\w+ ){0,2}noch in (?:vorbereitung|bearbeitung)", Event.SENT, False),
    )
)  # fmt: skip
NOT_OF_GOODS = re.compile(
    r"\b(?:prüf\w*|reparatur|werkstatt|retoure\w*|rücksendung\w*|label\w*|etikett\w*|inspect\w*|repair\w*|return\w*|antwort|reply|answer|sobald|wenn|falls|"
    r"sollte|bis|once|if|until|unless|when|as soon as)\b",
    re.IGNORECASE,
)


def find_sayings(passage: Passage, sheet: FactSheet) -> Iterator[Cue]:
    """What lies with the shop may be what came back: then nothing is told of its sending."""
    is_back = any(fact.value for event in (Event.RETURNED, Event.RECEIVED) for fact in sheet.events(event))
    for words, event, happened in SAYINGS:
        for at in words.finditer(passage.text):
            sentence = passage.sentence_at(at.start())
            clause = Clause(passage, passage.clause_at(at.start()), sentence)
            said = passage.text[sentence.start : sentence.end]
            if clause.is_question or NOT_OF_GOODS.search(said) or (is_back and event is Event.SENT and not happened):
                continue
            yield Cue(at.start(), at.end(), (event,), Modality.HAPPENED if happened else Modality.NOT_HAPPENED)
