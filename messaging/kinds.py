"""What the slices declare: what a conversation can be about, what may happen to it, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.elision import fill
from neighbourhood.mandates.kinds import declare_deed, declare_scope
from neighbourhood.notifications.kinds import Importance, declare

# How a conversation of many is told of: who spoke last is no more than the others.
MANY = "many"
NEW_MESSAGE = declare(
    "message",
    _l("%(name)s vous a écrit à propos de « %(subject)s »."),
    importance=Importance.WAITS,
    general=_l("Une personne vous a écrit"),
    variants={MANY: _l("Il y a du nouveau dans la conversation « %(subject)s ».")},
)
# Also of a conversation that one muted: there one is told of nothing but this.
NAMED = declare(
    "named in a message",
    _l("%(name)s vous cite dans « %(subject)s »."),
    importance=Importance.WAITS,
    general=_l("Une personne vous cite dans une conversation"),
)


class Stage(StrEnum):
    """Where what a conversation is about stands, for who talks about it."""

    WAITING = "waiting"
    AGREED = "agreed"
    DONE = "done"
    OFF = "off"


# Of several who come at once, so many are named.
MOST_NAMES = 3
THANKS = _l("Merci beaucoup !")
NEXT_TIME = _l("À une prochaine fois !")
# When nothing comes of it, whoever wanted what.
OFF_PHRASES = (
    _l("D’accord, une autre fois."),
    _l("Merci de votre message."),
    _l("Bonne journée !"),
)


def _thanks(_thing: Any, _resident_id: int) -> tuple[LazyString, ...]:
    return (THANKS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A kind of thing that conversations are about.

    `load` returns the thing of an id, or None: being in the conversation is leave enough to see it.
    `panel` is the template drawn beside the conversation; `leaving`, if there is one, that of the
    way out, drawn beside what one may answer to a change in one tap. They read the `thing`, the
    `names` of the members, and what `facts` returns for it. `phrases` are the ready words that fit
    where the thing stands, for one of the members. `is_asked` tells whether changes of the thing
    are still put to them, with their answers. `for_many` tells that people come and go, however
    few they are by now: it is called by its subject, and two kept apart in it both stay.
    """

    code: str
    load: Callable[[int], Any]
    panel: str
    facts: Mapping[str, Any]
    leaving: str = ""
    phrases: Callable[[Any, int], Sequence[LazyString]] = _thanks
    is_asked: Callable[[Any], bool] = bool
    for_many: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What may happen to the thing, or in the conversation; `mine` is read by whoever did it.

    `worded` turns what a line keeps beside its code into words of the reader’s language. `answer`
    is what the others may say to it in one tap, until they say something. `leads` is what follows
    the address of the thing where one looks at what happened.
    """

    code: str
    sentence: LazyString
    mine: LazyString | None = None
    worded: Callable[[Mapping[str, Any]], Mapping[str, str]] | None = None
    answer: LazyString | None = None
    leads: str = ""


ABOUTS: Register[About] = Register("subject of conversations")
MOMENTS: Register[Moment] = Register("moment of conversations")


def is_for_many(about: str) -> bool:
    """Tell whether people come to, and leave, conversations about such a thing."""
    return about in ABOUTS and ABOUTS[about].for_many


STREET_SHOWN = MOMENTS.declare(
    Moment("street shown", _l("%(name)s vous montre sa rue."), _l("Vous montrez votre rue."))
)
DOOR_SHOWN = MOMENTS.declare(
    Moment("door shown", _l("%(name)s vous montre son adresse."), _l("Vous montrez votre adresse."))
)
ADDRESS_WITHDRAWN = MOMENTS.declare(
    Moment(
        "address withdrawn",
        _l("%(name)s ne montre plus son adresse."),
        _l("Vous ne montrez plus votre adresse."),
    )
)
ENTERED = MOMENTS.declare(
    Moment(
        "entered",
        _l("%(name)s a rejoint la conversation."),
        _l("Vous avez rejoint la conversation."),
    )
)
# Several at once: their ids stand in the details, and each reader is told the names they may read.
ENTERED_TOGETHER = MOMENTS.declare(
    Moment("entered together", _l("%(name)s ont rejoint la conversation."))
)
LEFT = MOMENTS.declare(
    Moment(
        "left",
        _l("%(name)s a quitté la conversation."),
        _l("Vous avez quitté la conversation."),
    )
)


def say_names(names: Sequence[str]) -> str:
    """Say several names, the first three of many."""
    if len(names) == 1:
        return names[0]
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    if more > 0:
        listed = ", ".join(shown)
        return str(
            ngettext(
                "%(names)s et %(num)d autre", "%(names)s et %(num)d autres", more, names=listed
            )
        )
    listed, last = ", ".join(shown[:-1]), shown[-1]
    return str(gettext("%(names)s et %(last)s", names=listed, last=last))


def say_moment(
    code: str, name: str, details: Mapping[str, Any] | None = None, *, mine: bool = False
) -> str:
    """Return the sentence of a moment in the reader’s language; `mine` if the reader did it."""
    moment = MOMENTS[code]
    sentence = moment.mine if mine else None
    worded = moment.worded(details or {}) if moment.worded else {}
    return fill(str(sentence or moment.sentence), {"name": name, **worded})


def _say_written(count: int, title: str) -> str:
    said = ngettext(
        "a écrit un message dans la conversation « %(title)s »",
        "a écrit %(num)d messages dans la conversation « %(title)s »",
        count,
        title=title,
    )
    return str(said)


# What a mandate may allow here, and what its journal says was done.
MAY_CHAT = declare_scope(
    "chat",
    _l("Tenir les conversations"),
    _l("lire les messages et y répondre"),
    icon="message-circle",
    rank=40,
)
REWROTE = declare_deed(
    "rewrote a message",
    _l("a modifié un message dans la conversation « %(title)s »"),
    scopes={MAY_CHAT},
)
DELETED = declare_deed(
    "deleted a message",
    _l("a supprimé un message dans la conversation « %(title)s »"),
    scopes={MAY_CHAT},
)
WROTE = declare_deed(
    "wrote",
    _l("a écrit dans la conversation « %(title)s »"),
    scopes={MAY_CHAT},
    counted=_say_written,
)
