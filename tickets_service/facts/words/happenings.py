"""Words by which German and English letters say what happened to an order."""

from tickets_service.facts.sheet import Event
from tickets_service.facts.words import words_of

ARRIVED = (Event.RECEIVED, Event.DELIVERED)

DONE: dict[tuple[Event, ...], str] = {
    (
        Event.SENT,
    ): """versandt versendet verschickt abgeschickt losgeschickt abgesendet abgesandt rausgegangen herausgegangen
        rausgeschickt herausgeschickt eingeliefert unterwegs verladen shipped dispatched despatched posted mailed underway""",
    (Event.SENT, Event.DELIVERED): "ausgeliefert",
    (Event.DELIVERED,): "zugestellt geliefert angeliefert delivered",
    (
        Event.RETURNED,
        Event.RECEIVED,
    ): "retourniert eingesandt eingeschickt eingesendet zurückgesendet zurückgesandt zurückgeschickt zurückgegangen returned",
    (
        Event.REFUNDED,
    ): """erstattet zurückerstattet rückerstattet gutgeschrieben zurückgezahlt rückvergütet zurücküberwiesen
        zurückgebucht refunded reimbursed credited repaid""",
    (Event.REPLACED,): "ersetzt ausgetauscht umgetauscht nachgesendet nachgeliefert replaced exchanged swapped",
    (Event.CANCELLED,): "storniert annulliert gecancelt gecancelled abgebrochen cancelled canceled annulled voided",
    (Event.PAID,): "bezahlt beglichen gezahlt paid",
    (Event.ORDERED, Event.SENT): "aufgegeben",
    (Event.ORDERED,): "bestellt ordered purchased bought placed",
}
OPEN_DONE: dict[tuple[Event, ...], str] = {
    (
        Event.SENT,
    ): "gesendet geschickt zugesendet zugesandt zugeschickt sent übergeben übernommen abgeholt collected handed entrusted anvertraut passed gegangen left raus heraus hinaus",
    ARRIVED: "eingegangen eingetroffen angekommen erhalten bekommen empfangen received arrived angenommen zurückerhalten zurückbekommen",
    (Event.PAID, Event.REFUNDED): "überwiesen transferred",
}
"""These need an object to mean something."""

PHRASES: dict[tuple[Event, ...], tuple[str, ...]] = {
    (Event.SENT,): (
        "auf dem weg", "auf den weg", "hat unser haus verlassen", "unser lager verlassen", "unser haus verlassen", "left our building",
        "left our hands",  "auf die reise", "in den versand", "on its way", "on the way", "on their way", "in transit",
        "in zustellung", "in der zustellung", "out for delivery", "gone out", "went out", "left our warehouse", "left the warehouse",
        "handed over to", "on its way back to you", "on their way back to you", "zur post gebracht", "zur post gegeben",
    ),
    (Event.CANCELLED,): ("called off", "rückgängig gemacht"),
    (Event.REFUNDED,): ("paid back", "money back", "sent the money back"),
    (Event.RETURNED, Event.RECEIVED): (
        "sent back", "on its way back", "on the way back", "on their way back", "auf dem rückweg", "auf dem weg zurück",
    ),
    ARRIVED: ("in empfang genommen",),
    (Event.DELIVERED,): ("handed over to you", "reached you", "got to you", "ihnen zugegangen", "dir zugegangen"),
}  # fmt: skip

DOING: dict[tuple[Event, ...], str] = {
    (
        Event.SENT,
    ): "versenden versende versendet verschicken verschicke verschickt ship shipping dispatch dispatching despatch",
    (Event.REFUNDED,): "erstatten erstatte rückerstatten zurückerstatten refund refunding reimburse reimbursing",
    (Event.REPLACED,): "ersetzen ersetze replace replacing exchange exchanging",
    (Event.CANCELLED,): "stornieren storniere cancel cancelling canceling",
}

NOUNS: dict[tuple[Event, ...], str] = {
    (Event.SENT,): "versand dispatch shipping versanddatum absendung verschickung",
    (Event.SENT, Event.DELIVERED): "auslieferung",
    (Event.DELIVERED,): "zustellung delivery lieferdatum",
    (Event.REFUNDED,): """erstattung rückerstattung gutschrift rückzahlung refund reimbursement credit erstattungsbetrag
        rückerstattungsbetrag kaufpreiserstattung""",
    (
        Event.REPLACED,
    ): "austausch umtausch ersatz ersatzlieferung ersatzartikel ersatzware ersatzsendung replacement exchange",
    (Event.CANCELLED,): "stornierung storno cancellation",
    (Event.PAID,): "zahlung zahlungseingang zahlungsdatum payment",
    (Event.ORDERED,): "bestellung auftrag bestelldatum bestelltag kaufdatum order",
    (Event.RETURNED, Event.RECEIVED): "retoure rücksendung return retourensendung rückgabe wareneingang",
    (Event.INVOICED,): "rechnung invoice rechnungsdatum",
}
COMPLETED = words_of(
    """
    veranlasst durchgeführt angewiesen ausgeführt abgeschlossen erfolgt erfolgte bearbeitet gebucht
    ausgelöst eingeleitet vorgenommen erledigt angestoßen freigegeben getätigt verbucht issued processed
    initiated completed made arranged triggered done raised authorised authorized finalised finalized
    complete executed cleared bestätigen bestätige confirm
    """
)
COMPLETED_NOUNS = (Event.REFUNDED, Event.REPLACED, Event.CANCELLED, Event.SENT, Event.DELIVERED, Event.PAID)

