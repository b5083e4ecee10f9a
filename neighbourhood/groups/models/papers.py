"""Notes that stay at the top of a group, and its files and photos."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.database import Base, LongText
from neighbourhood.groups.models.shared import Simple

NOTE_LIMIT = 4000
MOST_NOTES = 5
ALT_LIMIT = 200
# What the files of one group weigh together, at most.
MOST_BYTES = 200 * 1024 * 1024


class PinnedNote(Simple, Base):
    """What everybody in a group should find again: hours, codes of conduct, who has the key."""

    __tablename__ = "pinned_note"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("(status = 'removed') = (removed_at IS NOT NULL)", "removed_then"),
    )

    ABOUT = "pinned_note"
    PLACE = "notes"

    body: Mapped[LongText]


class Paper(StrEnum):
    """What a file is, by what is in it and not by how it is called."""

    PDF = "pdf"
    PHOTO = "webp"
    TEXT = "txt"
    CALENDAR = "ics"


class GroupFile(Simple, Base):
    """A file or a photo, kept in storage under `key`; `alt` says what a photo shows."""

    __tablename__ = "group_file"
    __table_args__ = (
        CheckConstraint("length(title) > 0", "titled"),
        CheckConstraint("(status = 'removed') = (removed_at IS NOT NULL)", "removed_then"),
        CheckConstraint(f"weight BETWEEN 1 AND {MOST_BYTES}", "light_enough"),
    )

    ABOUT = "group_file"
    PLACE = "fichiers"

    paper: Mapped[Paper]
    key: Mapped[str] = mapped_column(String(100), unique=True)
    weight: Mapped[int]
    alt: Mapped[str] = mapped_column(String(ALT_LIMIT), default="")

    @property
    def is_photo(self) -> bool:
        """Whether it is shown as it is."""
        return self.paper is Paper.PHOTO
