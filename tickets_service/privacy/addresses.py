"""Streets with their house number, and the town behind them, as they are written here and abroad.

Where a pattern has groups, they are what is hidden: of an English address the street and the postcode.
"""

import re

_NUMBER = r"\d{1,4}(?:[ ]?[a-zA-Z](?!\w))?(?:[ ]?[-/][ ]?\d{1,4}[a-z]?)?"
_CAPITAL = r"[A-ZÄÖÜÀ-ÖØ-Þ][\w’'-]{1,40}"  # noqa: RUF001
_FLAT = (
    r"(?:[ ]?,?[ ](?:(?:App|Apt|Whg|Zi|Hs)\.?|Apartment|Appartement|Wohnung|Zimmer|Aufgang|Etage|Stock|Stiege|Tür|Top)"
    r"[ ]?(?:Nr\.?[ ]?)?\d{1,4}[a-zA-Z]?(?!\w)|[ ]?,?[ ]\d{1,2}\.[ ]?(?:OG|Stock|Etage|Obergeschoss)(?!\w))"
)
_TOWN = (
    r"(?:(?:D|A|CH|DE|AT)[- ])?\d{4,5}[ ](?:(?:Bad|Sankt|St\.|Burg|Markt|Schwäbisch|Lutherstadt|Hansestadt)[ ])?"
    r"[A-ZÄÖÜ][\w-]{1,40}(?:[ ](?:am|an der|an dem|im|in der|bei|ob der|vor der|auf der|v\.[ ]?d\.|a\.[ ]?d\.)[ ]"
    r"[A-ZÄÖÜ][\w-]{1,30}|[ ]\([A-ZÄÖÜ][\w. ]{1,20}\)|[ ]a\.[ ]?[MND]\.)?"
)
_KINDS = r"(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|pfad)"
_KINDS_APART = r"(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Chaussee|Steig|Pfad)"
_BEFORE = (
    r"(?:(?:Am|An|Im|In|Auf|Zum|Zur|Unter|Alt|Alte[rn]?|Neue[rn]?|Große|Großer|Kleine|Kleiner|Lange|Kurze"
    r"|Obere|Untere|Hohe|Hohen"
    r"|Breite|Innere|Äußere|Vordere|Hintere|Mittlere|Südliche|Nördliche|Östliche|Westliche)[ ](?:(?:der|den"
    r"|dem)[ ])?){0,2}"
)
_THEN = r"(?:[ ]|(?<=[Ss]tr\.)|(?<=[Ss]traße)|(?<=[Ss]trasse))"
"""`Kaiserstr.12`: nobody forgets the blank behind `Weg`."""
_NO_STREET = r"(?!(?:Adresse|Anschrift|Lieferadresse|Meine|Mein|Die|Der|In|Bitte|Neue Adresse|Und|Wohnung)[ ])"
_WORD = r"[A-ZÄÖÜ](?:[\wäöüß’']|(?<=Dr)\.|(?<=St)\.|(?<=Prof)\.){0,40}+(?:-(?:von|der|den|dem|zu)(?=-))?"  # noqa: RUF001
_GERMAN = re.compile(
    rf"(?<!\w)(?:{_BEFORE}[A-ZÄÖÜ](?:[\wäöüß-]|\.(?=-)){{0,40}}?{_KINDS}"
    rf"|(?:{_NO_STREET}{_WORD}[ -]){{1,4}}{_KINDS_APART}){_THEN}{_NUMBER}(?!\w){_FLAT}?"
    rf"(?:[ ]?[,;]?[ \n]{{1,2}}{_TOWN})?"
)
_SMALL = re.compile(
    rf"(?<!\w)[a-zäöüß-]{{3,40}}?{_KINDS}{_THEN}{_NUMBER}(?!\w){_FLAT}?(?:[ ]?[,;]?[ \n]{{1,2}}{_TOWN})?"
)
_BY_TOWN = re.compile(
    rf"(?<!\w)(?:(?:Am|An|Im|In|Auf|Zum|Zur|Unter|Hinter|Vor|Bei|Beim)[ ](?:(?:der|den"
    rf"|dem)[ ])?[A-ZÄÖÜ][\wäöüß-]{{1,40}}"
    r"|[A-ZÄÖÜ][\wäöüß-]{1,40}?(?:hof|berg|feld|markt|graben|bach|höhe|tal|wall|winkel|garten|grund|heide"
    r"|kamp|stieg|twiete))"
    rf"[ ]{_NUMBER}(?!\w)(?:{_FLAT}?[ ]?[,;]?[ \n]{{1,2}}{_TOWN}|{_FLAT})"
)
_POSTCODE = r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}|[A-Z]{2}[ ]\d{5}(?:-\d{4})?)"
_ENGLISH_TOWN = rf"(?:[ ]?[,\n]?[ ]?{_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}){{0,2}}[ ]?,?[ \n]({_POSTCODE})(?!\w)"
_TOWN_AHEAD = _ENGLISH_TOWN.replace(f"({_POSTCODE})", _POSTCODE)
_ENGLISH = re.compile(
    rf"(?<!\w)((?:(?:Flat|Apt\.?|Unit"
    rf"|Suite)[ ]\w{{1,4}},?[ ])?\d{{1,5}}[a-zA-Z]?,?[ ](?:[NSEW]\.?[ ])?(?:{_CAPITAL}[ ]){{1,3}}"
    r"(?:(?:Street|St\.|Road|Rd\.?|Avenue|Ave\.?|Lane|Crescent|Terrace|Gardens|Boulevard|Blvd\.?|Mews)(?!\w)"
    rf"|(?:St|Close|Court|Ct|Way|Drive|Dr|Square|Sq|Place|Pl|Hill|Grove|Park|Row|Walk)(?=[ ]?[,.\n]|\Z"
    rf"|{_TOWN_AHEAD})))"
    rf"(?:{_ENGLISH_TOWN})?"
)
_JOINED = r"(?:(?:de|du|des|la|le|les|l['’]|d['’]|von|van|del|della|dei|di|da|dell['’]|los|las|el|y)[ ]?){0,3}"  # noqa: RUF001
_NAMED = rf"{_JOINED}{_CAPITAL}(?:[ -]{_JOINED}{_CAPITAL}){{0,3}}"
_FIVE = rf"(?:[ ]?[,\n]?[ \n]\d{{5}}[ ]{_CAPITAL}(?:[ -]{_CAPITAL})?)"
_FRENCH = re.compile(
    r"(?<!\w)\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?i:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|quai"
    r"|cours|route|square)"
    rf"[ ](?:{_NAMED}{_FIVE}?|{_JOINED}[A-Z]\.?{_FIVE})"
)
_SOUTHERN = re.compile(
    r"(?<!\w)(?:(?i:viale|piazza|corso|largo|vicolo|calle|c/|avenida|avda\.|plaza|paseo|carrer)[ ]"
    rf"{_NAMED},?[ ](?:n\.?[º°]?[ ]?)?\d{{1,4}}(?!\w){_FIVE}?|[Vv]ia[ ]{_NAMED},?[ ]\d{{1,4}}(?!\w){_FIVE})"
)
_DUTCH_TOWN = rf"[ ]?,?[ \n]\d{{4}}[ ]?[A-Z]{{2}}[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?"
_DUTCH = re.compile(
    r"(?<!\w)[A-Z][\w-]{1,40}?(?:(?:straat|laan|plein|gracht|kade|dijk|steeg|singel)[ ]\d{1,4}[ -]?[a-zA-Z]?(?!\w)"
    rf"(?:{_DUTCH_TOWN})?|weg[ ]\d{{1,4}}[ -]?[a-zA-Z]?(?!\w){_DUTCH_TOWN})"
)
ADDRESSES = (_DUTCH, _GERMAN, _BY_TOWN, _SMALL, _ENGLISH, _FRENCH, _SOUTHERN)
TOWN_BEHIND = re.compile(rf"[ ]?[,;]?[ \n]{{1,2}}({_TOWN})(?!\w)")
"""Of an address whose form says nothing of its town."""
