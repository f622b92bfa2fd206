"""Nouns of home goods. Words of one line mean the same kind of thing in both languages: German | English."""

from tickets_service.facts.words import words_of

GOODS = """
lampe leuchte | lamp lights light sconce chandelier lantern
birne leuchtmittel glühbirne | bulb lightbulb
lichterkette | fairylights
laterne windlicht | lantern
lampenschirm sonnenschirm regenschirm | lampshade shade parasol umbrella
kissen nackenrolle | cushion pillow bolster
kissenbezug kissenhülle kopfkissenbezug hülle | pillowcase cushioncover
bettbezug bettdeckenbezug | duvetcover
bettwäsche bettgarnitur | bedding bedlinen
decke plaid tagesdecke überwurf steppdecke | blanket throw quilt bedspread duvet comforter coverlet
laken spannbettlaken spannbetttuch | sheet
matratze topper | mattress topper
lattenrost | slats
bett bettgestell boxspringbett futon | bed headboard bedframe futon
teppich läufer vorleger | rug carpet runner
matte fußmatte badematte fußabtreter | mat doormat bathmat placemat
vorhang gardine store | curtain drape
rollo plissee jalousie raffrollo verdunklungsrollo | blind roller shutter
sofa couch schlafsofa ecksofa | sofa couch settee loveseat
sessel ohrensessel | armchair recliner
stuhl hochstuhl | chair
hocker pouf schemel puff | stool pouf ottoman footstool
sitzbank gartenbank eckbank truhenbank polsterbank holzbank | bench
liege daybed | lounger daybed
tisch pult | table desk
regal bücherregal | shelf shelving bookcase bookshelf
schrank spind | wardrobe cupboard cabinet closet
kommode sideboard lowboard highboard anrichte buffet | dresser sideboard lowboard commode chest drawers
vitrine konsole sekretär | vitrine console
garderobe kleiderständer | coatstand
truhe kiste aufbewahrungsbox box | trunk crate box
korb | basket hamper
spiegel | mirror
bilderrahmen fotorahmen | frame
wandbild kunstdruck poster leinwand gemälde | poster print canvas painting artwork
wanduhr standuhr tischuhr wecker kuckucksuhr | clock
vase | vase
kerze teelicht | candle tealight
kerzenhalter kerzenständer leuchter | candleholder candlestick
blumentopf übertopf pflanzkübel pflanztopf pflanzkasten topf kochtopf | planter pot flowerpot saucepan casserole stockpot
schale schüssel | bowl
teller platte | plate platter
tasse becher | cup mug
glas weinglas | glass tumbler
kanne krug karaffe | jug pitcher carafe teapot
flasche thermosflasche isolierkanne | bottle flask thermos
geschirr service tafelservice | dinnerware tableware crockery
besteck löffel gabel messer | cutlery spoon fork knife
pfanne wok bräter | pan skillet wok roaster
backform auflaufform kuchenform springform | bakeware
brett schneidebrett | board
bügelbrett | ironingboard
mühle pfeffermühle | grinder mill
reibe sieb schäler | grater sieve peeler colander
waage | scale
tablett etagere | tray
untersetzer | coaster
tischdecke tischtuch | tablecloth
tischläufer | tablerunner
platzset tischset | placemat
serviette | napkin
schürze topflappen ofenhandschuh | apron mitt potholder
handtuch badetuch duschtuch geschirrtuch saunatuch tuch | towel
bademantel morgenmantel | bathrobe robe
duschvorhang | showercurtain
seifenspender spender seifenschale | dispenser
zahnputzbecher | toothbrushholder
eimer mülleimer treteimer | bin bucket
bürste besen | brush broom
kleiderbügel bügel | hanger
haken wandhaken hakenleiste | hook
halter halterung ständer | holder rack stand
wasserkocher toaster mixer kaffeemaschine entsafter | kettle toaster blender mixer coffeemaker juicer
ventilator luftbefeuchter diffuser | fan humidifier diffuser
staubsauger | vacuum
hängematte hängesessel | hammock
pavillon gartenzelt | gazebo pergola
grill feuerschale | grill barbecue firepit
girlande kranz | garland wreath
weihnachtskugel christbaumkugel | bauble ornament
figur skulptur statue büste | figurine sculpture statue
tapete wandtattoo | wallpaper
paravent raumteiler | divider
trittleiter haushaltsleiter | stepladder
wäscheständer wäschekorb wäschesack | airer
servierwagen teewagen barwagen | trolley
weinregal weinkühler | winerack
brotkasten brotdose vorratsdose dose | canister jar tin
gießkanne | wateringcan can
fell schaffell | sheepskin
sitzsack | beanbag
schreibtisch | desk
nachttisch nachtkästchen nachtkonsole | nightstand
türstopper zugluftstopper | doorstop
buchstütze | bookend
zeitungsständer | magazinerack
schmuckkästchen schmuckkasten | jewelrybox
schuhschrank schuhregal schuhbank | shoerack
briefkasten | mailbox
futternapf kratzbaum hundebett | scratcher
wärmflasche | hotwaterbottle
duftkerze raumduft duftstäbchen | candle
kissenfüllung inlett federbett daunendecke | duvet
auflage sitzauflage stuhlkissen sitzpolster polster | pad
tischbock | trestle
keramik porzellan | ceramics porcelain
vogelhaus vogeltränke | birdhouse birdbath
sitzgruppe loungeset essgruppe | loungeset
schubladenbox schubladenschrank rollcontainer | organizer organiser
teekanne kaffeekanne stövchen | teapot
espressokocher french-press | cafetiere
dekanter | decanter
salzstreuer pfefferstreuer streuer | shaker
schöpfkelle pfannenwender schneebesen | ladle spatula whisk
nudelholz | rollingpin
strandtuch | towel
duschmatte badteppich | bathmat
wandregal hängeregal | shelf
"""

