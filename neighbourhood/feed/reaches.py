"""How far something is heard: each reach is a word and a predicate; other slices may add some."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from neighbourhood.feed import circles
from neighbourhood.feed.circles import CIRCLES, Way, is_circle, say_all
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.places.models import Neighbouring, Quartier
from neighbourhood.places.models import Reach as Far
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where something was said, by whom, how far it reaches: columns, or what stands for them."""

    about: Any
    about_id: Any
    author_id: Any
    said_at: Any
    quartier_id: Any
    town_id: Any
    reach: Any


@dataclass(frozen=True, slots=True)
class Listener:
    """Who would hear it: values of a resident, or parameters to be filled in later."""

    resident_id: Any
    quartier_id: Any
    town_id: Any

    @classmethod
    def of(cls, resident: Resident) -> Self:
        """Return a resident as they listen from where they live."""
        return cls(resident.id, resident.quartier_id, town_of(resident.quartier_id))


@dataclass(frozen=True, slots=True)
class Reach:
    """One way of being heard: whether a listener hears what is said in it, in SQL."""

    code: str
    word: LazyString
    icon: str
    heard: Callable[[Spoken, Listener], ColumnElement[bool]]


def town_of(quartier_id: Any) -> ScalarSelect[int]:
    """Return the municipality of a quartier, in SQL."""
    town = select(Quartier.municipality_id).where(Quartier.id == quartier_id)
    return town.correlate_except(Quartier).scalar_subquery()


def heard(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    """Tell in SQL whether `listener` hears what was said, by whichever reach it has."""
    ways = (and_(spoken.reach == way.code, way.heard(spoken, listener)) for way in REACHES.values())
    return or_(*ways, *(circle.heard(spoken, listener) for circle in CIRCLES.values()))


def met(put_up: Any, listener: Listener) -> ColumnElement[bool]:
    """Tell in SQL whether `listener` may meet what is `put_up`: by nobody kept apart from them.

    Neither its author nor who acted in the author’s place; one’s own stays one’s own.
    """
    who = listener.resident_id
    away = or_(apart(who, put_up.author_id), apart(who, put_up.agent_id))
    # Of a partner’s, no resident is the author.
    return or_(func.coalesce(put_up.author_id == who, false()), not_(away))


def _beside(listener: Listener) -> Select[int]:
    return select(Neighbouring.neighbour_id).where(Neighbouring.quartier_id == listener.quartier_id)


@cache
def _two() -> tuple[type[Resident], type[Resident]]:
    """Return two residents in SQL, prepared once: that takes longer than asking for them."""
    return aliased(Resident), aliased(Resident)


def _behind_the_same_door(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    """Tell in SQL whether both live in one building, as the author did when it was said.

    Whoever proves another home leaves behind what they said to the last one.
    """
    author, reader = _two()
    housemates = select(author.id).join(reader, reader.address_id == author.address_id)
    return housemates.where(
        author.id == spoken.author_id,
        author.verified_at <= spoken.said_at,
        reader.id == listener.resident_id,
        reader.verified_at.is_not(None),
    ).exists()


def _in_quartier(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    return spoken.quartier_id == listener.quartier_id  # type: ignore[no-any-return]


def _in_quartiers_around(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    return or_(_in_quartier(spoken, listener), spoken.quartier_id.in_(_beside(listener)))


def _in_town(spoken: Spoken, listener: Listener) -> ColumnElement[bool]:
    return spoken.town_id == listener.town_id  # type: ignore[no-any-return]


REACHES: Register[Reach] = Register("reach")
BUILDING = REACHES.declare(
    Reach(Far.BUILDING.value, _l("Mon immeuble"), "door-open", _behind_the_same_door)
)
QUARTIER = REACHES.declare(Reach(Far.QUARTIER.value, _l("Mon quartier"), "house", _in_quartier))
NEIGHBOURING = REACHES.declare(
    Reach(
        Far.NEIGHBOURING.value,
        _l("Mon quartier et les quartiers voisins"),
        "map",
        _in_quartiers_around,
    )
)
TOWN = REACHES.declare(Reach(Far.TOWN.value, _l("Toute la ville"), "building-2", _in_town))


def said_reach(code: Any) -> str:
    """Say a reach by its word, that of a circle by its name."""
    if is_circle(code):
        return say_all([code])[code]
    return str(REACHES[code].word) if code in REACHES else str(code or "")


def ways_of(actor: Actor | None) -> list[Way]:
    """Return every reach that somebody may choose: those of the town, then their circles."""
    everybody = [Way(reach.code, str(reach.word), reach.icon) for reach in REACHES.values()]
    return everybody if actor is None else [*everybody, *circles.ways_of(actor)]


# What the whole quartier may read, and perhaps more people.
OPEN = [QUARTIER.code, NEIGHBOURING.code, TOWN.code]


def stays(author_id: Any) -> ColumnElement[bool]:
    """Tell in SQL that an author, if there is one, neither closed their account nor is excluded."""
    author = aliased(Resident)
    here = and_(author.closed_at.is_(None), author.excluded_at.is_(None))
    # One value for each card, by its key: NOT EXISTS would be joined, in an order that PostgreSQL
    # chooses by how many cards it expects, which among words that go together is far too few.
    return func.coalesce(select(here).where(author.id == author_id).scalar_subquery(), true())
