"""The words of openings."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from neighbourhood.foundation.web.facts import Fact, said_by, said_in_numbers, said_plainly
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.openings.models.files import FileKind, FileStatus

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
_STATUSES = MappingProxyType(
    {
        FileStatus.WAITING: _l("Essai en attente"),
        FileStatus.TRIED: _l("À confirmer"),
        FileStatus.TAKING: _l("Enregistrement en cours"),
        FileStatus.TAKEN: _l("Terminé"),
        FileStatus.UNREADABLE: _l("Illisible"),
        FileStatus.DROPPED: _l("Abandonné"),
    }
)
_FIGURES = MappingProxyType(
    {
        "imported": lambda n: ngettext("%(num)d à ajouter", "%(num)d à ajouter", n),
        "changed": lambda n: ngettext("%(num)d à modifier", "%(num)d à modifier", n),
        "retired": lambda n: ngettext("%(num)d à retirer", "%(num)d à retirer", n),
        "left": lambda n: ngettext("%(num)d à retirer", "%(num)d à retirer", n),
        "refused": lambda n: ngettext("%(num)d à corriger", "%(num)d à corriger", n),
    }
)
READ_FILE = Weighed(
    status=Fact(label=_l("Où il en est"), say=said_by(_STATUSES)),
    figures=Fact(label=_l("Ce qui changera"), say=said_in_numbers(_FIGURES)),
)