# Heads that are ordinary words too: goods only behind a word that makes them one, or where the sheet has them.
AMBIGUOUS = words_of(
    """
    light lights print frame box board stand case cover throw runner mat pad bed sheet pan pot fan scale tin
    shade store service blind bin console chest holder rack hook tray jar brush mill roller shutter glass
    cup plate trunk robe buffet platte kiste figur halter ständer hülle auflage glas birne dose keramik
    porzellan polster haken halterung bügel mixer grill mailbox geschirr dinnerware tableware crockery cutlery can decke tuch fell topper drawers topf bürste
    leinwand waage
    """
)

NOT_GOODS = words_of(
    """
    divider dividers mitte warenkorb postkorb inbox mailbox packbox postbox bildschirm kundenservice lieferservice rückholservice
    abholservice versandservice paketservice service montageservice reparaturservice tablette zugriffsbox
    packstationsbox paketbox briefkasten bordservice anschluss umtisch inlay entsafter-service wasserglas
    datenträger reklamationsbogen durchmesser verlak pult kreditkarte geschäft zweck mattscheibe online-store app-store store ausfuhr einfuhr dhl-service dpd-service gls-service ups-service hermes-service beispiel zusammenspiel gewinnspiel ungarn spam-ordner spamordner schwein
    posteingangsordner versandkostenrechner komitee barock same sag sage hate like
    """
)

# What stands before an English head and makes another thing of it.
MODIFIERS = words_of(
    """
    floor table desk bedside wall pendant ceiling dining coffee side kitchen garden bath bathroom hand beach
    tea door corner bar office reading standing hanging folding storage laundry picture photo cutting
    chopping serving bread cake salad soup dinner dessert wine water beer champagne shower window bed duvet
    pillow cushion sofa chair mattress fitted flat outdoor indoor patio balcony shoe coat book tv media
    console sideboard end nesting scented pillar tealight flower plant fruit mixing frying grill sauté
    roasting baking muffin candle umbrella towel soap toilet plate spice knife magazine log throw area
    runner bunk high rocking swivel lounge gaming accent ottoman wing arm bench shelf string fairy night
    spot track solar led christmas picnic tote jewelry blackout roman venetian sheer shelving changing
    dressing vanity mirror alarm cuckoo mantel pepper salt watering cereal pasta travel insulated lunch cookie pizza
    carving steak paring chef cheese oven ironing step
    """
)

FRONTS = {
    english: frozenset(german.split())
    for english, german in {
        "table": "tisch", "floor": "steh boden stand", "ceiling": "decken", "wall": "wand", "desk": "schreibtisch büro",
        "bed": "bett", "bedside": "nachttisch nacht", "kitchen": "küchen", "garden": "garten", "pendant": "hänge pendel",
        "hanging": "hänge pendel", "standing": "steh", "coffee": "couch kaffee sofa", "dining": "ess esszimmer",
        "bath": "bade bad", "hand": "hand", "reading": "lese", "office": "büro", "outdoor": "garten außen",
    }.items()
}  # fmt: skip
"""How German compounds begin that mean the same: a table lamp is a Tischlampe."""
