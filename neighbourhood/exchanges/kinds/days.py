"""What is said of single days of help that comes again: in conversations, and as news."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import MOMENTS, Moment
from neighbourhood.exchanges.rhythms import say_occurrences
from neighbourhood.notifications.kinds import Importance, declare


def _day(details: Mapping[str, Any]) -> Mapping[str, str]:
    return {"day": say_occurrences([date.fromisoformat(details["day"])])}


def _told(code: str, sentence: LazyString, own: LazyString | None = None) -> Moment:
    return MOMENTS.declare(Moment(code, sentence, own, worded=_day))


CANNOT = _told(
    "day missed",
    _l("%(name)s ne peut pas le %(day)s."),
    _l("Vous ne pouvez pas le %(day)s."),
)
CAN_AGAIN = _told(
    "day kept after all",
    _l("Finalement, %(name)s peut le %(day)s."),
    _l("Finalement, vous pouvez le %(day)s."),
)
OFFERS = _told(
    "day offered",
    _l("%(name)s peut le %(day)s."),
    _l("Vous pouvez le %(day)s."),
)
TAKEN = _told(
    "day accepted",
    _l("%(name)s vous dit oui pour le %(day)s."),
    _l("Vous dites oui pour le %(day)s."),
)
NOT_TAKEN = _told(
    "day declined",
    _l("%(name)s répond, pour le %(day)s : pas cette fois, mais merci."),
    _l("Vous répondez, pour le %(day)s : pas cette fois, mais merci."),
)
OPEN_AGAIN = _told(
    "day answer taken back",
    _l("%(name)s revient sur sa réponse pour le %(day)s."),
    _l("Vous revenez sur votre réponse pour le %(day)s."),
)
COVERED_HERE = _told("day covered", _l("Une autre personne vient le %(day)s."))
CLEARED = _told(
    "day cleared",
    _l("%(name)s a noté : rien le %(day)s."),
    _l("Vous avez noté : rien le %(day)s."),
)
STANDS = _told("day stands", _l("Finalement, le %(day)s tient toujours."))

_COUNTS, _WAITS, _TELLS = Importance.COUNTS, Importance.WAITS, Importance.TELLS
ABSENT = declare(
    "exchanges.absent on a day",
    _l("%(name)s ne peut pas le %(day)s : « %(title)s ». Les autres jours ne changent pas"),
    importance=_COUNTS,
    headline=_l("%(name)s ne peut pas le %(day)s"),
    general=_l("Une personne ne peut pas venir un jour"),
)
WHY_ABSENT = declare(
    "exchanges.why absent",
    _l("%(name)s dit pourquoi pour le %(day)s : « %(reason)s »"),
    importance=_TELLS,
    headline=_l("%(name)s dit pourquoi pour le %(day)s"),
    general=_l("Une personne dit pourquoi elle ne peut pas un jour"),
)
COMES_AFTER_ALL = declare(
    "exchanges.comes after all",
    _l("Finalement, %(name)s peut le %(day)s : « %(title)s »"),
    importance=_COUNTS,
    general=_l("Finalement, une personne peut venir un jour"),
)
LOOKED_FOR = declare(
    "exchanges.day free",
    _l(
        "On cherche quelqu’un pour un seul jour, le %(day)s : « %(title)s ». Si vous pouvez, "
        "dites-le d’un geste. Sinon, ne faites rien"
    ),
    importance=_COUNTS,
    headline=_l("On cherche quelqu’un le %(day)s : « %(title)s »"),
    general=_l("On cherche quelqu’un pour un seul jour"),
)
STAND_IN = declare(
    "exchanges.stand-in",
    _l("%(name)s peut le %(day)s : « %(title)s »"),
    importance=_WAITS,
    general=_l("Une personne peut venir un jour"),
)
STAND_IN_LEFT = declare(
    "exchanges.stand-in left",
    _l("Finalement, %(name)s ne peut pas le %(day)s : « %(title)s »"),
    importance=_COUNTS,
    general=_l("Finalement, une personne ne peut pas venir un jour"),
)
STAND_IN_ACCEPTED = declare(
    "exchanges.stand-in accepted",
    _l("%(name)s compte sur vous le %(day)s, ce jour-là seulement : « %(title)s »"),
    importance=_COUNTS,
    headline=_l("%(name)s compte sur vous le %(day)s"),
    general=_l("Une personne compte sur vous pour un jour"),
)
STAND_IN_DECLINED = declare(
    "exchanges.stand-in declined",
    _l("« %(title)s » : pas cette fois pour le %(day)s, et merci d’avoir proposé"),
    importance=_TELLS,
    general=_l("Une personne vous répond pour un jour"),
)
STAND_IN_WAITS = declare(
    "exchanges.stand-in waits again",
    _l("%(name)s revient sur sa réponse pour le %(day)s : « %(title)s »"),
    importance=_COUNTS,
    general=_l("Une personne revient sur sa réponse pour un jour"),
)
COVERED = declare(
    "exchanges.day covered",
    _l("Quelqu’un vient le %(day)s : « %(title)s ». Vous n’avez rien à faire"),
    importance=_TELLS,
    headline=_l("Quelqu’un vient le %(day)s : « %(title)s »"),
    general=_l("Quelqu’un vient le jour où vous ne pouvez pas"),
)
UNCOVERED = declare(
    "exchanges.day open again",
    _l("On cherche de nouveau quelqu’un le %(day)s : « %(title)s »"),
    importance=_TELLS,
    general=_l("On cherche de nouveau quelqu’un pour un jour"),
)
DAY_CLEARED = declare(
    "exchanges.day cleared",
    _l("%(name)s a noté : rien le %(day)s, pour « %(title)s ». Les autres jours ne changent pas"),
    importance=_COUNTS,
    headline=_l("%(name)s a noté : rien le %(day)s"),
    general=_l("Un jour n’aura pas lieu"),
)
DAY_STANDS = declare(
    "exchanges.day stands",
    _l("Finalement, le %(day)s tient toujours : « %(title)s »"),
    importance=_COUNTS,
    general=_l("Finalement, un jour tient toujours"),
)
