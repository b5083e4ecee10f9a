"""What the slices declare: the kinds of card on the timeline, and what stands beside it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, select, true

from neighbourhood.feed.circles import is_circle
from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.storing.switched_off import SwitchedOff, counts_in
from neighbourhood.foundation.web.choices import all_here
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKind:
    """What a card is to its reader: how one and many are called, their icon, how one answers.

    `template` holds the macro `card(line, said)` that draws it; `page` is the endpoint of the thing
    and the name of its id there; `categories` the list of those by which cards may be filtered;
    lower `rank` first; `switch` is the code of the switch it is under. The code is also the name of
    its colour, which stands in static/styles/kinds.css. What `is_sought` is no event to come to,
    even when it has its hour; what `is_said` is no help: who waits at the door is not told of it.
    `in_circle` is how one is called that was put up in a circle, where that is another word.
    """

    rank: int
    code: str
    one: LazyString
    many: LazyString
    icon: str
    template: str
    page: tuple[str, str]
    answer: LazyString | str = ""
    in_circle: LazyString | str = ""
    categories: str = ""
    is_sought: bool = False
    is_said: bool = False
    switch: str = ""

    def called(self, reach: str = "") -> LazyString | str:
        """Return how one is called where it is shown."""
        return self.in_circle if self.in_circle and is_circle(reach) else self.one


@dataclass(frozen=True, slots=True)
class Aside:
    """A few things shown beside the timeline: `template` draws the `lines`, when there are any."""

    code: str
    lines: Callable[[Resident], Sequence[Any]]
    template: str
    switch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for, as the slice says whose cards of the kind `code` show it.

    `find` returns one to whoever may read it; `show` writes its card anew, once it was answered.
    """

    code: str
    find: Callable[[Resident, int], PutUp]
    show: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was proposed of one thing looked for to its reader, or by them, and what they may do.

    `cards` names what is proposed as its cards do: what it is about, and its number.
    """

    things: Sequence[Any]
    may_propose: bool
    is_agreed: bool
    cards: Collection[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """What another slice has to propose to who put up a card of the kind `code`.

    `seen_by` says what its reader sees of it, which `template` draws; `count` how much there is.
    """

    code: str
    seen_by: Callable[[Actor, PutUp], Proposed]
    count: Callable[[PutUp], int]
    template: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for: a kind, words, a square, a neighbour, a quartier, a reach."""

    kind: str | None = None
    category: str | None = None
    words: str = ""
    cell_id: int | None = None
    author_id: int | None = None
    quartier_id: int | None = None
    reach: str | None = None


CARD_KINDS: Register[CardKind] = Register("kind of card")
ASIDES: Register[Aside] = Register("aside of the timeline")
SOUGHT: Register[Sought] = Register("thing looked for")
PROPOSALS: Register[Proposing] = Register("way to propose")


def in_order() -> list[CardKind]:
    """Return the kinds of card as they stand among the filters."""
    return sorted(CARD_KINDS.values(), key=lambda kind: kind.rank)


def offered(off: Collection[str]) -> list[CardKind]:
    """Return the kinds of card, in order, where these switches are off."""
    return [kind for kind in in_order() if kind.switch not in off]


def are_offered(card_kind: Any, town_id: Any) -> ColumnElement[bool]:
    """Tell in SQL which cards are of a kind that a town offers."""
    under = {kind.code: kind.switch for kind in CARD_KINDS.values() if kind.switch}
    if not under:
        return true()
    off = select(SwitchedOff.code).where(counts_in(town_id))
    return case(under, value=card_kind, else_="").not_in(off)


def sought() -> list[str]:
    """Return the kinds of card of what somebody looks for."""
    return [kind.code for kind in in_order() if kind.is_sought]


def said() -> list[str]:
    """Return the kinds of card of what neighbours only say to each other."""
    return [kind.code for kind in in_order() if kind.is_said]


def is_category(code: str) -> bool:
    """Tell whether any kind of card is filtered by this category where the reader lives."""
    return code in categories()


def categories() -> dict[str, LazyString | str]:
    """Return every category by which the reader may filter the list, in words."""
    lists = {kind.categories for kind in in_order() if kind.categories}
    return {code: word for of in sorted(lists) for code, word in all_here(of).items()}


# Where an answer stands, as the author of the card reads it; nothing while it waits.
ANSWERS_READ: Mapping[str, LazyString] = MappingProxyType(
    {
        "accepted": _l("vous avez dit oui"),
        "declined": _l("pas cette fois"),
        "withdrawn": _l("ne peut plus"),
        "unanswered": _l("refermée après une semaine"),
    }
)
# The same, as whoever answered reads it; "en attente" while it waits.
ANSWERS_GIVEN: Mapping[str, LazyString] = MappingProxyType(
    {
        "accepted": _l("on vous a dit oui"),
        "declined": _l("pas cette fois"),
        "withdrawn": _l("vous ne pouvez plus"),
        "unanswered": _l("restée sans suite"),
    }
)
WAITING = _l("en attente")
# What the way back from an answer undoes, for whoever may take it.
UNDONE: Mapping[str, LazyString] = MappingProxyType(
    {
        "accepted": _l("Reprendre mon oui"),
        "declined": _l("Reprendre mon « pas cette fois »"),
        "withdrawn": _l("Finalement, je peux"),
    }
)


def say_answer_read(status: str) -> str:
    """Say where an answer stands to the author of what it answers; nothing while it waits."""
    return str(ANSWERS_READ.get(status, ""))


def say_undo(status: str) -> str:
    """Say what the way back from an answer of this status undoes."""
    return str(UNDONE.get(status, ""))


def say_answer_given(status: str) -> str:
    """Say where an answer stands to whoever gave it."""
    return str(ANSWERS_GIVEN.get(status, WAITING))
