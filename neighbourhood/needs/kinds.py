"""The words for the kinds of need, and what residents are told about needs."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from neighbourhood.needs.models import NeedKind, NeedStatus
from neighbourhood.notifications.kinds import declare

KIND_WORDS = MappingProxyType(
    {
        NeedKind.HEATING: _l("Se chauffer"),
        NeedKind.SCHOOL: _l("École"),
        NeedKind.FOOD: _l("Se nourrir"),
        NeedKind.TRANSPORT: _l("Se déplacer"),
        NeedKind.HEALTH: _l("Se soigner"),
        NeedKind.EQUIPMENT: _l("Équiper la maison"),
        NeedKind.HOUSING: _l("Se loger"),
        NeedKind.CHILDCARE: _l("Garde d’enfants"),
    }
)
KIND_EXAMPLES = MappingProxyType(
    {
        NeedKind.HEATING: _l("Une facture, un radiateur, des couvertures"),
        NeedKind.SCHOOL: _l("Cantine, fournitures, sortie de classe"),
        NeedKind.FOOD: _l("Courses, repas livrés, lait pour un bébé"),
        NeedKind.TRANSPORT: _l("Carte de bus, vélo, réparation"),
        NeedKind.HEALTH: _l("Lunettes, soins dentaires, appareil"),
        NeedKind.EQUIPMENT: _l("Lit, réfrigérateur, ordinateur"),
        NeedKind.HOUSING: _l("Caution, loyer en retard, nuit d’hôtel"),
        NeedKind.CHILDCARE: _l("Quelques heures de garde, centre de loisirs"),
    }
)
STATUS_WORDS = MappingProxyType(
    {
        NeedStatus.DRAFT: _l("Brouillon"),
        NeedStatus.SUBMITTED: _l("À relire"),
        NeedStatus.RETURNED: _l("À reprendre"),
        NeedStatus.OPEN: _l("À financer"),
        NeedStatus.FUNDED: _l("Financé"),
        NeedStatus.PROVED: _l("Réalisé"),
        NeedStatus.WITHDRAWN: _l("Retiré"),
    }
)

TO_APPROVE = declare(
    "need-to-approve", _l("Un besoin attend votre relecture : « %(title)s »."), by_mail=True
)
RETURNED = declare(
    "need-returned", _l("Un besoin vous revient avec une remarque : « %(title)s »."), by_mail=True
)
APPROVED = declare("need-approved", _l("Le besoin « %(title)s » est publié."))
TO_PROVE = declare(
    "need-to-prove",
    _l("« %(title)s » est financé. Quand c’est fait, racontez à quoi l’argent a servi."),
    by_mail=True,
)
