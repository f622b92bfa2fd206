"""Nouns that the letters of a shop are full of and that name no goods, and what stands before English ones."""

from tickets_service.facts.words import words_of

SUPPORT = words_of(
    """
    goodies flight larger padding verschluss verschlüsse rückgabefenster lieferfenster glätte laufmasche zollpapier zollpapiere track-id tracking-id
    contents inhalt jewellery jewelry schmuck furniture möbel clothing clothes kleidung footwear groceries lebensmittel
    rechnungsbetrag porto gerät geräte kaufpreis kaufpreises warenwert gesamtpreis retourenpaket differenz endbetrag geld nachlass reise
    gesamtwert andrang wochenende angaben kauf garnitur ersatzgerät einlösen doppelpack ganze ganzen kosten tüte lieferkosten zuschlag
    fehlbetrag bestellsumme fahrer fahrerin warenpost einkaufswert webfehler haustür werkstatt prozent palette einlieferungsbeleg
    hinsendekosten telefon ergebnis bestellt verschickt geliefert bislang deshalb mithin beleg belege quittung kopie kopien original
    anleitung anleitungen handbuch datenblatt dokument dokumente unterlagen formular formulare anhang datei link seite webseite website
    profil kundenkonto login passwort newsletter kampagne angebot angebote katalog sortiment preisliste auswahl
    kollege kollegen kollegin kolleginnen mitarbeiter mitarbeiterin mitarbeitern chef chefin leitung leiter buchhaltung
    nachbar nachbarn nachbarin hausmeister empfänger empfängerin absender absenderin besteller käufer käuferin partner freund freundin mann
    tochter sohn kinder kind mutter vater eltern schwester bruder hund katze gast gäste verein schule firma unternehmen betrieb büro
    bote zusteller postbote kurier spediteur paketdienst versanddienst dienstleister versanddienstleister depot zentrum verteilzentrum
    paketzentrum zustellbasis paketshop shop laden ladengeschäft filiale kiosk poststelle schalter zoll zollamt behörde amt bank gericht
    hersteller lieferant lieferanten großhändler verlag manufaktur produktion produzent zulieferer plattform marktplatz
    haus hausnummer wohnung treppenhaus briefkasten keller garage hof garten carport eingang etage stock bordsteinkante straße ort stadt land
    karton kartons schachtel umkarton verpackungsmaterial luftpolster folie etikett label aufkleber adressaufkleber barcode
    code codes gutscheincode rabattcode aktionscode bon kassenbon zeile spalte tabelle liste packliste lieferschein
    stornogebühr gebühr gebühren mahngebühr steuer mehrwertsteuer umsatzsteuer einfuhrsteuer zinsen provision trinkgeld anzahlung rate raten
    skonto sonderpreis listenpreis grundpreis endpreis einkauf warenkorb wert saldo guthaben restbetrag teilbetrag mehrbetrag aufpreis
    grund gründe ursache anlass weg wege schritt schritte wahl zusage versprechen vorschlag rat tipp idee plan ziel fazit
    wunsch wünsche vorgang vorgänge fall fälle ticket tickets thema punkt punkte anliegen sache dinge ding zeichen aktenzeichen
    text texte wort worte satz sätze zeilen brief briefe telefonat anruf rückruf gespräch chat post postweg mailbox
    video videos aufnahme aufnahmen screenshot scan beweis nachweis belege protokoll gutachten
    schaden schäden mangel mängel bruch riss risse kratzer delle fleck flecken macke macken defekt defekte geräusch geruch verschleiß
    verlust transportschaden verspätung verzug rückstau stau streik unwetter schnee sturm hochwasser andrangs ausfall engpass
    termin termine zeitpunkt zeitfenster zeitraum frist fristen tag tage morgen vormittag mittag nachmittag abend nacht feiertag feiertage
    ferien urlaub saison frühling sommer herbst winter advent jahr jahre monat monate woche wochen stunde stunden minute minuten datum
    ankunft abreise abfahrt start beginn schluss stand zustand ablauf verlauf prozess system software update version app store
    technik abteilung team service hotline zentrale telefonnummer rufnummer nummer nummern kennzeichen referenz verwendungszweck
    rest teil teile hälfte drittel viertel menge gewicht höhe breite länge tiefe größe maß maße farbe muster form qualität geschmack duft
    inhalt zubehör ersatzteil ersatzteile einzelteil einzelteile exemplar paar set sets pack packs päckchen packung gebinde bündel charge
    neue neuen neues neuer richtige richtigen falsche falschen alte alten gleiche gleichen andere anderen übrige übrigen restliche erste zweite
    dritte letzte nächste beides alles nichts etwas mehr weniger viel viele
    leben liebe freude ärger mühe hilfe glück spaß lust ruhe zeit chance zweifel sorge sorgen vertrauen treue lob kritik
    geburtstag hochzeit feier fest party taufe jubiläum weihnachtsfest geschenk geschenke überraschung
    arzt ärztin praxis klinik versicherung anwalt polizei gesetz recht rechte pflicht vertrag klausel bedingungen agb
    vorkasse ratenkauf lastschrift karte kartenzahlung kontoauszug auszug buchungstag valuta iban bic
    abzug bestelldaten kundendaten versanddaten vermerk fehlersuche bescherung rückfragen
    full purchase amount money value bag bags right unit replacement original copy copies days checkout open shipped dispatched code codes
    voucher grand correct sender postage season manufacturer journey times discount bedroom seal seals weeks regular weekend favour
    delivered arrived house freight case difference little repayment forwarder neighbour neighbours neighbor decision pack packs record records
    yesterday advance means reason newsletter leaves instrument check gives file label labels picture pictures word words whole engineer same
    consignment carton cartons door shout moment kerb vintage express packet message messages entire note notes slip slips form forms
    colleague colleagues manager boss staff accountant accountants accounts finance team teams member members driver drivers courier couriers
    haulier hauliers postman postwoman carriers agent agents buyer buyers seller sellers friend friends wife husband daughter son
    child children mother father mum dad parents sister brother dog cat guest guests school company firm business employer people person
    bank banks wallet statement card cards loan balance sum sums total totals subtotal price prices tax taxes vat duty duties customs
    deposit instalment instalments installment fee fees tip charge charges cost costs expense expenses offer offers deal deals sale sales
    promotion campaign catalogue range selection website site page pages link links profile login password settings app platform portal system
    email emails letter letters call calls chat conversation reply replies answer answers question questions request requests query queries
    enquiry enquiries inquiry feedback review reviews rating complaint complaints claim claims issue issues problem problems matter matters
    case cases ticket tickets topic subject point points photo photos video videos screenshot screenshots proof evidence attachment
    documents document paperwork papers manual instructions leaflet certificate receipt receipts list lists
    damage damages defect defects fault faults scratch scratches dent dents crack cracks mark marks stain stains smell noise leak leaks
    loss losses delay delays backlog queue strike weather snow storm flood rush shortage mistake mistakes error errors mix-up mixup
    address addresses street town city country region island house flat apartment home building hallway porch garage garden shed gate
    letterbox postbox locker lockers kiosk depot depots hub hubs warehouse warehouses branch shop shops store stores office offices workshop
    factory mill publisher supplier suppliers wholesaler producer maker
    box boxes wrapping packaging bubble tape barcode
    date dates day week month year hour hours minute minutes time morning afternoon evening night noon today tomorrow tonight
    holiday holidays christmas easter birthday wedding party anniversary present presents gift surprise occasion event
    spring summer autumn winter deadline period window slot slots term terms conditions policy policies law rights right contract warranty
    guarantee withdrawal cancellation exchange
    status progress stage step steps process procedure way ways option options choice choices plan plans idea ideas solution solutions
    chance chances risk risks trouble hassle inconvenience patience understanding trust loyalty kindness apology apologies thanks
    wish wishes hope hopes joy fun luck love care help support effort
    part parts piece pieces half third quarter rest remainder remaining quantity number numbers figure figures size sizes weight length width
    height depth colour color colours colors shade shades pattern shape quality taste scent style styles model models version versions type
    types kind kinds sort sorts set sets pair pairs batch lot lots bundle bundles roll rolls
    one ones other others thing things stuff lot everything anything something nothing
    first second last next latest previous old new current usual normal standard extra missing wrong right good bad
    actual real exact only very own amounts shipping delivery deliveries collection collections pickup drop-off handover
    insurance doctor lawyer police authority court hospital
    trace tracking update updates investigation scan scans signature confirmation
    internet browser phone telephone mobile line voicemail
    stock supply demand production line
    bakery container containers consent report reports travel pallet percent prozent drawer drawers schublade much many more less separate bill bills rebate rebates entry entries tape forecast prediction buzz bench desk counter insurer insurers ask asks electronics water
    problemchen okay ausprobieren degrees nobody vinegar hygienestreifen lieferanschrift anschrift anschriften     vorhersage prognose vorfall vorfälle wertstoffhof recyclinghof fracht strich triebe austrieb begleitschreiben nachfolger vorgänger nachdruck anfang übrige
    bildern bild straße lindenstraße umfeld aufkleber mast masten banner layer layers film coating history food griff griffe separate sixth sixths runs gehäuse lieferverzug kontrolle bell handle envelope mind warranty change hinge release notice soil route caretaker tank hand hands foil hauler class
    happy glad result results automatic postie concierge porter butler landlord tenant housemate flatmate roommate secretary receptionist
    reception estate village church station airport harbour port border lobby cellar basement roof balcony wall floor kitchen bathroom
    living room rooms ground corner side sides back front bottom top edge middle end start beginning surface base
    weight load capacity power speed pressure temperature water air heat light sound voice
    story truth fact facts news info information data detail details description sentence paragraph page chapter text
    responsibility confusion misunderstanding disappointment frustration anger
    rate rates interest penalty fine refund refunds cash coin coins cheque cheques transfer transfers
    government council association club society union community group audience
    tester expert experts specialist technician engineer mechanic designer artist author owner founder
    switch button plug socket cord lead wire screw screws bolt bolts nut nuts nail nails pin pins bracket brackets washer washers
    frist regel absprache baureihe kartusche umschlag spur korrektur art heizstab klingel mahlwerk boden böden seele kita suche tausch schweiz
    österreich deutschland niederlande türkei frankreich italien spanien england abend mittwochabend hauptumschlag geschirr
    oma opa enkel enkelin onkel tante cousin cousine schwiegermutter schwiegersohn lebensgefährte lebensgefährtin verlobte ehemann ehefrau
    küche bad badezimmer wohnzimmer schlafzimmer zimmer balkon terrasse dach wand ecke rand mitte seite oberseite unterseite rückseite
    vorderseite kante fläche oberfläche spitze spannung strom wasser luft hitze kälte licht druck temperatur leistung
    schraube schrauben muttern nagel nägel dübel schalter stecker steckdose draht feder dichtung gelenk scharnier
    lüge wahrheit tatsache nachricht neuigkeit einzelheit absatz kapitel zeichnung skizze schuld missverständnis irrtum unmut
    experte fachmann techniker mechaniker monteur schreiner künstler autor inhaber gründer geschäftsführer
    """
)
SUPPORT_ENDINGS = (
    *(
        "ung",
        "pauschale",
        "recht",
        "rechte",
        "ungen",
        "heit",
        "heiten",
        "keit",
        "keiten",
        "schaft",
        "schaften",
        "tion",
        "tionen",
        "ität",
        "itäten",
        "tum",
        "nis",
        "nisse",
    ),
    *(
        "nummer",
        "nummern",
        "betrag",
        "beträge",
        "preis",
        "preise",
        "wert",
        "werte",
        "kosten",
        "gebühr",
        "gebühren",
        "rabatt",
        "rabatts",
        "gutschein",
        "gutscheins",
        "pauschale",
        "pauschalen",
        "eingang",
        "eingangs",
    ),
    *(
        "paket",
        "pakete",
        "karton",
        "kartons",
        "label",
        "etikett",
        "schein",
        "scheine",
        "beleg",
        "belege",
        "mail",
        "mails",
        "brief",
        "datum",
    ),
    *(
        "termin",
        "termine",
        "zeit",
        "zeiten",
        "tag",
        "tage",
        "tagen",
        "woche",
        "wochen",
        "monat",
        "monate",
        "jahr",
        "konto",
        "dienst",
        "service",
    ),
    *(
        "anzeige",
        "filiale",
        "stelle",
        "lager",
        "zuschlag",
        "aufschlag",
        "nachlass",
        "summe",
        "fehler",
        "schaden",
        "schäden",
        "mangel",
        "grund",
    ),
    *(
        "pack",
        "packs",
        "teil",
        "teile",
        "gerät",
        "code",
        "codes",
        "frage",
        "fragen",
        "bild",
        "bilder",
        "foto",
        "fotos",
        "liste",
        "weg",
        "post",
    ),
    *(
        "frist",
        "fristen",
        "garantie",
        "abend",
        "hersteller",
        "straße",
        "strasse",
        "platz",
        "abteilung",
        "kontrolle",
        "verzug",
        "absprache",
        "art",
        "arten",
        "schalter",
        "stecker",
        "anleitung",
        "zettel",
        "karte",
        "nacht",
    ),
    *("ment", "ness", "ship", "ance", "ence", "ity", "sion"),
)
