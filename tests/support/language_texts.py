"""Sentences of customers in many languages."""

# ruff: noqa: E501, RUF001 - a message stays in one line and in its own letters

from __future__ import annotations

LONG = {
    "sv": [
        "Hej! Jag beställde en lampa hos er för två veckor sedan och har fortfarande inte fått något paket. Kan ni berätta var det är?",
        "Lampan kom idag men glaset är trasigt. Jag vill gärna ha pengarna tillbaka eller en ny lampa.",
        "Hej Erik! Ditt paket skickades i går. Du får det i morgon och Du behöver inte göra något mer. Vänliga hälsningar",
        "Hur gör jag för att skicka tillbaka varan? Den passar tyvärr inte i vårt kök.",
    ],
    "da": [
        "Kære Freja, din pakke er afsendt i går. Du modtager den i morgen. Med venlig hilsen",
        "Hej, jeg har bestilt en lampe hos jer for to uger siden og har stadig ikke modtaget nogen pakke. Kan I fortælle mig, hvor den er?",
        "Lampen er gået i stykker under transporten. Jeg vil gerne have pengene tilbage.",
        "Hvornår bliver min ordre sendt? Jeg har betalt for en uge siden og hører intet fra jer.",
    ],
    "no": [
        "Hei, jeg bestilte en lampe hos dere for to uker siden og har fortsatt ikke fått noen pakke. Kan dere si meg hvor den er?",
        "Lampen var ødelagt da den kom fram, og jeg vil gjerne ha pengene tilbake fra dere.",
        "Når blir bestillingen min sendt? Jeg har betalt for en uke siden, men har ikke hørt noe.",
    ],
    "fi": [
        "Hei, tilasin teiltä lampun kaksi viikkoa sitten enkä ole vieläkään saanut pakettia. Voitteko kertoa, missä se on?",
        "Lamppu oli rikki, kun se saapui. Haluaisin rahat takaisin tai uuden lampun.",
        "Milloin tilaukseni lähetetään? Maksoin sen jo viikko sitten.",
    ],
    "is": [
        "Góðan dag, ég pantaði lampa hjá ykkur fyrir tveimur vikum og hef enn ekki fengið neinn pakka. Getið þið sagt mér hvar hann er?",
        "Lampinn var brotinn þegar hann kom og ég vil fá endurgreitt.",
    ],
    "et": [
        "Tere, tellisin teilt kaks nädalat tagasi lambi ja ei ole ikka veel pakki saanud. Kas saaksite öelda, kus see on?",
        "Lamp oli kohale jõudes katki, sooviksin raha tagasi saada.",
    ],
    "lv": [
        "Labdien, pirms divām nedēļām pasūtīju pie jums lampu, bet paku vēl neesmu saņēmis. Vai varat pateikt, kur tā ir?",
        "Lampa atnāca saplēsta, es vēlos saņemt naudu atpakaļ vai jaunu lampu.",
    ],
    "lt": [
        "Laba diena, prieš dvi savaites užsisakiau pas jus lempą ir vis dar negavau siuntos. Ar galite pasakyti, kur ji yra?",
        "Lempa atkeliavo sudužusi, norėčiau atgauti pinigus arba gauti naują.",
    ],
    "hu": [
        "Jó napot kívánok! Két hete rendeltem egy lámpát, de még mindig nem kaptam meg a csomagot. Meg tudják mondani, hol van?",
        "A lámpa törötten érkezett, szeretném visszakapni a pénzemet.",
        "Mikor küldik el a rendelésemet? Egy hete már kifizettem.",
    ],
    "ro": [
        "Bună ziua, am comandat o lampă acum două săptămâni și încă nu am primit niciun colet. Îmi puteți spune unde este?",
        "Lampa a ajuns spartă și aș dori să primesc banii înapoi.",
        "Buna ziua, as vrea sa stiu cand ajunge comanda mea, am platit-o acum o saptamana.",
    ],
    "hr": [
        "Dobar dan, prije dva tjedna naručio sam kod vas lampu i još uvijek nisam dobio paket. Možete li mi reći gdje je?",
        "Lampa je stigla razbijena i htio bih dobiti povrat novca od vas.",
    ],
    "sl": [
        "Pozdravljeni, pred dvema tednoma sem pri vas naročil svetilko in še vedno nisem prejel paketa. Mi lahko poveste, kje je?",
        "Svetilka je prispela razbita in želim vračilo denarja ali novo svetilko.",
    ],
    "sk": [
        "Dobrý deň, pred dvoma týždňami som si u vás objednal lampu a stále som nedostal žiadny balík. Môžete mi povedať, kde je?",
        "Lampa prišla rozbitá, chcel by som vrátiť peniaze alebo dostať novú.",
    ],
    "pt": [
        "Olá, encomendei um candeeiro há duas semanas e ainda não recebi nenhuma encomenda. Podem dizer-me onde está?",
        "Olá Maria, a sua encomenda foi enviada ontem e chega amanhã. Com os melhores cumprimentos",
        "O candeeiro chegou partido e gostaria de receber o meu dinheiro de volta.",
        "Quando é que a minha encomenda vai ser enviada? Já paguei há uma semana.",
    ],
    "ga": [
        "Dia duit, d'ordaigh mé lampa uaibh coicís ó shin agus níl aon phacáiste faighte agam fós. An féidir libh a rá cá bhfuil sé?",
        "Bhí an lampa briste nuair a tháinig sé agus ba mhaith liom mo chuid airgid ar ais.",
    ],
    "mt": [
        "Bonġu, ordnajt lampa mingħandkom ġimagħtejn ilu u għadni ma rċevejt l-ebda pakkett. Tistgħu tgħiduli fejn jinsab?",
        "Il-lampa waslet miksura u nixtieq nieħu l-flus lura, jekk jogħġobkom.",
    ],
    "tr": [
        "Merhaba, iki hafta önce sizden bir lamba sipariş ettim ve hâlâ paketim gelmedi. Nerede olduğunu söyleyebilir misiniz?",
        "Lamba kırık geldi, paramı geri almak istiyorum ya da yenisini gönderin.",
        "Siparişim ne zaman kargoya verilecek? Bir hafta önce ödeme yaptım.",
    ],
    "sq": [
        "Përshëndetje, porosita një llambë te ju dy javë më parë dhe ende nuk kam marrë asnjë pako. A mund të më thoni ku është?",
    ],
    "fr": ["Bonjour, la lampe est arrivée cassée et je voudrais être remboursé."],
    "it": ["Buongiorno, la lampada è arrivata rotta e vorrei il rimborso."],
    "es": ["Buenos días, la lámpara llegó rota y quisiera que me devolvieran el dinero."],
    "nl": ["Goedendag, de lamp is kapot aangekomen en ik wil graag mijn geld terug."],
    "pl": ["Dzień dobry, lampa przyszła rozbita i chciałbym dostać zwrot pieniędzy."],
    "cs": ["Dobrý den, lampa dorazila rozbitá a chtěl bych vrátit peníze."],
}
IN_OTHER_LETTERS = {
    "ru": [
        "Где мой заказ?",
        "Спасибо большое!",
        "Здравствуйте, я заказал у вас лампу две недели назад и до сих пор не получил посылку.",
        "Добрый день! Когда придёт Stehlampe Lumea Eiche natur?",
    ],
    "uk": [
        "Де моє замовлення?",
        "Добрий день, я замовила у вас лампу два тижні тому і досі не отримала посилку.",
    ],
    "bg": [
        "Къде е моята поръчка?",
        "Здравейте, поръчах лампа преди две седмици и още не съм получил пратката.",
        "Благодаря, кога ще пристигне?",
    ],
    "el": ["Πού είναι η παραγγελία μου;", "Καλημέρα, η λάμπα έφτασε σπασμένη και θέλω τα χρήματά μου πίσω."],
    "ar": ["أين طلبي؟", "مرحبا، طلبت مصباحا قبل أسبوعين ولم أستلم أي طرد حتى الآن."],
    "zh": [
        "我的订单在哪里？",
        "你好，我两周前订了一盏灯，到现在还没有收到包裹。",
        "订单 10234，请问什么时候发货？ https://www.lichthaus-beispiel.de/bestellungen/10234",
    ],
    "ja": ["注文した商品はどこですか？"],
    "he": ["איפה ההזמנה שלי?"],
    "fa": ["سفارش من کجاست؟"],
}
SHORT = {
    "sv": ["Var är mitt paket?", "Jag har inte fått något."],
    "hu": ["Hol van a csomagom?", "Mikor érkezik meg?"],
    "tr": ["Siparişim nerede?", "Paketim ne zaman gelecek?"],
    "pt": ["Onde está a minha encomenda?"],
    "fi": ["Missä minun pakettini on?"],
}
GERMAN = """Wo bleibt meine Bestellung?
Wo ist mein Paket
wo bleit mein packet
Hallo, wann kommt meine Lampe?
Danke!
Vielen Dank
Bestellung 10234 noch nicht da
Rechnung bitte
Brauche die Rechnung zu 10234
Lampe kaputt
Lampe defekt, was nun?
Bitte stornieren
Storno Auftrag 300123
Adresse falsch: Åsa Lindström, Storgatan 4, Malmö
Gruß Ayşe Yılmaz
Mit freundlichen Grüßen, Søren Kjær
Mfg Szabó István
Ich heiße João Gonçalves und warte auf mein Paket
Paket nicht angekommen
hab nix bekommen
habs immernoch nicht erhlaten
wann kommts denn
Sendungsnummer 00340434161094042557 geht nicht
DHL sagt zugestellt, stimmt aber nicht
Retoure Stehlampe Lumea Eiche
Umtausch möglich?
Geld zurück!
Was ist los bei euch?
Moin, gibts was neues?
Servus, wo isn mei Packerl
Grüezi, wo bleibt mis Päckli
Hätte gern E27 statt E14
Die LED flackert
Ist die Lampe dimmbar?
Passt das Leuchtmittel E27 60W?
Liefern Sie nach Österreich?
Kann ich per PayPal zahlen?
Zahlung per Klarna ging nicht
Mahnung erhalten obwohl bezahlt
Gutschein HERBST10 geht nicht
Falsche Farbe geliefert
Schraube fehlt
Ersatzteil nachbestellen
Ok
Ja gerne
Nein danke
Passt, danke euch
Alles klar, bis dann
Warte seit 3 Wochen!!!
Lumea Pendelleuchte 3er Set in Messing matt bestellt, Schirm fehlt
Anbei die Fotos. LG Zoë
Bitte an Nachbarn Øystein Ødegård abgeben
Neue Adresse: João Gonçalves, Rua da Liberdade 12, 4000 Porto, Portugal
Neue Lieferadresse: Szabó István, Kossuth Lajos utca 12, 1051 Budapest, Ungarn
Bitte liefern an Ion Popescu, Strada Mihai Eminescu 4, București, Rumänien
Rechnung an: Kovačić d.o.o., Ulica Ivana Gundulića 5, Zagreb, Hrvatska, danke
Rechnungsadresse: Yılmaz Ticaret, Atatürk Caddesi 5, Kadıköy, İstanbul
Bitte in die Packstation 145, Köln
Lieferung bitte erst Montag nach 16 Uhr
Kaffeemaschine Lattissima Nespresso Crema Decaffeinato kommt wann?""".splitlines()
ENGLISH = """Where is my order?
where is my pacel
Hi, when will my lamp arrive?
Thanks!
Thank you so much
Order 10234 not arrived
Invoice please
Need the invoice for 10234
Lamp broken
Lamp is defective, what now?
Please cancel
Cancel order 300123
Wrong address: Åsa Lindström, Storgatan 4, Malmö
Regards, Ayşe Yılmaz
Kind regards, Søren Kjær
My name is João Gonçalves and I am waiting for my parcel
Parcel not delivered
didnt get anything
havent recieved it yet
any news?
Tracking 00340434161094042557 does not work
DHL says delivered but it is not here
Return floor lamp Lumea oak
Can I exchange it?
Refund please!
What is going on?
Is it dimmable?
Do you ship to Ireland?
Can I pay by PayPal?
Voucher HERBST10 does not work
Wrong colour
Screw missing
ok
Yes please
No thanks
All good, cheers
Been waiting 3 weeks!!!
Pls leave it with my neighbour Øystein Ødegård
Deliver after 4 pm on Monday please
I want my money back""".splitlines()