CONDITIONS = words_of(
    """
    sobald wenn falls sofern bevor ehe bis solange sollte sollten if once when whenever unless before until
    till should provided ob whether nachdem after
    """
)
PERHAPS = words_of(
    """
    kann kannst können könnt könnte könnten könntest möchte möchten möchtest soll sollen sollte sollten muss
    läge wäre wären müssen musst müsste konnte konnten wollte wollten darf dürfen dürfte würde würden würdest mag wollen wollt can could may might would
    should must cannot can't couldn't wouldn't we'd i'd you'd they'd it'd want wants like prefer lassen
    """
)
ENGLISH_MODALS = frozenset(
    ["can", "could", "may", "might", "would", "should", "must", "cannot", "can't", "couldn't", "wouldn't"]
)
FUTURE = words_of(
    """
    wird werden wirst werde werdet will won't 'll shall gonna
    """
)
PAST = words_of(
    """
    wurde wurden worden wurdest haben hat habe hast hatte hatten ist sind war waren bin was were has have
    had been hasn't haven't wasn't weren't hadn't isn't aren't is are've i've we've you've it's
    """
)
NEGATIONS = words_of(
    """
    nothing's nobody nobody's none nix net nimmer keineswegs keinesfalls     nicht nichts nix nothing kein keine keinen keiner keinem nie niemals weder not never no hasn't haven't wasn't weren't
    isn't aren't hadn't won't didn't doesn't neither nor
    """
)
PAPERS = words_of(
    """
    rechnung rechnungen label etikett versandlabel retourenlabel rücksendelabel rücksendeetikett
    retourenschein versandetikett link mail e-mail email nachricht nachrichten foto fotos bild bilder
    anfrage bestätigung versandbestätigung auftragsbestätigung bestellbestätigung stornobestätigung
    information informationen info anleitung aufbauanleitung gutscheincode gutschein kopie unterlagen
    dokument dokumente schreiben antwort rückmeldung formular qr-code hinweis hinweise reklamation meldung
    invoice labels message messages photo photos picture pictures enquiry inquiry confirmation instructions
    manual copy voucher document documents reply response details note form video videos feedback claim
    complaint report wunsch wünsche wish wishes request requests answer answers nummer number datei file files adresse address screenshot widerruf widerrufserklärung beschwerde e-mails emails mails reminder
    """
)
PAPER_ENDINGS = (
    "erinnerung",
    "mahnung",
    "bestätigung",
    "nachricht",
    "anleitung",
    "etikett",
    "schreiben",
    "-mail",
    "-label",
    "beleg",
    "schein",
    "foto",
    "fotos",
    "bilder",
)
SUPPLIERS = words_of(
    "hersteller herstellers lieferant lieferanten zulieferer mill manufacturer supplier factory workshop container nachschub"
)
WISHES = words_of("wunsch wünsche wish wishes request requests anfrage")
MONEY_WORDS = words_of(
    """
    zahlung betrag geld payment money zahlungseingang überweisung transfer amount kaufpreis summe funds
    """
)
RETURN_WORDS = words_of(
    """
    retoure rücksendung retouren rücksendungen return returns zurück back retourenpaket returned
    zurückgeschickte zurückgesendete rückläufer
    """
)
ORDER_WORDS = frozenset(["bestellung", "auftrag", "order", "bestellungen", "orders"])
GOODS_WORDS = words_of(
    """
    bestellung bestellungen auftrag lieferung sendung paket pakete päckchen ware waren artikel produkt order
    orders shipment parcel parcels package packages item items goods product products delivery ersatz
    ersatzlieferung replacement retoure rücksendung return teillieferung consignment es it they sie them
    """
)
AT_US = words_of(
    """
    uns wir us we our unser unserem unserer unseren unsere lager warehouse retourenabteilung retourenlager
    ich i
    """
)
AT_YOU = words_of(
    """
    ihnen sie dir du you your empfänger nachbarn nachbar neighbour neighbor
    """
)
ADDRESSES = words_of(
    """
    adresse anschrift lieferadresse lieferanschrift rechnungsadresse rechnungsanschrift versandadresse address addresses
    """
)
CARRIED = words_of(
    """
    dhl dpd gls ups hermes fedex post spedition zusteller versanddienstleister carrier courier evri royal
    versand paketdienst
    """
)
