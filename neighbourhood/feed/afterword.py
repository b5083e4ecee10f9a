"""A few words of each of two to the other once something is over: a mixin of models.

Neither reads what the other wrote before writing, so that nobody has to return a compliment. Nobody
has to write at all: fourteen days later, what one wrote alone is read too.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import CreatedAt, PrimaryKey
from neighbourhood.residents.models.residents import Resident

AFTERWORD_LIMIT = 400
OPENED_AFTER = timedelta(days=14)


class Afterword:
    """Mixin of such words: who wrote them at once, the other once they are opened."""

    id: Mapped[PrimaryKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    text: Mapped[str] = mapped_column(String(AFTERWORD_LIMIT))
    created_at: Mapped[CreatedAt]
    # Since when the other side may read it.
    opened_at: Mapped[datetime | None] = mapped_column(index=True)
    # Since when moderation keeps it from the other side.
    hidden_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def author(cls) -> Mapped[Resident]:
        """Who wrote it."""
        return relationship(foreign_keys=[cls.author_id])

    @declared_attr
    @classmethod
    def agent(cls) -> Mapped[Resident | None]:
        """Who did so in their place."""
        return relationship(foreign_keys=[cls.agent_id])

    @property
    def opens_at(self) -> datetime:
        """When it is opened at the latest."""
        return self.created_at + OPENED_AFTER

    def open(self) -> None:
        """Let the other side read it; a second time does nothing."""
        self.opened_at = self.opened_at or now()
