"""What is held on days: each slice declares what it has, as one reader may know it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.residents.models.residents import Resident

PLANNED, TENTATIVE, CANCELLED = "planned", "tentative", "cancelled"
# What its reader is to it, if anything.
COMES, WAITS, ASKED, HOLDS, HOSTS = "comes", "waits", "asked", "holds", "hosts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing on its day.

    `code` and `number` name it for good. It lasts from `starts` to before `ends`: moments, or days
    where it has no hour. `where` is in words that tell no home; `kind` is that of its cards. It is
    `mine` where its reader counts on it, or is counted on, and `mark` says what they are to it;
    `by` is the organisation that holds it; `in_public` what is held in a place open to all, which
    a paper in a hall may say.
    """

    code: str
    number: int
    kind: str
    title: str
    path: str
    starts: date
    ends: date
    where: str = ""
    status: str = PLANNED
    reach: str = ""
    quartier_id: int | None = None
    mine: bool = False
    mark: str = ""
    by: str = ""
    in_public: bool = False
    zone: str = ""

    @property
    def key(self) -> str:
        """Under which it stands in calendars."""
        return f"{self.code}-{self.number}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it is not held after all."""
        return self.status == CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """What one slice has on days.

    `between` returns what begins before an end and ends after a beginning, in one statement;
    `find` the one of a number, None where its reader may not see it. `switch` is the code of the
    switch it is under.
    """

    code: str
    between: Callable[[Resident, date, date], Sequence[Happening]]
    find: Callable[[Resident, int], Happening | None]
    switch: str = ""


HAPPENINGS: Register[Happenings] = Register("thing held on days")
