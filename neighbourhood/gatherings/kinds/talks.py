"""The conversation of a gathering: what stands beside it, and what happens in it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment, Stage
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.foundation.words.changing import say_moment as say_when
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.gatherings.queries.gatherings import to_show
from neighbourhood.gatherings.subjects import PHRASES


def _load(gathering_id: int) -> Gathering | None:
    return db.session.get(Gathering, gathering_id)


def _phrases(gathering: Gathering, _resident_id: int) -> Sequence[LazyString]:
    if gathering.is_cancelled:
        return PHRASES[Stage.OFF]
    return PHRASES[Stage.AGREED if gathering.is_open else Stage.DONE]


TALK = ABOUTS.declare(
    About(
        code=Gathering.ABOUT,
        load=_load,
        panel="neighbourhood/gatherings/panel.html",
        phrases=_phrases,
        is_asked=lambda gathering: gathering.is_open,
        facts={"date_of": to_show},
        for_many=True,
    )
)


def _dated(details: Any) -> dict[str, str]:
    return {"when": say_when(details["when"]) if "when" in details else ""}


def _moment(code: str, theirs: LazyString, mine: LazyString, **more: Any) -> Moment:
    return MOMENTS.declare(Moment(f"gathering {code}", theirs, mine, **more))


JOINED = _moment("joined", _l("%(name)s vient aussi."), _l("Vous venez aussi."))
CHANGED = _moment(
    "changed",
    _l("%(name)s a changé la rencontre : %(changes)s."),
    _l("Vous avez changé la rencontre : %(changes)s."),
    worded=lambda details: {"changes": say_changes(details.get("changes", ()))},
    answer=_l("Oui, cela me va."),
)
CANCELLED = _moment(
    "date cancelled",
    _l("%(name)s a annulé la date du %(when)s."),
    _l("Vous avez annulé la date du %(when)s."),
    worded=_dated,
)
CANCELLED_ALL = _moment(
    "cancelled",
    _l("%(name)s a annulé les dates à venir."),
    _l("Vous avez annulé les dates à venir."),
)
STANDS = _moment(
    "stands again",
    _l("%(name)s revient en arrière : la rencontre a bien lieu."),
    _l("Vous revenez en arrière : la rencontre a bien lieu."),
)
