"""Who acts: whose rights they are, and whose hand it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True)
class Actor:
    """A resident about to do something, in their own name or by the hand of somebody else.

    `resident` is whose rights count, `by_id` the account whose hand it is: another one when a
    mandate lets it, whose `scopes` say in what. `partner_id` is the organisation that holds the
    mandate, `key_id` the key of a program. Actions receive one; a row never carries one.
    """

    resident: Resident
    by_id: int
    mandate_id: int | None = None
    # None: in everything, as residents themselves.
    scopes: frozenset[str] | None = None
    partner_id: int | None = None
    key_id: int | None = None

    @classmethod
    def of(cls, resident: Resident) -> Self:
        """Return `resident` acting in their own name."""
        return cls(resident, resident.id)

    @property
    def id(self) -> int:
        """Whose rights they are."""
        return self.resident.id

    @property
    def agent_id(self) -> int | None:
        """The account of who acts in their place; None when it is themselves."""
        return None if self.is_oneself else self.by_id

    @property
    def is_oneself(self) -> bool:
        """Whether nobody acts in their place."""
        return self.mandate_id is None

    def lets(self, scope: str) -> bool:
        """Whether they may: residents themselves in all, an agent in some."""
        return self.scopes is None or scope in self.scopes

    @property
    def is_verified(self) -> bool:
        """Whether the resident may write."""
        return self.resident.is_verified

    @property
    def may_read(self) -> bool:
        """Whether the resident may read."""
        return self.resident.may_read

    @property
    def quartier_id(self) -> int | None:
        """Where the resident lives."""
        return self.resident.quartier_id

    @property
    def quartier(self) -> Quartier | None:
        """Where the resident lives."""
        return self.resident.quartier

    @property
    def address_id(self) -> int | None:
        """The door that the resident proved."""
        return self.resident.address_id

    @property
    def address(self) -> Address | None:
        """The door that the resident proved."""
        return self.resident.address

    @property
    def cell_id(self) -> int | None:
        """The grid cell that stands for the home in public."""
        return self.resident.cell_id


Finder = Callable[[Resident], Actor]
_finders: list[Finder] = []


def finds_actor(finder: Finder) -> Finder:
    """Declare who finds in whose name somebody signed in acts: one slice does, none by default."""
    if _finders:
        raise ValueError("in whose name one acts is found twice")
    _finders.append(finder)
    return finder


def resolve(resident: Resident) -> Actor:
    """Return in whose name `resident`, who is signed in, acts now."""
    return _finders[0](resident) if _finders else Actor.of(resident)
