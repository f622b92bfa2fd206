"""Names, streets and accounts nobody told us of, by the words around them."""

import re

_CAPITAL = r"[A-ZÄÖÜÉÈŠŽĆČŁØÅ][\w’'-]{1,30}"  # noqa: RUF001
_PARTICLE = r"(?:(?:von|van|de|zu|vom|zum|zur|la|le|di|da|al|el)[ ](?:(?:der|den|dem|la|und|zu)[ ]){0,2})?"
NAME_AFTER_TITLE = re.compile(
    r"(?<!\w)(?:[Hh]errn?|[Ff]rau|Hr\.|Fr\.|[Ff]amilie|Fam\.|Mrs?\.?|Ms\.?|Miss)[ ]"
    r"(?:(?:Dr|Prof|Dipl|Ing|med)\.[- ]?){0,3}"
    rf"({_PARTICLE}{_CAPITAL}(?:[ ](?!GmbH|AG|KG|[Ii]hr|[Ss]ie|[Ww]ir|[Ii]ch){_PARTICLE}{_CAPITAL})?)"
)
NAME_AFTER_WORDS = re.compile(
    r"(?<!\w)(?:(?:[Mm]ein|[Mm]y|[Ii]hr)[ ][Nn]ame[ ](?:ist|lautet|is)|[Ii]ch[ ]hei(?:ß|ss)e"
    rf"|(?:[Nn]ame|Vorname|Nachname|(?:Empfänger|Konto[Ii]nhaber|Inhaber)(?:in)?):)[ ]"
    rf"({_PARTICLE}{_CAPITAL}(?:[ ]{_PARTICLE}{_CAPITAL}){{0,2}})"
)
NAME_AFTER_CLOSING = re.compile(
    r"(?:Gr(?:ü|ue)(?:ß|ss)en?|Gru(?:ß|ss)|MfG|VG|LG|[Rr]egards|[Ss]incerely|[Hh]ochachtungsvoll|Cheers)"
    rf"[ \t]*[,.!]?[ \t]*\n{{1,3}}[ \t]*({_CAPITAL}(?:[ ]{_PARTICLE}{_CAPITAL}){{0,2}})[ \t]*(?=\n|\Z)"
)
_NUMBER = r"\d{1,4}(?:[ ]?[a-zA-Z](?!\w))?(?:[ ]?[-/][ ]?\d{1,4}[a-z]?)?"
_TOWN = (
    r"(?:(?:D|A|CH|DE|AT)[- ])?\d{4,5}[ ][A-ZÄÖÜ][\wäöüß.-]{1,40}"
    r"(?:[ ](?:(?:am|an der|im|bei|ob der)[ ])?[A-ZÄÖÜ(][\wäöüß.()-]{1,30}){0,2}"
)
_KINDS_OF_STREET = (
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse"
    r"|[Rr]ing|[Dd]amm|[Uu]fer|[Cc]haussee|[Ss]teig|[Pp]fad)"
)
STREET = re.compile(
    r"(?<!\w)(?:[A-ZÄÖÜ][\wäöüß.’'-]{0,40}[ -]){0,3}[A-ZÄÖÜ]?[\wäöüß-]{0,40}"  # noqa: RUF001
    rf"{_KINDS_OF_STREET}[ ]{_NUMBER}(?!\w)(?:[ ]?[,;]?[ \n]{{1,2}}{_TOWN})?"
)
ACCOUNT = re.compile(
    r"(?<!\w)(?:Konto(?:nummer|-?[Nn]r\.?)?|Kto\.?(?:[ -]?Nr\.?)?|BLZ|Bankleitzahl)[ ]?:?[ ]?(\d(?:[ ]?\d){4,12})(?!\w)"
    r"|(?<!\w)(?:BIC|SWIFT)[ ]?:?[ ]?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)"
)
