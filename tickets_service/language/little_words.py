"""The little words nobody writes without, of each language that customers write in Latin letters, and of some in Cyrillic ones."""

# ruff: noqa: E501, RUF001 - other letters look like ours

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+")
USUAL_WORDS = {
    "de": """der die das den dem des und ist nicht ein eine einen einem einer mit für auf von zu ich wir sie es mir mich
        ihnen mein meine meinen meiner ihre ihrer bei noch aber auch wie wo wann dass oder haben habe hat bin wurde kann
        können bitte danke guten nach vor über aus wenn schon sehr leider im am zum zur seit""",
    "en": """the and is not i a an with for on of to we you it my your at but also how where when that or have has had
        am are was were can could please thank thanks hello from if very this would been do did does me any by will""",
    "fr": """le la les et est pas un une avec pour sur de du des je nous vous il elle mon ma mes votre vos mais aussi
        comment où quand que qui ou ai avez suis été peut pouvez merci bonjour ce cette ne dans si très au aux par""",
    "it": """il lo la gli le e è non un una con per su di del della dei delle io noi voi mi mio mia miei vostro ma anche
        come dove quando che o ho ha hanno sono stato può potete grazie buongiorno questo questa nel se molto al da""",
    "es": """el la los las y es no un una con por para sobre de del yo nosotros usted me mi mis su pero también cómo
        como dónde cuándo que o he ha han estoy está pueden puede gracias hola buenos este esta en si muy al lo""",
    "nl": """de het een en is niet met voor op van te ik wij we u je mij mijn uw bij nog maar ook hoe waar wanneer dat
        of heb heeft hebben ben was werd kan kunt graag bedankt goedendag deze dit naar als al zeer in aan om wel""",
    "pl": """i jest nie z ze w we na do od po ja my mój moja moje mi się to ale też jak gdzie kiedy że czy lub mam ma są
        był była proszę dziękuję dzień dobry o za bardzo jeszcze już tego ten ta dla państwa mnie przez""",
    "cs": """a je není ne s se v ve na do od po já my můj moje mi si to ale také jak kde kdy že nebo mám má jsou byl
        byla prosím děkuji dobrý den o za velmi ještě už toho ten ta pro vás mě jsem který""",
}
OTHER_WORDS = {
    "da": """og jeg er ikke det en et har at på til med som for af mig min mit mine dig hvor hvad hvornår kan vil skal
        men også fra den der de vi jer kære hej tak venlig hilsen blev blevet været efter endnu når eller nogen""",
    "et": """ja on ei see et ma mina ning olen oli aga ka kui või te meie minu mulle teie kus mis millal tere aitäh
        palun veel kas saaksite kuid pole seda selle siis oma mida""",
    "fi": """ja on ei en se että minä olen oli ole mutta myös kun jos tai te me minun teidän missä mitä milloin kiitos
        hei vielä joka sen mukaan kanssa ovat ollut onko voitteko voisitteko ystävällisin""",
    "ga": """agus an na is ní tá níl mé mo go ar le sé sí ach cá cén cathain conas nó raibh dom agam maith más ag den
        bhfuil atá againn ó leis gan fós aon""",
    "hr": """i je nije sam se na za u od do s sa mi moj moja moju vi vas ali kako gdje kada što koji koja hvala molim
        dobar dan još nisam bio bila su ili iz li ste smo""",
    "hu": """és az a nem hogy egy van volt én meg is de ha már még csak mert vagy ez azt ezt önök kérem köszönöm tisztelt
        jó hol mikor mit nekem lehet sem kell""",
    "is": """og ég er ekki það að í á til með sem fyrir af mér mig mín minn hvar hvað hvenær en líka frá við þið takk hef
        var verið eftir enn eða þetta um hæ ykkur""",
    "lt": """ir yra nėra aš kad su iš į už apie man mano jūs mes bet taip kada kur kas ar prašau ačiū laba diena sveiki
        dar tai šis prie iki buvo esu galite kaip ne jau""",
    "lv": """un ir nav es ka ar no uz par man mans mana jūs mēs bet arī kad kur kas vai lūdzu paldies labdien sveiki vēl
        tas šis pie līdz esmu bija varat kā jau""",
    "mt": """u il l li ta tal ma mhux huwa hija jien għandi għal għall fuq minn din dan iżda fejn meta kif jew kien kienet
        grazzi bonġu jekk biex għadni lili fil se ħafna""",
    "no": """og jeg er ikke det en et har at på til med som for av meg min mitt mine deg hvor hva når kan vil skal men
        også fra den der de vi dere hei takk vennlig hilsen ble blitt vært etter ennå fått eller noe noen""",
    "pt": """o a os as e é não um uma com para por de do da dos das em no na eu me meu minha meus vocês mas também como
        onde quando que ou foi está estou olá obrigado obrigada bom dia ainda já se ao muito pelo""",
    "ro": """și si nu este un o la cu pe de în din pentru care că am ați eu dumneavoastră bună ziua mulțumesc multumesc
        vă unde când ce dar sau mai nici meu mea foarte sunt fost să lui acest""",
    "sk": """a je nie som sa na za v od do s so mi môj moja moju vy vás ale ako kde kedy čo ktorý ďakujem prosím dobrý
        deň ešte bol bola sú alebo z to že ste už""",
    "sl": """in je ni sem se na za v od do s z mi moj moja moje vi vas pa kako kje kdaj kaj ki hvala prosim dober dan še
        nisem bil bila so ali iz ter da ste smo že""",
    "sq": """dhe është nuk një të në me për nga unë më mua e i që si ku kur çfarë por ju faleminderit përshëndetje lutem
        ende ose kam keni ka jam ishte""",
    "sv": """och jag är inte det en ett har att på till med som för av mig min mitt mina dig var vad när kan vill ska men
        också från den där de vi er ni hej tack blev varit efter ännu fått eller något någon""",
    "tr": """ve bir bu da de için ile ben benim bana siz sizin ama gibi nerede ne zaman nasıl var yok mı mi mu mü çok
        teşekkürler ederim merhaba lütfen henüz değil olarak daha kadar iyi hala""",
}

CYRILLIC_WORDS = {
    "bg": """аз ми не е се на за от да и ли сте съм са си ви със ще какво когато моя моята моето поръчка поръчката
        благодаря моля здравейте дали имам няма още има това ме ни кога""",
    "ru": """я мой моя мне не и в на с по за что как где когда мы вы это заказ заказа спасибо пожалуйста здравствуйте
        добрый день но ещё еще у от до или нет есть почему меня""",
    "uk": """я мені не та що як де коли ви це дякую добрий день але ще чому мене буде замовлення на за від до або""",
}


def _sets(listed: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in listed.items()}


USUAL, OTHER, CYRILLIC = _sets(USUAL_WORDS), _sets(OTHER_WORDS), _sets(CYRILLIC_WORDS)
LITTLE_WORDS = frozenset().union(*USUAL.values())
"""Of any of the usual."""


def spoken_in(sets: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """The languages of each word."""
    return {
        word: tuple(language for language, words in sets.items() if word in words)
        for word in frozenset().union(*sets.values())
    }
