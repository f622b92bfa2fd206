"""Colours and materials. Words of one line mean the same in both languages."""

LOOKS = """
rot | red
dunkelrot weinrot bordeaux | burgundy bordeaux maroon
blau | blue
hellblau himmelblau | light-blue sky-blue
dunkelblau marine marineblau nachtblau | navy
petrol | petrol
türkis | turquoise
grün | green
dunkelgrün tannengrün | forest-green
salbei salbeigrün | sage
oliv olivgrün | olive
mint mintgrün | mint
gelb | yellow
senf senfgelb | mustard
ocker | ochre
orange | orange
terracotta terrakotta | terracotta
rosa | pink
altrosa | dusty-pink blush
pink | pink
lila violett | purple violet
flieder | lilac
braun | brown
cognac | cognac
taupe | taupe
beige sand | beige sand
creme cremeweiß elfenbein ecru | cream ivory ecru
weiß | white
offwhite naturweiß wollweiß | off-white
schwarz | black
grau | grey gray
hellgrau | light-grey
dunkelgrau | dark-grey
anthrazit | anthracite
silber silbern silberfarben | silver
gold golden goldfarben | gold golden
kupfer kupferfarben | copper
messing messingfarben | brass
chrom verchromt | chrome
natur naturfarben | natural
bunt mehrfarbig | multicoloured multicolored
koralle | coral
lavendel | lavender
aubergine | aubergine
rost rostrot | rust
eiche eichenholz | oak
buche buchenholz | beech
kiefer kiefernholz | pine
nussbaum walnuss | walnut
esche | ash
birke | birch
akazie akazienholz | acacia
mango mangoholz | mango
teak teakholz | teak
bambus | bamboo
rattan | rattan
leinen | linen
baumwolle baumwoll | cotton
wolle | wool
samt | velvet
leder | leather
kunstleder | faux-leather
jute | jute
seide | silk
satin | satin
flanell | flannel
kaschmir | cashmere
marmor | marble
granit | granite
glas | glass
keramik | ceramic
porzellan | porcelain
steingut | stoneware
edelstahl | stainless-steel
gusseisen | cast-iron
stahl | steel
holz | wood wooden
metall | metal
kork | cork
"""
SHADES = ("hell", "dunkel", "blass", "matt", "light", "dark", "pale", "matt", "deep", "dusty")
