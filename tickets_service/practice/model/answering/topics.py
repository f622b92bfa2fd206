"""What a message is about, by the words in it."""

from __future__ import annotations

import re

PATTERNS = {
    "double_payment": r"doppelt (?:ab|be|ge|über|ein)|zweimal (?:ab|be|ge|über|ein)|doppelte \w*(?:abbuchung|zahlung)|(?:charged|paid|"
    r"debited|billed) (?:me )?(?:twice|two times|double)|double (?:charge|payment)|twice on my|deux fois (?:débité|payé|prélev)|"
    r"double (?:paiement|prélèvement)|(?:débité|payé|prélevé)\w* deux fois",
    "cancellation": r"stornier|storno|bestellung (?:\w+ )?abbrechen|cancel|annul",
    "withdrawal": r"widerruf|widerrufe|rücksend|zurücksend|zurückschick|retoure|retour\b|rückgabe|withdraw|send (?:it|them|this|that) back|"
    r"return (?:it|them|the|this|my|label|an)|refund|rétract|renvoyer|rembours|retourner",
    "wrong_item": r"falsche[rsn]? (?:artikel|größe|farbe|ware|produkt|teil)|falsch geliefert|zu (?:klein|groß|kurz|eng)|statt \w+ .{0,40}"
    r"(?:bekommen|erhalten|geliefert)|wrong (?:item|size|colou?r|product|article)|too (?:small|big|large|short)|instead of|"
    r"mauvais(?:e)? (?:article|taille|couleur|produit)|trop (?:petit|grand)|au lieu d",
    "warranty": r"garantie|gewährleist|warranty|guarantee|garanti",
    "broken": r"defekt|kaputt|beschädig|zerbroch|gebroch|bruch|sprung|riss\b|kratzer|funktioniert nicht|geht nicht|wackel|broken|"
    r"damaged|defect|cracked|scratch|doesn'?t work|does not work|stopped working|cassé|abîmé|endommag|défectueu|fissur|"
    r"ne fonctionne pas",
    "invoice": r"rechnung|beleg\b|umsatzsteuer|ust-?id|mwst|invoice|vat\b|receipt|facture|tva\b",
    "address": r"(?:neue|andere|falsche|liefer)\w* ?(?:adresse|anschrift)|adressänderung|umgezogen|hausnummer|(?:change|wrong|new|"
    r"different|update) .{0,25}address|moved (?:house|to)|(?:changer|nouvelle|mauvaise|modifier).{0,25}adresse|déménag",
    "discount": r"gutschein|rabatt|code (?:funktioniert|geht|wird)|discount|voucher|coupon|promo|réduction|bon d'achat",
    "late": r"wo (?:ist|bleibt|sind)|wann (?:kommt|wird|kann|erhalte)|noch (?:immer )?nicht (?:da|ange|erhalten|bei mir|gekommen|geliefert)|"
    r"nicht ange|lieferstatus|verspät|sendungs|paket|warte (?:ich|seit|immer|nun|auf)|liefertermin|where (?:is|are) my|when will|"
    r"not (?:yet )?(?:arrived|received|been delivered)|hasn'?t (?:arrived|come)|haven'?t received|still waiting|late\b|"
    r"delay|tracking|parcel|package|où (?:est|en est|sont)|pas (?:encore )?(?:reçu|arrivé)|retard|suivi|colis|livr(?:é|aison)",
    "thanks": r"vielen dank für|danke|bedanke|begeistert|super (?:service|schnell)|thank you (?:so|very|for)|thanks|great service|lovely|"
    r"merci (?:beaucoup|pour|infiniment)|ravie?s?\b|parfait",
    "product": r"passt|maße|material|verfügbar|lieferbar|wieder (?:da|auf lager)|welche farbe|spülmaschine|waschen|waschbar|does it|is it|"
    r"available|in stock|dimensions?|washable|dishwasher|material|suitable|disponible|matière|lavable|taille|dimensions",
}
COMPILED = {topic: re.compile(rf"(?<![a-zà-ÿ])(?:{pattern})", re.IGNORECASE) for topic, pattern in PATTERNS.items()}
ANGRY = re.compile(
    r"(frech|unverschämt|anwalt|unmöglich|inakzeptabel|stinksauer|sauer|zum (?:dritten|zweiten|x-ten|wiederholten)|letzte[rs]? mal|"
    r"verbraucherschutz|unacceptable|ridiculous|disgrace|lawyer|angry|furious|third time|inadmissible|scandaleux|furieu|avocat|!!)",
    re.IGNORECASE,
)
WEAK = {"thanks", "product", "late"}
STRENGTH_OF_A_TOPIC = 2


def topic_of(message: str) -> str:
    """The topic most words point at; earlier ones win a tie. 'general' when no word says anything."""
    weights = {
        topic: len({hit.group().casefold() for hit in pattern.finditer(message)})
        * (1 if topic in WEAK else STRENGTH_OF_A_TOPIC)
        for topic, pattern in COMPILED.items()
    }
    best = max(weights, key=lambda topic: weights[topic])
    return best if weights[best] else "general"


def is_angry(message: str) -> bool:
    return ANGRY.search(message) is not None
