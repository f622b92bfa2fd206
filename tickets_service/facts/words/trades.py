"""Nouns of what shops sell beside home goods, by trade. What stands in one line may be called by any of its words:
German | English."""

from tickets_service.facts.words import words_of

FAMILIES = """
schuh halbschuh sneaker turnschuh laufschuh wanderschuh sandale pantoffel hausschuh clog pumps ballerina slipper loafer stiefel stiefelette gummistiefel sicherheitsschuh | shoe sneakers trainers sandals slipper clogs pumps loafers boot boots wellies wellingtons
jacke parka anorak mantel blazer sakko weste fleecejacke regenjacke cape poncho windbreaker | jacket parka anorak coat raincoat blazer waistcoat gilet vest fleece cape poncho windbreaker cardigan
pullover pulli sweatshirt hoodie strickjacke cardigan sweater rollkragenpullover | jumper pullover sweater sweatshirt hoodie cardigan turtleneck
hose jeans leggings shorts jogginghose chino latzhose strumpfhose | trousers jeans leggings chinos joggers dungarees tights sweatpants
hemd bluse shirt t-shirt poloshirt tunika trachtenhemd trikot unterhemd | shirt blouse t-shirt tee tunic jersey singlet undershirt
kleid abendkleid dirndl rock jumpsuit | dress gown dirndl skirt jumpsuit romper onesie
anzug smoking krawatte fliege einstecktuch manschettenknopf hosenträger | tie tuxedo necktie cufflinks braces
socke strumpf kniestrumpf sneakersocke stulpe | socks stockings sock legwarmers
unterwäsche slip boxershorts bh büstenhalter body nachthemd pyjama schlafanzug | underwear boxers bra pyjamas pajamas nightgown nightdress
bikini badeanzug badehose bademode | bikini swimsuit trunks
mütze kappe cap beanie stirnband helm fahrradhelm reithelm | cap beanie headband helmet
handschuh fäustling schal tuch halstuch loop gürtel | glove gloves mittens scarf shawl belt
strampler babybody lätzchen schnuller spucktuch wickeltasche | romper bib dummy pacifier muslin
kinderwagen buggy babytrage tragetuch kindersitz babyschale autositz laufgitter wickelkommode | pram pushchair stroller buggy playpen
tasche handtasche rucksack ranzen schulranzen koffer trolley reisetasche shopper umhängetasche sporttasche kulturbeutel turnbeutel geldbörse portemonnaie brieftasche | handbag backpack rucksack satchel suitcase luggage holdall tote briefcase wallet purse duffel
armbanduhr smartwatch fitnesstracker chronograph | watch wristwatch smartwatch
halskette armband armreif ohrring ohrstecker creole anhänger brosche ehering fingerring medaillon piercing | necklace bracelet bangle earrings earring studs pendant brooch ring locket anklet charm
brille sonnenbrille lesebrille skibrille kontaktlinse | glasses sunglasses spectacles goggles lenses
smartphone handy tablet e-reader | smartphone phone handset tablet e-reader
laptop notebook computer rechner chromebook mini-pc | laptop notebook computer
monitor fernseher beamer projektor | monitor television telly tv projector
drucker scanner plotter etikettendrucker | printer scanner plotter
toner druckerpatrone tintenpatrone tinte druckertinte tintentank | toner cartridge ink
tastatur mauspad headset webcam mikrofon controller gamepad joystick | keyboard mousepad mouse headset webcam microphone controller gamepad joystick
kopfhörer ohrhörer in-ear-kopfhörer earbuds | headphones earphones earbuds headset
lautsprecher soundbar verstärker radio receiver plattenspieler kassettenrekorder subwoofer | loudspeaker speaker soundbar amplifier radio turntable subwoofer
kamera digitalkamera objektiv stativ dashcam wildkamera babyphone fernglas teleskop mikroskop drohne | camera lens tripod dashcam drone binoculars telescope microscope
festplatte ssd usb-stick speicherkarte powerbank router switch netzwerkkabel grafikkarte mainboard dockingstation | ssd powerbank router motherboard thumbdrive
spielkonsole videospiel | playstation xbox videogame
waschmaschine trockner geschirrspüler spülmaschine kühlschrank gefrierschrank gefriertruhe backofen kochfeld mikrowelle dunstabzugshaube | dishwasher fridge freezer refrigerator cooker hob microwave dryer
maschine kaffeemaschine kaffeevollautomat espressomaschine siebträger padmaschine espressokocher kaffeemühle milchaufschäumer french-press | machine coffee-machine percolator espresso-maker cafetière frother
küchenmaschine standmixer stabmixer handmixer fritteuse heißluftfritteuse waffeleisen sandwichmaker raclette raclettegrill fonduetopf fondue eismaschine brotbackautomat dörrautomat reiskocher schnellkochtopf eierkocher | fryer airfryer waffle-iron raclette fondue dehydrator breadmaker steamer
staubsauger saugroboter handstaubsauger dampfreiniger fensterreiniger | hoover steam-cleaner
bügeleisen dampfbügelstation nähmaschine overlock | sewing-machine
föhn haartrockner glätteisen lockenstab rasierer rasierapparat haarschneider trimmer epilierer zahnbürste | hairdryer straightener curler shaver razor trimmer epilator toothbrush
heizlüfter heizung heizkörper heizstrahler klimagerät luftreiniger luftentfeuchter klimaanlage heizdecke heizkissen | heater radiator dehumidifier purifier
thermometer wetterstation barometer hygrometer blutdruckmessgerät fieberthermometer | thermometer barometer hygrometer
türklingel überwachungskamera alarmanlage rauchmelder bewegungsmelder zeitschaltuhr steckdosenleiste mehrfachsteckdose thermostat | doorbell thermostat smoke-detector
bohrmaschine schlagbohrmaschine akkuschrauber bohrhammer schrauber bohrer | drill drill-driver screwdriver cordless-drill
säge kreissäge stichsäge kettensäge handsäge bandsäge laubsäge | saw jigsaw chainsaw hacksaw handsaw
schleifer bandschleifer winkelschleifer exzenterschleifer | sander angle-grinder
hammer zange schraubendreher schraubenzieher schraubenschlüssel ratsche meißel hobel feile wasserwaage maßband werkzeugkoffer werkzeugkasten bit-set schraubstock akkuschrauber | hammer pliers spanner wrench ratchet chisel toolbox toolkit tape-measure
kompressor hochdruckreiniger generator schweißgerät betonmischer wagenheber | compressor pressure-washer generator welder
werkbank gerüst sackkarre schubkarre | workbench ladder scaffold wheelbarrow
rasenmäher mähroboter rasentrimmer heckenschere astschere gartenschere laubbläser häcksler vertikutierer | lawnmower mower strimmer shears secateurs hedge-trimmer leaf-blower shredder
spaten schaufel harke rechen hacke gartenschlauch schlauchwagen rasensprenger sprenger regentonne komposter gewächshaus hochbeet | spade shovel rake hoe hosepipe sprinkler water-butt composter greenhouse
saatgut blumenzwiebel zwiebel tulpenzwiebel setzling stecklinge rose rosenstock staude geranie lavendelpflanze orchidee kaktus olivenbaum obstbaum zimmerpflanze monstera pflanze baum | seedlings seeds bulbs rose roses perennial geranium orchid cactus shrub plant plants
blumenerde dünger rindenmulch unkrautvernichter rasensamen torf | compost fertiliser fertilizer mulch weedkiller grass-seed
pool planschbecken whirlpool poolpumpe gartendusche | paddling-pool whirlpool hot-tub
fahrrad mountainbike rennrad e-bike laufrad kinderfahrrad roller tretroller e-scooter dreirad heimtrainer crosstrainer | bike bicycle e-bike tricycle scooter
fahrradschloss fahrradpumpe luftpumpe fahrradkorb fahrradanhänger fahrradsattel sattel pedal fahrradtasche fahrradcomputer | saddle pannier bike-pump pump pedals
reifen winterreifen sommerreifen ganzjahresreifen komplettrad felge alufelge radkappe schneekette | tyre tyres tire rim rims hubcap snow-chains
bremsscheibe bremsbelag bremsbeläge stoßdämpfer auspuff kupplung lichtmaschine anlasser zündkerze ölfilter luftfilter keilriemen wischerblatt scheibenwischer querlenker radlager fußmattensatz dachbox dachträger anhängerkupplung autobatterie vergaser | shock-absorber brake-pads brake-disc exhaust alternator spark-plug wiper roof-rack roof-box towbar carburettor carburetor
motoröl getriebeöl frostschutzmittel autopolitur felgenreiniger | engine-oil antifreeze
zelt schlafsack isomatte luftmatratze luftbett campingstuhl campingkocher kühlbox stirnlampe taschenlampe taschenmesser feldflasche wanderstock trekkingstock | tent sleeping-bag airbed cool-box torch flashlight head-torch penknife
hantel kettlebell langhantel hantelbank yogamatte gymnastikball springseil faszienrolle fitnessband widerstandsband trampolin boxsack | dumbbell dumbbells kettlebell barbell trampoline punchbag
ski snowboard schlitten schlittschuh inliner rollschuh skateboard longboard surfbrett kajak schlauchboot sup-board | skis snowboard sledge sleigh skates rollerblades skateboard longboard surfboard paddleboard kayak dinghy
ball fußball basketball volleyball handball tennisschläger badmintonschläger tischtennisplatte dartscheibe golfschläger torwand | ball balls football basketball volleyball racket racquet dartboard
angel angelrute angelrolle köder kescher | fishing-rod lure
gitarre e-gitarre ukulele klavier keyboard e-piano geige cello flöte blockflöte trompete saxophon schlagzeug cajon mundharmonika akkordeon metronom | guitar ukulele piano violin cello flute recorder trumpet saxophone cajon harmonica accordion metronome
puzzle spiel brettspiel kartenspiel gesellschaftsspiel würfelspiel | puzzle game boardgame jigsaw-puzzle
puppe teddy teddybär kuscheltier plüschtier stofftier handpuppe puppenhaus | doll teddy plush dollhouse puppet
bausatz bauklötze baustein spielzeugauto bagger eisenbahn holzeisenbahn rennbahn modellauto modellbahn lego schaukelpferd spielküche kreisel kinderküche bobbycar spielzeug | building-blocks toy excavator train-set rocking-horse model-kit kit
schaukel rutsche sandkasten klettergerüst spielhaus bollerwagen | swing slide sandpit sandbox climbing-frame playhouse
kostüm perücke maske luftballon ballon luftschlange wimpelkette | costume wig balloon bunting
buch roman kochbuch bilderbuch kinderbuch taschenbuch hörbuch wörterbuch lehrbuch ratgeber bildband fotobuch atlas comic | novel cookbook book paperback hardback audiobook dictionary textbook atlas comic
kalender wandkalender adventskalender tagebuch notizbuch planer | calendar diary notebook planner
cd dvd schallplatte vinyl bluray | cd dvd vinyl lp
kugelschreiber füller füllfederhalter bleistift buntstift filzstift textmarker radiergummi anspitzer lineal | pen pens pencil pencils highlighter eraser ruler fountain-pen
ordner locher tacker briefumschlag kopierpapier druckerpapier klebeband aktenvernichter laminiergerät whiteboard flipchart | binder stapler laminator whiteboard flipchart
acrylfarbe wasserfarbe pinsel staffelei malkasten aquarellfarbe leinwandset | easel paintbrush watercolours watercolors
wolle sockenwolle garn strickgarn stricknadel häkelnadel meterware nähgarn knopf reißverschluss perlen | yarn thread fabric knitting-needles zipper beads buttons
hundefutter katzenfutter trockenfutter nassfutter vogelfutter fischfutter pferdefutter kausnack leckerli leckerlis | kibble birdseed pet-food treats
hundeleine halsband hundegeschirr hundebett hundekorb hundespielzeug maulkorb | leash collar harness dog-bed muzzle
kratzbaum katzentoilette katzenstreu katzenklo katzenbaum transportbox | scratching-post litter litter-tray
aquarium terrarium außenfilter innenfilter vogelkäfig hamsterkäfig kaninchenstall futterautomat | aquarium terrarium fish-tank birdcage hutch feeder
sattel trense reithose reitstiefel pferdedecke dressurgerte striegel | bridle halter jodhpurs
shampoo duschgel seife haarspülung conditioner haarkur haarspray haargel badesalz badezusatz badekugel | shampoo conditioner soap shower-gel hairspray bath-salts
creme hautcreme tagescreme nachtcreme handcreme lotion bodylotion serum sonnencreme gesichtsmaske peeling lippenbalsam balsam salbe | moisturiser moisturizer lotion serum sunscreen ointment balm lip-balm scrub
parfum parfüm eau-de-toilette deodorant rasierwasser aftershave | perfume fragrance deodorant aftershave cologne
lippenstift mascara wimperntusche lidschatten make-up nagellack puder concealer kajal | lipstick mascara eyeshadow foundation nail-polish concealer eyeliner
zahnpasta zahnseide mundspülung mundwasser | toothpaste floss mouthwash
vitamin vitamine pulver spray nahrungsergänzung kapseln tabletten proteinpulver kreatin magnesium whey eiweißpulver kollagen | vitamins supplement supplements capsules creatine protein-powder collagen magnesium whey
pflaster verband verbandkasten inkontinenzeinlage windeln windel rollator gehhilfe bandage nasenspray hustensaft | plasters bandage nappies nappy diapers wheelchair crutches
kaffee kaffeebohnen espresso tee grüntee kräutertee früchtetee kakao | coffee tea coffee-beans espresso tea-bags cocoa
wein rotwein weißwein riesling sekt champagner bier whisky likör wodka prosecco crémant spirituose | wine beer vodka riesling whisky whiskey liqueur prosecco champagne sparkling-wine
schokolade praline pralinen gebäck keks kekse lebkuchen gummibärchen bonbon honig marmelade konfitüre nuss nüsse mandeln müsli | chocolate chocolates truffles biscuits cookies gingerbread honey marmalade muesli granola
olivenöl essig gewürz gewürze salz pfeffer senf soße pasta nudeln mehl käse wurst schinken salami | olive-oil vinegar spices mustard noodles cheese gouda ham salami
geschenkkorb präsentkorb geschenkset probierset | gift-basket gift-hamper
waschmittel spülmittel reinigungsmittel weichspüler allzweckreiniger entkalker spülmaschinentabs müllbeutel toilettenpapier küchenrolle | detergent washing-powder descaler bin-bags
wandfarbe lack lasur holzschutz holzöl spachtelmasse silikon kleber klebstoff fliesenkleber grundierung | paint varnish primer sealant adhesive glue emulsion woodstain
fliese parkett laminat vinylboden bodenbelag sockelleiste arbeitsplatte | tiles parquet laminate flooring worktop
waschbecken armatur wasserhahn duschkopf duschkabine badewanne wc toilettensitz toilettendeckel spülkasten spüle | basin tap faucet showerhead shower-head bathtub washbasin toilet-seat
türgriff türdrücker türschloss schloss vorhängeschloss zylinder tresor | door-handle padlock
gartenzaun sichtschutz markise sonnensegel terrassendiele rankgitter | fence decking awning garden-shed trellis
arbeitshose warnweste schutzbrille gehörschutz atemschutzmaske schutzhelm | hi-vis ear-defenders hard-hat
visitenkarte flyer banner sticker grußkarte einladungskarte fototapete fotoabzug | flyers banner stickers business-cards greeting-cards
batterien akkupack ladestation ladekabel netzteil ladegerät | charger
hochbett etagenbett kinderbett gitterbett babybett beistellbett | cot crib bunk-bed
schreibtischstuhl bürostuhl gamingstuhl | office-chair
kinderzelt tipi spielteppich krabbeldecke spieluhr nachtlicht | teepee playmat rattle
feuerlöscher kaminofen brennholz pellets feuerkorb grillkohle | firewood stove fire-extinguisher charcoal
weihnachtsbaum tannenbaum adventskranz krippe räuchermännchen räucherkerze baumkugel | christmas-tree nativity
"""

