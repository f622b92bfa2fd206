"""Nouns by which goods are counted: a bottle of, a bag of, ein Sack."""

from tickets_service.facts.words import words_of

MEASURES = words_of(
    """
    pouch jug reel drum tub bucket flask vial netz einheit strang flasche kanne dose sack tiegel tube packung päckchen beutel rolle kasten kanister fass paar stück garnitur set pack multipack karton
    bund fläschchen tütchen döschen gläschen röhrchen stange barren canister spritzer schuss prise hauch dash splash pinch bogen riegel tüte schachtel gebinde portion exemplar bottle tin bag jar tube pot packet sachet tub pack case roll pair
    piece bar crate carton can stick ream skein knäuel strang ballen kartusche tray spool sachet jar carafe glas gläser dosen säcke flaschen eimer kiste box boxes
    """
)
