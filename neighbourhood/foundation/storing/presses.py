"""Which buttons were pressed, and what was answered: each is spent once, by whichever process.

A row holds nobody: whose press it was is part of a digest, so that what somebody was told or led to
(a payment, for instance) stands nowhere beside who they are. What was told may name a mailbox: a
copy of the database does not tell it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, delete, select, update
from sqlalchemy.engine import Row
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, db
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson
from neighbourhood.foundation.storing.upserting import upsert

KEPT_FOR = timedelta(days=2)


class Press(Base):
    """A press that acts, or has acted; `location` and `said` are its answer once there is one."""

    __tablename__ = "press"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(100))
    location: Mapped[str | None] = mapped_column(Sealed("press.location"))
    said: Mapped[list[Any]] = mapped_column(SealedJson("press.said"), default=list)
    at: Mapped[CreatedAt] = mapped_column(index=True)


class Pressed(Exception):
    """The press was made before, and acted; `answer` is None when nobody knows what was said."""

    def __init__(self, answer: Any) -> None:
        super().__init__("pressed before")
        self.answer = answer


def spend(key: str, endpoint: str) -> bool:
    """Spend a press in the transaction under way; False when it is spent already.

    Of two at the same moment the second waits until the first has ended, in any process.
    """
    row = {"key": key, "endpoint": endpoint, "said": [], "at": now()}
    spent = upsert(Press).values(row).on_conflict_do_nothing(index_elements=["key"])
    return db.session.execute(spent.returning(Press.key)).scalar_one_or_none() is not None


def look_up(key: str) -> Row[tuple[str | None, list[Any], datetime]] | None:
    """Return where a press led, what was said and when it was; None when nothing came of it."""
    asked = select(Press.location, Press.said, Press.at).where(Press.key == key)
    return db.session.execute(asked).one_or_none()


def settle(key: str, location: str, said: Sequence[Sequence[str]]) -> None:
    """Keep what was answered, for whoever presses again."""
    answer = {"location": location, "said": [list(words) for words in said]}
    db.session.execute(update(Press).where(Press.key == key).values(answer))


def let_go(key: str) -> None:
    """Forget a press that came to nothing: it may be made again."""
    db.session.execute(delete(Press).where(Press.key == key))


def forget(before: datetime) -> None:
    """Drop the presses of before then: nobody makes them again."""
    db.session.execute(delete(Press).where(Press.at < before))
