"""The words before a name, and the signs after it."""

import re

from tickets_service.privacy.naming import CAPITAL, listed

_KIN = (
    r"(?:(?:Ehe)?(?:[Mm]ann|[Ff]rau)|Gatt(?:e|in)|Vater|Mutter|Papa|Mama|Sohn|Tochter|Bruder|Schwester|Opa"
    r"|Oma|Onkel|Tante"
    r"|Schwieger\w{4,8}|Freund(?:in)?|Partner(?:in)?|Lebensgefährt(?:e|in)|Verlobter?|Neffe|Nichte|Enkel(?:in)?"
    r"|Nachbarn?|Nachbarin|Kollegen?|Kollegin|Chef(?:in)?|Mitbewohner(?:in)?)"
)
_KIN_ABROAD = (
    r"(?:my[ ](?:husband|wife|partner|son|daughter|brother|sister|mother|father|mum|mom|dad|boyfriend"
    r"|girlfriend|neighbou?r"
    r"|friend|colleague|boss|fiancée?)|m(?:on|a)[ ](?:mari|femme|fils|fille|frère|sœur|mère|père|ami|amie"
    r"|voisin|voisine)"
    r"|(?:mio|mia)[ ](?:marito|moglie|figlio|figlia|fratello|sorella|madre|padre|amico|amica)"
    r"|mi[ ](?:marido|mujer|esposa|esposo|hijo|hija|hermano|hermana|madre|padre|amigo|amiga|vecino|vecina)"
    r"|mijn[ ](?:man|vrouw|zoon|dochter|broer|zus|moeder|vader|vriend|vriendin|buurman|buurvrouw))"
)
NAMED = re.compile(
    r"(?<!\w)(?<!Modell )(?<!Produkt )(?<!Artikel )(?:(?i:mein|my|ihr|sein|mon|mijn)[ ](?i:name|nom"
    r"|naam)[ ](?:ist|lautet|is|est)"
    r"|(?i:my[ ]name['’]s)"  # noqa: RUF001
    r"|(?i:il[ ]mio[ ]nome[ ]è|mi[ ]nombre[ ]es|me[ ]llamo|mi[ ]chiamo|je[ ]m['’ ]appelle|ik[ ]heet"  # noqa: RUF001
    r"|ich[ ]hei(?:ß|ss)e)"
    r"|gez\.|z\.[ ]?Hd\.(?:[ ]von)?|zu[ ]Händen(?:[ ]von)?|c/o|i\.[ ]?A\."
    r"|(?:[Nn]ame|Vorname|Nachname|Kunde|Kundin|Ansprechpartner(?:in)?|(?:Empfänger|Besteller|Konto[Ii]nhaber"
    r"|Inhaber)(?:in)?"
    r"|Signed|Nom|Prénom|Nombre|Nome|Cognome|Naam):)[ ]{1,2}"
)
ABROAD = re.compile(
    rf"(?<!\w)(?i:this[ ]is|i[ ]am|i['’]m|je[ ]suis|c['’]est|ici|sono|soy|ik[ ]ben"  # noqa: RUF001
    rf"|{_KIN_ABROAD},?)[ ]"
)
GERMAN = re.compile(
    r"(?<!\w)(?:(?i:ich[ ]bin|bin|hier(?:[ ](?:ist|schreibt|spricht))?"
    r"|es[ ]schreibt(?:[ ]ihnen)?)(?:[ ](?:die|der|es,))?"
    rf"|(?i:mein|dein|sein|ihr|unser|euer|unsr)(?i:e[rnms]?)?[ ]{_KIN}n?,?)[ ]"
)
TITLED = re.compile(
    r"(?<!\w)(?<![Mm]eine )(?<![Mm]einer )(?<![Ss]eine )(?<![Ss]einer )"
    r"(?:[Hh]errn?|[Ff]rau|Hr\.|Fr\.|[Ff]amilie|Fam\.|Mrs?\.?|Ms\.?|Miss|Dr\.|Prof\.|Mme|Mlle"
    r"|(?<=Bonjour )(?:Madame|Monsieur)|(?<=est )Madame"
    r"|Signora?|Señora?)[ ](?=\S)"
)
ROLE = re.compile(
    r"(?:(?:[Ii]hr[e]?|[Dd]eine?|[Ee]uer|[Ee]ure|[Yy]our[s]?|die|der|from|von|von der|von|wünscht)[ ]"
    r"(?:(?:Kund(?:e|in)|treue[rn]?|Käufer(?:in)?|[Cc]ustomer)[ ]){0,2}){0,1}"
)
_GREETS = (
    r"(?:(?i:gr(?:ü|ue|u)(?:ß|ss)(?:en?|li)?|mfg|mvg|[Rr]egards|sincerely|hochachtungsvoll|cheers"
    r"|cordialement|cdlt|bien à vous"
    r"|salutations|saluti|saludos|atentamente|groet(?:en|jes)?|best wishes|warm wishes|yours truly"
    r"|yours faithfully|hälsningar"
    r"|pozdrawiam)|LG|VG|BG|Lg|lg|vg)"
)
_FROM_WHERE = rf"(?:[ ](?:aus|vom|from|de|da|uit)[ ](?:(?:dem|der|den)[ ])?(?:\w{{1,20}}[ ])?{CAPITAL}){{0,1}}"
_MARKS = r"[ \t*_]{0,4}"
CLOSED = re.compile(
    rf"(?<!\w){_GREETS}{_FROM_WHERE}{_MARKS}[,.!;:|/–-]{{0,3}}(?:[ \t]{{1,3}}"  # noqa: RUF001
    rf"|{_MARKS}(?:(?:\n|</?\w{{1,6}}[ ]?/?>){_MARKS}){{1,5}})"
)
THANKED = re.compile(
    r"(?<!\w)(?i:danke|dank|dankeschön|voraus|thanks|thank you|best|love|merci|grazie|gracias|bedankt"
    r"|many thanks|ciao|bye|--)"
    r"(?:[ \t]*[,.!]{0,3}[ \t]*(?:\n[ \t]*){1,3}|[ ]?[,!][ ])"
)
THANKED_BY = re.compile(
    rf"(?<!\w)(?i:danke(?:schön)?|dank|thanks|thank you|thx|merci|grazie|gracias)[ ]"
    rf"(?={CAPITAL}[ \t]*[.!]?[ \t]*(?:\n|\Z))"
)
"""`Danke Uwe`, where the line ends."""
BELL = re.compile(
    r"(?<!\w)(?i:klingel[nst]?|klingelschild|klingelname|geklingelt|läuten|läute|türschild|briefkasten)"
    r"(?i:[ ](?:bitte|steht|ist|lautet))?(?:[ ](?i:bei|auf)|:|(?<=steht)|(?<=lautet))[ ](?=\w)"
)
BELL_BEHIND = re.compile(
    r"(?<!\w)(?i:bei)[ ](?=(\w[\w'-]{1,30})(?:[ ]\w[\w'-]{1,30})?[ ](?i:zu[ ])?"
    r"(?i:klingeln|klingelt|geklingelt|läuten|geläutet|schellen)(?!\w))"
)
SMALL_WORD = re.compile(r"([a-zäöüß][a-zäöüß'-]{2,30})(?!\w)")
NOBODY = listed("no_bells.txt")
"""Beside whom a bell may be, and who is no name."""
SMALL = re.compile(
    rf"(?<!\w)(?:{_GREETS}|danke|thanks)[ \t]*[,.!]?[ \t]*\n{{0,3}}[ \t]*"
    r"([a-zäöüß-]{3,20})(?:[ ]([a-zäöüß-]{3,30}))?[ \t]*(?=\n|\Z)"
)
GREETED = re.compile(
    r"(?<!\w)(?:Hallo|Hi|Hey|Liebe[rs]?|Dear|Hello|Moin|Bonjour|Ciao|Hola|Guten (?:Tag|Morgen|Abend)),?[ ]"
)
LAST_LINE = re.compile(rf"(?:\n|[.!?][ ])[ \t]*(?={CAPITAL}(?:[ ][\w.’'-]{{1,40}}){{0,3}}[ \t]*(?:\n\s*)?\Z)")  # noqa: RUF001
ABOVE_ADDRESS = re.compile(r"(?:^|\n)[ \t]*(?=[^\n\x00]{4,60}\n[ \t]*\x00)")
AFTER_A_NAME = re.compile(
    r"[ \t]*(?:\Z|[\n,.;:!|()/<+\d\x00*_–-]"  # noqa: RUF001
    r"|(?:[Tt]el|[Mm]obil|[Hh]andy|[Ee]-?[Mm]ail|aus|vom|from)\b)"
)
SAYS = re.compile(
    r"[ ](?:hat|hatte|ist|war|wird|will|wollte|kann|konnte|möchte|mag|braucht|sagt|sagte|wartet|schreibt|bekam|wohnt"
    r"|holt|nimmt)[ ](?!und|oder|weil|dass|aber)[a-zäöü]"
)
TURNED = re.compile(rf",[ ]({CAPITAL})(?=[ ]?[.,!?;\n|]|[ ]?\Z|[ ](?:und|aus|mit|hier)[ ])")
"""`Rabenstein, Kunigunde`."""
SET_OFF = re.compile(r"[ ]?[,.!)\n]|\Z")
BRANDS = frozenset({"LG", "VG", "BG"})
MEANT = re.compile(
    r"(?<!\w)(?:(?i:auf|unter)[ ](?:den|dem)[ ](?:Namen?)|(?i:im[ ]namen[ ]von)|(?i:lautet[ ]auf(?:[ ]den[ ]namen)?"
    r"|ausgestellt[ ]auf|adressiert[ ]an)"
    r"|(?i:bestellung|bestellt|paket|lieferung|sendung|rechnung|geliefert|versand|abgegeben|gutschein|geschenk)"
    r"[ ](?:von|an|für|bei)"
    r"|(?i:ship(?:ped)?|deliver(?:ed)?|addressed|sent|given|handed)[ ](?:it[ ])?(?:to|by)|(?i:order(?:ed)?"
    r"|parcel)[ ](?:by|from|for))[ ]"
)
SMALL_INTRODUCTION = re.compile(
    r"(?<!\w)(?i:ich[ ]hei(?:ß|ss)e|mein[ ]name[ ]ist|my[ ]name[ ]is|i[ ]am|i'm|this[ ]is|ich[ ]bin|hier[ ]ist)[ ]"
    r"([a-zäöüß-]{3,20})(?!\w)(?:[ ]([a-zäöüß-]{3,30})(?=[ ]?[,.!\n]|[ ](?:und|and|aus|from)[ ]|[ ]?\Z))?"
)
