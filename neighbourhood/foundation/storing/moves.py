"""A status and its written table of transitions: the one way to change a status."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from neighbourhood.foundation.errors import DomainError

S = TypeVar("S", bound=StrEnum)


class IllegalMove(DomainError):
    """The thing has moved on meanwhile: what was asked is not possible any more."""


class Moves(Generic[S]):
    """Which status may follow which; every status is written down, those that end things too."""

    def __init__(self, table: Mapping[S, Iterable[S]]) -> None:
        self._table = {status: frozenset(following) for status, following in table.items()}
        known = type(next(iter(self._table)))
        if set(known) != set(self._table):
            raise ValueError(f"{known.__name__}: write down what follows each status")

    def __getitem__(self, status: S) -> frozenset[S]:
        """Return what may follow `status`."""
        return self._table[status]

    def items(self) -> Iterable[tuple[S, frozenset[S]]]:
        """Return the whole table, for tests that walk it."""
        return self._table.items()

    def into(self, status: S) -> frozenset[S]:
        """Return from which statuses `status` is reached: what a bulk update may touch."""
        return frozenset(before for before, following in self._table.items() if status in following)

    @property
    def endings(self) -> frozenset[S]:
        """The statuses that nothing follows."""
        return frozenset(status for status, following in self._table.items() if not following)


class Moving:
    """Mixin of a model with a `status` and a table `MOVES`."""

    MOVES: ClassVar[Moves[Any]]
    status: Any

    def may_become(self, status: StrEnum) -> bool:
        """Tell whether the table allows `status` now."""
        return status in self.MOVES[self.status]

    def become(self, status: StrEnum) -> None:
        """Change the status, or refuse what the table does not list."""
        if not self.may_become(status):
            raise IllegalMove
        self.status = status

    def go_back_to(self, status: StrEnum) -> None:
        """Undo the move just made: only what the table allows one way is undone the other way."""
        if self.status not in self.MOVES[status]:
            raise IllegalMove
        self.status = status


class Stands:
    """A predicate of a model with a `status`: what its pages ask, instead of comparing values."""

    def __init__(self, *statuses: StrEnum) -> None:
        self._statuses = frozenset(statuses)

    def __get__(self, thing: Any, _model: type) -> bool:
        """Tell whether `thing` stands at one of the statuses."""
        return thing.status in self._statuses
