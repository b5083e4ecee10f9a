"""Words declared where they belong: a register below, one declaration each in a slice above."""

from typing import Protocol, TypeVar


class Coded(Protocol):
    """Anything declared under a code."""

    @property
    def code(self) -> str:
        """What is stored in its place."""
        ...


T = TypeVar("T", bound=Coded)


class Register(dict[str, T]):
    """What the slices declared under one heading, by code, in the order of their parts."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def declare(self, entry: T) -> T:
        """Make `entry` known; two of one code are a mistake, found when the site starts."""
        if entry.code in self:
            raise ValueError(f"the {self._heading} {entry.code!r} is declared twice")
        self[entry.code] = entry
        return entry
