"""The words of openings."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_plainly
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.openings.models.files import FileKind

OPENED = declare(
    "openings.opened",
    _l("Votre quartier %(quartier)s est ouvert. Prouvez votre adresse pour y entrer."),
    importance=Importance.WAITS,
    general=_l("Votre quartier est ouvert"),
)
FILE_WORDS = MappingProxyType(
    {FileKind.QUARTIERS: _l("Les quartiers"), FileKind.ADDRESSES: _l("Les adresses")}
)
READ_RULE = Weighed(
    opening_number=Fact(label=_l("Voisins pour ouvrir un quartier"), say=said_plainly),
)
READ_THRESHOLDS = Weighed(
    fewest=Fact(label=_l("Le plus petit nombre montré"), say=said_plainly),
    dominance=Fact(label=_l("La plus grande part d’une seule personne"), say=said_plainly),
)
READ_HOUSEHOLDS = Weighed(households=Fact(label=_l("Foyers par quartier"), say=said_plainly))
READ_FILE = Weighed(
    status=Fact(label=_l("Où il en est"), say=said_plainly),
    figures=Fact(label=_l("Ce qui changera"), say=said_plainly),
)
