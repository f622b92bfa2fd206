"""The words by which a stranger tells what a part of a prompt is."""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-zÀ-ÿ])(?:{'|'.join(patterns)})(?![A-Za-zÀ-ÿ])", re.IGNORECASE)


CUSTOMER = _any_of(
    "customer'?s?", "customers'", "kunden?", "kundin(?:nen)?", "kundenanfrage", "kundennachricht", "client'?e?s?", "buyer",
    "käufer(?:in)?", "shopper", "incoming", "inbound", "eingehend", "inquiry", "enquiry", "anfrage", "from_customer",
    "customer[_-]\\w+", "\\w+[_-]customer", "acheteur",
)  # fmt: skip
STAFF = _any_of(
    "agent'?s?", "support", "team", "staff", "employee", "mitarbeiter(?:in)?", "shop", "seller", "verkäufer", "händler",
    "wir", "we", "us", "outgoing", "outbound", "ausgehend", "assistant", "kundenservice", "kundendienst", "merchant",
    "customer[ _-]?(?:service|support|care)", "service client", "conseill\\w+", "internal", "intern", "interne", "notiz",
    "note", "comment", "kommentar", "vendeur",
)  # fmt: skip
NEWEST = _any_of(
    "newest", "latest", "last", "most recent", "current", "neue(?:ste)?[rsn]?", "letzte[rsn]?", "aktuelle?[rsn]?",
    "dernier", "dernière", "to answer", "to be answered", "zu beantworten\\w*", "new", "question", "frage",
)  # fmt: skip
SEVERAL = _any_of("messages", "nachrichten", "conversation", "thread", "verlauf", "history", "transcript", "échanges",
                  "earlier", "previous", "frühere", "bisherige\\w*", "précédents?")  # fmt: skip
FIELD = _any_of(
    "name", "since", "id", "number", "no", "nr", "nummer", "kundennummer", "email", "e-mail", "mail", "phone", "telefon",
    "address", "adresse", "language", "sprache", "langue", "order", "bestellung", "details", "facts", "daten", "profile",
    "fakten", "type", "status", "contact", "kontakt", "nom", "link", "url", "group", "gruppe", "tone", "rules", "policy",
)  # fmt: skip
HINT = _any_of(
    "hint", "agent'?s? (?:hint|note|instruction|wish|request)s?", "(?:instruction|note|hint|wish|guidance)s? (?:from|by|of) "
    "(?:the |your )?(?:agent|team|colleague|human|support)\\b.*", "hinweise?(?: (?:des|der|vom|von)\\b.*)?",
    "(?:additional|extra|special) (?:instruction|guidance|hint|request)s?", "zusätzliche (?:anweisung|hinweise?)",
    "anweisung (?:des|der|vom|von)\\b.*", "wunsch (?:des|der|vom)\\b.*", "what the agent wants\\b.*", "consigne(?: de .*)?",
    "agent[_-](?:hint|note|instruction)s?", "guidance",
)  # fmt: skip
GREETING = re.compile(
    r"^\W*(hallo|hi|hello|hey|guten (?:tag|morgen|abend)|moin|servus|grüezi|sehr geehrte|liebe[sr]?|dear|good "
    r"(?:morning|afternoon|evening)|bonjour|bonsoir|salut|madame|monsieur)\b",
    re.IGNORECASE,
)
FIRST_PERSON = _any_of("ich", "mir", "mich", "meine?[rnms]?", "i", "i'm", "i've", "my", "me", "je", "j'ai", "mon", "ma",
                       "mes", "moi")  # fmt: skip
TELLS_THE_MODEL = re.compile(
    r"^\W*(you are|you're|your task|act as|write (?:a|the|only|one|your|in)|answer (?:in|the|only|this|with)|"
    r"reply (?:in|to the|only|now|with)|draft (?:a|the)|please (?:write|draft|answer (?:the|this)|reply to)|"
    r"respond (?:in|to the|only|with)|return (?:only|json|the)|now write|do not|don't|never|always|use only|"
    r"du bist|sie sind (?:ein|der|die|eine|kunden|mitarbeiter)|(?:bitte )?(?:schreibe?n?|verfassen?|beantworten?|antworten?)"
    r" (?:sie |nur|die |eine? |der |auf |nun|jetzt|in )|tu es |vous êtes|rédige|réponds|écris)",
    re.IGNORECASE,
)
STAFF_SPEAKS = re.compile(
    r"(thank you for (?:contacting|your (?:message|patience|inquiry))|vielen dank für ihre (?:nachricht|anfrage|geduld)|"
    r"merci (?:de|pour) (?:votre message|nous avoir)|ihr \S+[- ]team|\bcustomer service\b\s*$|ihr kundenservice)",
    re.IGNORECASE,
)
THANKS_ALONE = re.compile(
    r"^\W*(danke\w*|vielen dank|merci\w*|thanks?|thank you|super|ok\w*|prima|perfekt|great)\b", re.I
)
