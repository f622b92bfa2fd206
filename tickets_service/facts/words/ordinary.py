"""Capitalised words that are no product's name: what support letters are made of."""

from tickets_service.facts.words import words_of

ORDINARY = words_of(
    """
    sie ihnen ihr ihre ihren ihrem ihrer ihres du dir dich dein deine deinen deinem deiner euch euer eure
    wir uns unser unsere unserem unseren unserer ich mir mich der die das den dem des ein eine einen einem
    einer eines diese dieser dieses diesen diesem jede jeder jedes alle allen beide beiden kein keine keinen
    und oder aber sondern denn weil dass da wenn falls sobald sofern nachdem bevor während damit auch noch
    nur schon bereits leider gerne gern natürlich selbstverständlich bitte danke vielen herzlichen hallo
    guten tag morgen abend liebe lieber sehr geehrte geehrter frau herr familie dr ende anfang mitte montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli
    august september oktober november dezember bestellung bestellungen auftrag aufträge bestellnummer
    kauf käufe auftragsnummer kundennummer artikel artikelnummer artikels produkt produkte ware waren lieferung sendung
    paket pakete päckchen sendungsnummer trackingnummer paketnummer sendungsverfolgung retoure rücksendung
    rückgabe umtausch widerruf rechnung gutschrift zahlung betrag gesamtbetrag summe preis kaufpreis versand
    versandkosten lager kunde kundin kundenservice team service anfrage nachricht mail e-mail email frage
    fragen problem fehler foto fotos bild bilder schaden mangel defekt reklamation garantie gewährleistung
    ersatz ersatzlieferung austausch erstattung rückerstattung storno stornierung konto bank paypal klarna
    kreditkarte lastschrift überweisung vorkasse dhl dpd gls ups hermes fedex post spedition packstation
    filiale amazon ebay otto kaufland uhr stück stk euro eur menge anzahl größe farbe modell variante set
    paar status datum link nummer nr adresse lieferadresse rechnungsadresse straße geduld verständnis
    unannehmlichkeiten entschuldigung info informationen hinweis grüße gruß grüßen freundlichen mit am im in
    an auf aus bei von vom zu zum zur für über unter nach vor seit bis ab gegen ohne um wie was wer wo warum
    hier dort dann nun jetzt heute gestern sollten sollte können könnten möchten haben hat hatten ist sind
    war wird werden wurde wurden kann teil teile stelle fall dank anbei zusätzlich außerdem einzelpreis
    stückpreis zwischensumme gesamt gesamtsumme rabatt gutschein etwa insgesamt jeweils je pro inklusive
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf werktage werktagen tage tagen woche wochen
    monat jahr i you your yours we our ours us they them he she it the a this that these those and or but so
    because if when once while after before since until as for from with without about of on at to by into
    over under please thanks thank dear hi hello hey good morning afternoon evening regards best kind
    sincerely warm cheers mr mrs ms miss sir madam monday tuesday wednesday thursday friday saturday sunday
    january february march may june july october december order orders item items product products parcel
    parcels package packages shipment delivery tracking number return returns refund invoice payment total
    price subtotal shipping warehouse customer support care royal evri parcelforce mastercard visa maestro
    amex apple google pay sepa european union eu uk usa germany german english england france austria
    switzerland london berlin ok faq vat pdf id rma no date qty quantity size colour color model article
    pair piece pieces pcs unfortunately however therefore also again regarding concerning meanwhile then
    there here what who where why how both each all any some not yes sorry have has had is are were will
    would can could should might do does did let one two three four five six seven eight nine ten eleven
    twelve pm eta office click collect credit card transfer marketplace order's you'll we'll i'll we've i've
    you've it's that's gmbh ltd inc kg ag sendungsstatus track trace shop store onlineshop zustellung
    zusteller annahme liter meter zentimeter gramm kilo rolle rollen packung packungen beutel karton kartons bund satz sätze
    exemplar exemplare dutzend sorte sorten fassungsvermögen sets stücke street road avenue lane square drive court
        gebrauch bescheid bezug recht rat abstand kenntnis anspruch stellung rücksicht name namen named partner verkäufer
    mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec okt dez mo mi do fr sa so christmas eve easter weihnachten ostern
    durchmesser höhe breite tiefe länge umfang volumen gewicht diameter
    rücknahme risiko patch patches which btw fyi asap whit boxing video videos
    sekunde sekunden minute minuten stunde stunden wann second seconds minute minutes hour hours
    """
)

# English words in small letters that may follow a product's name without being part of it.
NO_NOUNS = words_of(
    """
    and or but nor so yet for from with without into onto over under about after before since until till than then that this these
    those there here which who whom whose what when where why how in on at to of by as if once while because although though is are
    was were be been being has have had do does did will would can could shall should may might must cannot left went came got gets
    get made make makes fell broke sold cost costs sits sat stood stands lies lay fits fit comes goes took takes kept keeps keep sent
    again also already still just now soon today tomorrow yesterday tonight too very quite both all each every any some none not
    only even ever never back away down off out up its their your our his her my per via plus minus each either neither sadly
    unfortunately worth itself themselves instead together apart twice early late later earlier first next last home online same
    arrives ships needs includes contains weighs looks seems has'nt wasn isn turned ran set let put hit met held found brought bought
    free available damaged faulty broken defective missing complete intact ready unused new order orders return refund delivery
    shipment parcel package item items product products set sets piece pieces pair pairs cm mm inch long wide high separately
    depot hub centre center branch office sale team store address account carrier courier site website page number fee fees
    policy deal offer app warehouse marketplace customer customers month week day time rush holiday holidays market port area
    stay stays remain remains arrive belong belongs reach reaches show shows say says run runs begin begins refer refers survive survives suggest suggests
    between among against during within toward towards through across near along around regarding concerning following
    """
)
