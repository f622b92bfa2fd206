"""Words for comparing: those that stand in every German or English text, numbers in words, endings."""

from __future__ import annotations

import re

LITTLE_WORDS = frozenset(
    """
    aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bitte da dabei
    dafur damit danach dann daran darauf das dass davon dazu dein deine deinem deinen deiner dem den denn der
    des dessen deren dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
    einer eines er es etwas euch euer eure fur ganz gar gegen gern gerne habe haben hat hatte hatten hier ich
    ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in innerhalb ins ist ja jede jedem jeden jeder jedes jetzt
    kann kein keine keinem keinen keiner konnen konnten mehr mein meine mich mir mit mochte mochten muss mussen
    nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seit selbst sich sie sind so sobald sofern
    sollen sollte sollten sondern sowie uber um und uns unser unsere unserem unseren unserer unter vom von vor
    war waren was weil wenn werden wie wieder wir wird wo wollen wurde wurden zu zum zur zwischen binnen moglich
    gilt gelten bleiben bleibt davon sofort dazu hierfur hiermit daher bereits

    a about above after again all also am an and any are as at be because been before being below between both
    but by can could did do does done each few for from further had has have having he her here hers him his how
    i if in into is it its just may me might more most must my no nor not now of off on once only or other our
    ours out over own please same shall she should so some such than that the their them then there these they
    this those through to too under until up upon us very was we well were what when where which while who whom
    why will with within without would you your yours
    """.split()  # noqa: SIM905 - a list of words
)
NUMBERS = {
    word: str(number)
    for words in (
        "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    )
    for number, word in enumerate(words.split(), start=1)
} | {"zwanzig": "20", "dreissig": "30", "sechzig": "60", "twenty": "20", "thirty": "30", "sixty": "60"}
ONE = frozenset({"eines", "einem", "einer", "one", "a"})
SPANS = re.compile(
    r"(?:tag|woche|monat|jahr)(?:e[ns]?|[ns])?|(?:day|week|month|year)s?|jours?|semaines?|mois|années?|ans?"
)
"""Of time: a period is one whatever it is counted in."""
PLURAL = re.compile(r"(?<=\w{3})(?<!s)s$")
WORD_ENDINGS = re.compile(r"(?<=\w{3})(?:ungen|ung|ern|en|em|er|es|et|ing|ed|e|n)$")