# What may be a part of any article, or lie beside it: "the cushion".
PARTS = words_of(
    """
    brett board behälter schale platte füllung spender hülle untersetzer tasse becher korb eimer kissen deckel griff bezug polster auflage ständer
    regal glas schirm bürste leuchtmittel lampenschirm platte glühbirne birne gabel messer sieb mühle spule zylinder knopf drehknopf haken halter halterung spiegel box reibe kanne teller sitz koffer
    shelf shelves basket brush tape platter fork flask sieve rim cushion cushions bucket cover lid tray collar belt bowl cup jug plate frame covers fragrance vinegar studs bulb stand rack hook
    glass glasses light lights mirror stool bench table sofa clock chair shade shades canister tischplatte
    """
)

# Even where advice is given, these are no tools and no parts: who writes of one means an article.
WHOLES = words_of(
    """
    bett matratze bettdecke bettwäsche sofa couch sessel hocker barhocker bücherregal kommode garderobe couchtisch vitrine teppich läufer fußmatte vorhang gardine
    bademantel wäschekorb sitzkissen wandspiegel bilderrahmen kerzenhalter obstschale salatschüssel gießkanne übertopf teekanne wecker lampe leuchte hängeleuchte
    tischdecke jacke mantel pullover kleid hose hemd bluse rucksack stiefel sandale
    bed mattress duvet blanket bookcase sofa couch armchair tablecloth curtain curtains bathrobe stool candlestick teapot mirror wardrobe lamp
    jacket coat jumper sweater dress trousers shirt rucksack backpack boots sandals
    """
)

