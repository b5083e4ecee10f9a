"""What is told of gatherings."""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.changing import WORDS, Changing
from neighbourhood.notifications.kinds import Importance, Kind, declare

_WAITS, _COUNTS, _TELLS = Importance.WAITS, Importance.COUNTS, Importance.TELLS


# The variant of a sentence that says the words of the hosts too.
IN_WORDS = "in words"
# Those of a change that is told to who holds it too: nobody asks them whether it suits.
TO_HOSTS, TO_HOSTS_IN_WORDS = "to hosts", "to hosts, in words"


def _declare(
    code: str, sentence: LazyString, importance: Importance, headline: LazyString | None = None
) -> Kind:
    return declare(f"gatherings.{code}", sentence, importance=importance, headline=headline)


COMES = _declare(
    "comes",
    _l("%(name)s vient : « %(title)s », %(when)s"),
    _TELLS,
    _l("%(name)s vient : « %(title)s »"),
)
ASKS = _declare(
    "asks",
    _l("%(name)s voudrait venir : « %(title)s », %(when)s"),
    _WAITS,
    _l("%(name)s voudrait venir : « %(title)s »"),
)
LEAVES = _declare(
    "leaves",
    _l("%(name)s ne vient plus : « %(title)s », %(when)s"),
    _TELLS,
    _l("%(name)s ne vient plus : « %(title)s »"),
)
ASKS_NO_MORE = _declare(
    "asks no more",
    _l("%(name)s ne demande plus à venir : « %(title)s », %(when)s"),
    _TELLS,
    _l("%(name)s ne demande plus : « %(title)s »"),
)
ACCEPTED = _declare(
    "accepted",
    _l("%(name)s vous attend : « %(title)s », %(when)s"),
    _COUNTS,
    _l("%(name)s vous attend : « %(title)s »"),
)
ON_LIST = _declare(
    "on the list",
    _l("%(name)s vous dit oui, mais c’est complet pour l’instant : « %(title)s », %(when)s"),
    _COUNTS,
    _l("%(name)s vous dit oui : « %(title)s »"),
)
DECLINED = _declare(
    "declined",
    _l("%(name)s vous répond : pas cette fois, mais merci. « %(title)s »"),
    _TELLS,
)
WENT_BACK = _declare(
    "went back",
    _l("%(name)s revient en arrière : votre demande attend de nouveau. « %(title)s », %(when)s"),
    _COUNTS,
    _l("%(name)s revient en arrière : votre demande attend de nouveau"),
)
PROMOTED = declare(
    "gatherings.promoted",
    _l("Une place s’est libérée, elle est à vous : « %(title)s », %(when)s"),
    importance=_COUNTS,
    headline=_l("Vous avez une place : « %(title)s »"),
    general=_l("Une place s’est libérée pour vous à une rencontre"),
)
CANCELLED = declare(
    "gatherings.cancelled",
    _l("« %(title)s » n’a pas lieu (%(when)s). %(name)s a annulé cette rencontre"),
    variants={
        IN_WORDS: _l(
            "« %(title)s » n’a pas lieu (%(when)s). %(name)s a annulé cette rencontre : "
            "« %(words)s »"
        )
    },
    importance=_COUNTS,
    surely=True,
    headline=_l("Annulé : « %(title)s »"),
    general=_l("Une rencontre est annulée"),
)
CANCELLED_ALL = declare(
    "gatherings.cancelled all",
    _l("« %(title)s » n’a plus lieu : %(name)s a annulé les dates à venir"),
    variants={
        IN_WORDS: _l(
            "« %(title)s » n’a plus lieu. %(name)s a annulé les dates à venir : « %(words)s »"
        )
    },
    importance=_COUNTS,
    surely=True,
    headline=_l("Annulé : « %(title)s »"),
    general=_l("Une rencontre est annulée"),
)
STANDS = declare(
    "gatherings.stands",
    _l("Finalement, « %(title)s » a bien lieu : %(name)s revient en arrière"),
    importance=_COUNTS,
    surely=True,
    headline=_l("« %(title)s » a bien lieu"),
    general=_l("Finalement, une rencontre a bien lieu"),
)
MOVED = declare(
    "gatherings.moved",
    _l("%(changes)s. Cela vous va toujours ?"),
    variants={
        IN_WORDS: _l("%(changes)s. Avec ces mots : « %(words)s ». Cela vous va toujours ?"),
        TO_HOSTS: _l("%(changes)s. Changé par %(name)s"),
        TO_HOSTS_IN_WORDS: _l("%(changes)s. Changé par %(name)s, avec ces mots : « %(words)s »"),
    },
    importance=_COUNTS,
    surely=True,
    headline=_l("« %(title)s » a changé"),
    general=_l("Une rencontre où vous allez a changé"),
)
HOST_ASKED = declare(
    "gatherings.host asked",
    _l("%(name)s vous propose d’organiser « %(title)s »"),
    importance=_WAITS,
    general=_l("Une personne vous propose d’organiser une rencontre ensemble"),
)
LEFT_ALONE = declare(
    "gatherings.left alone",
    _l("Plus personne n’organise « %(title)s ». Vous pouvez prendre la suite"),
    importance=_COUNTS,
    headline=_l("Plus personne n’organise « %(title)s »"),
    general=_l("Plus personne n’organise une rencontre d’un de vos groupes"),
)
HOST_YES = declare(
    "gatherings.host yes",
    _l("%(name)s organise « %(title)s » avec vous"),
    importance=_TELLS,
    general=_l("Une personne organise une rencontre avec vous"),
)
THANKED = declare(
    "gatherings.thanked",
    _l("%(name)s vous remercie pour « %(title)s »"),
    importance=_TELLS,
    general=_l("Une personne vous remercie pour une rencontre"),
)
PHOTO_PROPOSED = declare(
    "gatherings.photo proposed",
    _l("%(name)s propose une photo de « %(title)s »"),
    importance=_WAITS,
    general=_l("Une personne propose une photo d’une rencontre"),
)


def _said(before: str, after: str) -> str:
    home = gettext("chez la personne qui invite")
    said = {"before": before or home, "after": after or home}
    return str(gettext("%(after)s (avant : %(before)s)", **said))


WORDS.declare(Changing("place held", _said, _l("lieu")))
