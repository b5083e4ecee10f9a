"""The menu: five words, what else stands in the rail, and the rows of "Moi" and of a desk.

Each slice announces its own in its `Part`; this module only gathers and chooses.
"""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from flask import current_app, request
from flask_babel import LazyString

from neighbourhood.foundation.web.switches import is_open, off_here

MOST_MENUS_KEPT = 1_000

# A condition: it is given who reads, and the figures beside the menu.
Shown = Callable[[Any, Any], bool]


def to_everyone(_reader: Any, _figures: Any) -> bool:
    """Show to whoever may open the page."""
    return True


def to_administrators(reader: Any, _figures: Any) -> bool:
    """Show to those who look after the whole site."""
    return bool(reader.is_administrator)


class Place(StrEnum):
    """Where pages stand: the five words of the menu, in order, then what only the rail has."""

    HOME = "home"
    HELP = "help"
    MESSAGES = "messages"
    SOLIDARITY = "solidarity"
    ME = "me"
    NEWS = "news"
    DESK = "desk"


TABS = (Place.HOME, Place.HELP, Place.MESSAGES, Place.SOLIDARITY, Place.ME)


# Equal only to themselves: drawings are kept by what they were given.
@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One word of the menu: where it leads, and the figure of `badges` it carries."""

    place: Place
    endpoint: str
    icon: str
    word: LazyString
    _: KW_ONLY
    badge: str = ""
    # Whether whoever acts for somebody else is led there too.
    while_acting: bool = True
    shown: Shown = to_everyone


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """What else stands under one word of the menu, shown on its first page; lower `rank` first."""

    place: Place
    rank: int
    endpoint: str
    icon: str
    word: LazyString
    _: KW_ONLY
    while_acting: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of "Moi": lower `rank` first; `soft` may depend on who reads."""

    rank: int
    endpoint: str
    icon: str
    title: LazyString
    soft: LazyString | Callable[[Any], object]
    _: KW_ONLY
    shown: Shown = to_everyone

    def soft_for(self, reader: Any) -> object:
        """Return the small print."""
        return self.soft(reader) if not isinstance(self.soft, LazyString) else self.soft


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One tile on the desk of a partner, for its staff with `role`; lower `rank` first."""

    rank: int
    role: str
    endpoint: str
    icon: str
    title: LazyString
    soft: LazyString
    _: KW_ONLY
    look: str = ""
    of_partner: bool = True


class Whose(StrEnum):
    """Whom a page of the administration is for: the whole instance, or one town."""

    INSTANCE = "instance"
    TOWN = "town"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One page of the administration; lower `rank` first.

    `role` is what it asks of the staff of a town, whose pages are given `municipality_id`;
    administrators of the instance see every task, but those that only `hands_on` staff may open.
    `waiting` returns how much waits there, given the id of the town (None: of the instance).
    """

    rank: int
    whose: Whose
    endpoint: str
    icon: str
    title: LazyString
    soft: LazyString
    _: KW_ONLY
    role: str = "administer"
    waiting: Callable[[int | None], int] = lambda _town: 0
    hands_on: bool = False


D = TypeVar("D", Entry, Door)


class Menu:
    """Everything that parts announce, and which of it a page shows.

    `places` says where the pages of a blueprint stand, or one page by its endpoint.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        rows: Iterable[Row],
        tiles: Iterable[Tile],
        places: Mapping[str, Place | None],
        tasks: Iterable[Task] = (),
        doors: Iterable[Door] = (),
    ) -> None:
        order = list(Place)
        self._entries = tuple(sorted(entries, key=lambda entry: order.index(entry.place)))
        self._doors = tuple(sorted(doors, key=lambda door: door.rank))
        self._rows = sorted(rows, key=lambda row: row.rank)
        self._tiles = sorted(tiles, key=lambda tile: tile.rank)
        self.tasks = sorted(tasks, key=lambda task: task.rank)
        self._places = places

    def place(self) -> str:
        """Return where the page under way stands; empty when under no word of the menu."""
        endpoint = request.endpoint or ""
        declared = getattr(current_app.view_functions.get(endpoint), "place", None)
        slice_name = endpoint.rpartition(".")[0]
        return str(declared or self._places.get(endpoint) or self._places.get(slice_name) or "")

    def entries(self, reader: Any, figures: Any, scopes: str) -> tuple[Entry, ...]:
        """Return the words for `reader`; whoever acts within `scopes` sees what they open."""
        offered = _offered(self._entries, scopes, off_here())
        return tuple(entry for entry in offered if entry.shown(reader, figures))

    def doors(self, place: Place, scopes: str) -> tuple[Door, ...]:
        """Return what else stands under a word, and is open to whoever acts within `scopes`."""
        offered = _offered(self._doors, scopes, off_here())
        return tuple(door for door in offered if door.place == place)

    def rows(self, reader: Any, figures: Any) -> list[Row]:
        """Return the rows of "Moi" for `reader`."""
        return [row for row in self._rows if row.shown(reader, figures) and is_open(row.endpoint)]

    def tiles_for(self, roles: Container[str], off: Collection[str]) -> list[Tile]:
        """Return the tiles on the desk of a partner whose town has put these `off`."""
        mine = [tile for tile in self._tiles if tile.role in roles]
        return [tile for tile in mine if is_open(tile.endpoint, off)]

    def tasks_for(
        self, whose: Whose, roles: Container[str] | None = None, own: Container[str] = ()
    ) -> list[Task]:
        """Return the pages of the administration for whoever holds `roles`: all when None.

        `own` are the roles that are theirs by name, and not because they look after the site.
        """
        mine = [task for task in self.tasks if task.whose is whose]
        mine = [task for task in mine if not task.hands_on or task.role in own]
        return [task for task in mine if roles is None or task.role in roles]

    def waiting_in(self, town_id: int) -> int:
        """Return how much waits in a town, on all its pages."""
        return sum(task.waiting(town_id) for task in self.tasks_for(Whose.TOWN))


# Nearly everybody is offered the same words.
@lru_cache(maxsize=MOST_MENUS_KEPT)
def _offered(entries: tuple[D, ...], scopes: str, off: frozenset[str]) -> tuple[D, ...]:
    return tuple(
        entry
        for entry in entries
        if (entry.while_acting or not scopes)
        and _is_open(entry.endpoint, scopes)
        and is_open(entry.endpoint, off)
    )


def _is_open(endpoint: str, scopes: str) -> bool:
    view = current_app.view_functions[endpoint]
    # None: open to whoever acts for another, in whatever.
    opened: frozenset[str] | None = getattr(view, "scopes", frozenset())
    return not scopes or opened is None or not opened.isdisjoint(scopes.split())
