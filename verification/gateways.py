"""Who carries a letter to its mailbox."""

from datetime import datetime, timedelta
from typing import Protocol

from neighbourhood.foundation import settings
from verification.models.letters import LetterCode

TO_PRINT = timedelta(days=4)
BY_POST = timedelta(days=4)


class Carrier(Protocol):
    """Whoever brings letters."""

    on_screen: bool

    def expected(self, letter: LetterCode) -> datetime:
        """Return when `letter` should be there."""
        ...


class Desk:
    """The desk of the town hall prints letters and posts them."""

    on_screen = False

    def expected(self, letter: LetterCode) -> datetime:
        """Count from the day of posting, or from the day the desk should get to it."""
        return (letter.posted_at or letter.created_at + TO_PRINT) + BY_POST


class Screen:
    """The pretend postman of the demo: the letter can be read on screen at once."""

    on_screen = True

    def expected(self, letter: LetterCode) -> datetime:
        """Say that it is there already."""
        return letter.created_at


def carrier() -> Carrier:
    """Return who carries letters on this site."""
    return Screen() if settings.current().demo else Desk()
