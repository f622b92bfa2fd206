"""The German a shop's history is written in: a few dozen pieces that are put together and filled in by Postgres."""

GREETINGS = ("Guten Tag,", "Hallo,", "Sehr geehrte Damen und Herren,", "Hallo liebes Team,", "Moin,", "Guten Abend,")

CUSTOMER = (
    "ich habe am {date} bei Ihnen {item} bestellt, Bestellnummer {order}, und bisher ist leider nichts angekommen.",
    "zur Bestellung {order} fehlt im Paket ein Teil von {item}. Können Sie es bitte nachsenden?",
    "{item} kam heute beschädigt bei mir an, die Verpackung war eingerissen. Bestellung {order}, Fotos habe ich.",
    "ich möchte meine Bestellung {order} vom {date} widerrufen. Wie bekomme ich ein Rücksendeetikett?",
    "laut Sendungsverfolgung liegt das Paket zu {order} seit dem {date} im Verteilzentrum. Was ist da los?",
    "können Sie mir für die Bestellung {order} bitte eine Rechnung auf unsere Firma mit Umsatzsteuernummer ausstellen?",
    "ich habe für {order} schon am {date} bezahlt, trotzdem kam heute eine Zahlungserinnerung.",
    "passt {item} auch an eine Rigipswand, und sind die passenden Dübel dabei?",
    "ich habe versehentlich zweimal bestellt. Bitte stornieren Sie {order}, die andere Bestellung soll bleiben.",
    "bei der Bestellung {order} stimmt die Lieferadresse nicht mehr, wir sind zum {date} umgezogen.",
    "die Farbe von {item} weicht stark vom Bild im Shop ab. Ich würde gern umtauschen, Bestellung {order}.",
    "nach zwei Wochen flackert {item}, vermutlich ein Wackelkontakt. Das ist ein Garantiefall, Bestellnummer {order}.",
    "wann ist {item} wieder lieferbar? Im Shop steht seit dem {date} ausverkauft.",
    "der Gutschein aus Ihrem Newsletter wurde bei {order} nicht abgezogen, bitte erstatten Sie mir die Differenz.",
    "ich habe die Rücksendung zu {order} am {date} aufgegeben, das Geld ist noch nicht auf meinem Konto.",
    "statt {item} lag etwas ganz anderes im Karton. Bestellung {order}, bitte um schnelle Hilfe.",
)

SHOP = (
    "vielen Dank für Ihre Nachricht. Wir haben die Sendung zu {order} beim Versanddienst reklamiert.",
    "das tut uns leid. Das fehlende Teil von {item} geht heute noch an Sie raus, die Sendungsnummer folgt per E-Mail.",
    "anbei erhalten Sie das Rücksendeetikett. Nach Eingang prüfen wir {item} und erstatten den Betrag zum {date}.",
    "wir haben die Rechnung zu {order} geändert und Ihnen noch einmal zugeschickt.",
    "der Zahlungseingang vom {date} wurde nun zugeordnet, die Erinnerung ist gegenstandslos.",
    "bitte senden Sie uns zwei Fotos vom Schaden, dann kümmern wir uns sofort um Ersatz für {item}.",
    "{item} erwarten wir zum {date} wieder im Lager. Wir melden uns, sobald der Artikel lieferbar ist.",
    "die Adresse zu {order} haben wir geändert, das Paket war glücklicherweise noch nicht unterwegs.",
    "selbstverständlich tauschen wir {item} um. Ein Paketschein liegt dieser Nachricht bei.",
    "Ihre Bestellung {order} wurde storniert, Sie erhalten darüber noch eine Bestätigung.",
)

CLOSINGS = (
    "Vielen Dank und freundliche Grüße\n{name}", "Mit freundlichen Grüßen\n{name}", "Beste Grüße\n{name}",
    "Ich bitte um Rückmeldung bis Ende der Woche.\n{name}", "Viele Grüße aus {town}\n{name}",
    "Danke im Voraus!\n\n{name}\nTelefon tagsüber erreichbar",
)  # fmt: skip

SUBJECTS = (
    "Wo bleibt meine Bestellung {order}?", "Rücksendung {order}", "{item} beschädigt", "Rechnung zu {order}",
    "Frage zu {item}", "Zahlungserinnerung trotz Zahlung", "Falscher Artikel geliefert", "Widerruf von {order}",
    "Lieferadresse ändern", "Garantiefall {item}", "Gutschein nicht abgezogen", "Teil fehlt: {item}",
)  # fmt: skip

ITEMS = (
    "Stehlampe Lumea", "Teller-Set Nordlicht", "Bettwäsche Mako-Satin", "Regal Vira", "Garderobe Nussbaum",
    "Kissenbezug Samt", "Küchenwaage Digita", "Wasserkocher Aquo", "Teppich Kelim Ararat", "Backform Guglhupf",
    "Schreibtischlampe Focus", "Vorhang Leinen", "Espressokocher Moka", "Bilderrahmen-Set Galeria", "Gartenbank Teak",
    "Topfset Chefkoch", "Duschvorhang Welle", "Sofaüberwurf Boho", "Wanduhr Bahnhof", "Hocker Finn", "Spiegel Ronda",
)  # fmt: skip

FIRST_NAMES = (
    "Sabine", "Mehmet", "Claudia", "Jürgen", "Anja", "Piotr", "Thomas", "Birgit", "Lukas", "Hannah", "Ayşe", "Stefan",
    "Petra", "Uwe", "Katharina", "Jonas", "Monika", "Dirk", "Svenja", "Wolfgang", "Elif", "Martin", "Ulrike", "Tim",
)  # fmt: skip

LAST_NAMES = (
    "Krüger", "Öztürk", "Hoffmann", "Weiß", "Schulte", "Nowak", "Berger", "Neumann", "Fischer", "Schäfer", "Brandt",
    "Köhler", "Vogel", "Peters", "Jansen", "Kaiser", "Albrecht", "Winter", "Lorenz", "Böhm", "Sommer", "Graf", "Kurz",
    "Pohl", "Engel", "Horn", "Busch", "Bergmann", "Thomas", "Voigt", "Sauer", "Arnold", "Wolff", "Pfeiffer", "Lindner",
)  # fmt: skip

TOWNS = (
    "Bremen",
    "Dortmund",
    "Erfurt",
    "Nürnberg",
    "Berlin",
    "Kassel",
    "Leipzig",
    "Köln",
    "München",
    "Rostock",
    "Mainz",
)
