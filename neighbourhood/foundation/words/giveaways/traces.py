"""What gives a person away, and where in the text it stands."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum


class Trace(StrEnum):
    """What kind of thing gives a person away."""

    EMAIL = "email"
    HANDLE = "handle"
    PHONE = "phone"
    NUMBER = "number"
    PLATE = "plate"
    CODE = "code"
    ADDRESS = "address"
    BIRTH = "birth"
    AGE = "age"
    SCHOOL = "school"
    HEALTH = "health"
    HOURS = "hours"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Giveaway:
    """A passage of a text that gives a person away: `text[start:end]`."""

    start: int
    end: int
    trace: Trace


@dataclass(frozen=True, slots=True)
class Here:
    """What a town calls its own, each name as folded words.

    The `streets` point at a door even in small letters and without a number; the `places`, the
    town and its quartiers, point at nobody whatever their names look like.
    """

    streets: Collection[tuple[str, ...]] = field(default=frozenset())
    places: Collection[tuple[str, ...]] = field(default=frozenset())


NOWHERE = Here()
