"""How a notice ended, in words: to choose from, and to read afterwards."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.exchanges.kinds.words import ENDED, STATUSES
from neighbourhood.exchanges.models.notices import HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.exchanges.policies import WITH_HELP

_PARTLY = _l("C’est fait en partie")
_NOT_NEEDED = _l("Je n’en ai plus besoin")
# What its author reads and chooses from, by which way the notice goes.
CHOICES: Mapping[Direction, Mapping[HowEnded, LazyString]] = {
    Direction.ASK: {
        HowEnded.DONE: _l("C’est fait"),
        HowEnded.PARTLY: _PARTLY,
        HowEnded.NOBODY_CAME: _l("Personne n’est venu"),
        HowEnded.NOT_NEEDED: _NOT_NEEDED,
        HowEnded.WITHDRAWN: _l("Je retire ma demande"),
    },
    Direction.OFFER: {
        HowEnded.DONE: _l("C’est fait"),
        HowEnded.PARTLY: _PARTLY,
        HowEnded.NOBODY_CAME: _l("Personne n’est venu"),
        HowEnded.NOT_NEEDED: _l("Ce n’est plus utile"),
        HowEnded.WITHDRAWN: _l("Je ne le propose plus"),
    },
}
_NO_MOMENT = _l("Nous n’avons pas trouvé de moment.")
_OTHERWISE = _l("J’ai trouvé une autre solution.")
_NOT_NOW = _l("Ce n’est pas le bon moment pour moi.")
# Why, as those who answered read it, by how the notice is shown.
REASONS: Mapping[str, tuple[LazyString, ...]] = {
    "ask": (_NO_MOMENT, _OTHERWISE, _NOT_NOW),
    "borrow": (_NO_MOMENT, _OTHERWISE, _NOT_NOW),
    "offer": (_NO_MOMENT, _l("Je ne peux plus le proposer."), _NOT_NOW),
    "give": (_NO_MOMENT, _l("Finalement, je le garde."), _NOT_NOW),
    "seek": (_NO_MOMENT, _OTHERWISE, _NOT_NOW),
}
# Why a helper cannot any more, as the author reads it.
LEAVING: tuple[LazyString, ...] = (
    _l("J’ai un empêchement ce jour-là."),
    _l("Je suis malade."),
    _l("C’est plus que ce que je peux faire."),
)
# Of what is given away, where it stands.
_GIVEN: Mapping[NoticeStatus, LazyString] = {
    NoticeStatus.OPEN: _l("Toujours là"),
    NoticeStatus.AGREED: _l("Promis"),
    NoticeStatus.DONE: _l("Donné"),
}
# To all: that nobody came is told to nobody but the author.
_SAID: Mapping[HowEnded | None, LazyString] = {
    HowEnded.PARTLY: _PARTLY,
    HowEnded.NOT_NEEDED: _l("Ce n’est plus utile"),
}


def choices(notice: Notice) -> list[tuple[str, str]]:
    """Return the ends that the author may choose: what was done, only with somebody’s help."""
    offered = CHOICES[notice.direction].items()
    return [(how.value, str(word)) for how, word in offered if how not in WITH_HELP or notice.taken]


def say_state(notice: Notice, *, to_author: bool = False) -> str:
    """Say where a notice stands, and how it ended."""
    if to_author and notice.how_ended is HowEnded.NOBODY_CAME:
        return str(CHOICES[notice.direction][notice.how_ended])
    stands = (_GIVEN if notice.is_given else STATUSES).get(notice.status, STATUSES[notice.status])
    return str(_SAID.get(notice.how_ended, stands))


def say_ended(notice: Notice) -> str:
    """Say how a notice ended to whoever still had no answer; nothing while it has not."""
    if notice.how_ended is HowEnded.NOT_NEEDED:
        return str(_SAID[HowEnded.NOT_NEEDED])
    return str(ENDED.get(notice.status, ""))