# What most people have at home, and parts of machines: only its sending, its number or its price speaks of an article.
SURROUNDINGS = words_of(
    """
    handy smartphone tablet phone computer laptop notebook drucker printer scanner router monitor fernseher television tv telly
    backofen kühlschrank waschmaschine trockner spülmaschine geschirrspüler mikrowelle herd fridge freezer oven cooker dishwasher
    microwave dryer hob kalender calendar diary planner kamera camera spüle waschbecken badewanne basin sink tap maschine machine
    fahrrad bike bicycle wheelchair rollator tagebuch notizbuch rechner keyboard tastatur
    filter netzteil ladegerät akkupack batterien ladestation ladekabel pedal sattel knopf reißverschluss leder pumpe maske heizung
    lack kleber klebstoff motoröl objektiv mantel futter pulver spray stoff charger button buttons saddle pedals lens lenses glue
    doorbell türklingel banner aufkleber detergent waschmittel printer's thermometer radiator heizkörper cap caps flyer vacuum kupplung rim briefumschlag ring screwdriver hammer zange schraubendreher schraubenzieher
    schraubenschlüssel bohrer bohrmaschine akkuschrauber wrench spanner pliers drill saw säge maßband wasserwaage ladder hochdruckreiniger feuerlöscher
    socket thermostat kit pump ball thread fabric sticker stickers tiles fliese laminat parkett rose book buch tea tee kaffee coffee wine
    compost bier beer salz salt reifen tyre tyres pflaster plasters pflanze plant plants spray heater pool schuh shoe hecke
    """
)

# English nouns that are verbs too: goods behind a determiner, a number or what describes them.
VERBS_TOO = words_of(
    "hoover watch ring pen slide swing tap treats rose puzzle book plant plants paint tie dress drill saw pump lure ball game cap hat coat novel ink cape"
)
