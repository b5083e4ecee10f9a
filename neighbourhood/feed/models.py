"""The timeline: one card for each thing a neighbour may read about."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    LongText,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson

EXCERPT_LIMIT = 280
WORDS_LIMIT = 100


class Card(Base):
    """What the timeline shows of a thing, written by the slice that owns the thing.

    It repeats a few columns, so that a page of the timeline is one statement over one table. What
    is filtered or sorted by is a column, such as the hour at which something is held; what only the
    card itself shows is among its facts.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("about", "about_id"),
        Index("ix_card_quartier", "quartier_id", "listed", "created_at", "id"),
        Index("ix_card_timeline", "municipality_id", "listed", "created_at", "id"),
        # What was put up in one circle, newest first.
        Index("ix_card_reach", "reach", "created_at", "id"),
    )

    id: Mapped[PrimaryKey]
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    category: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[ShortText]
    excerpt: Mapped[LongText]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    # None for what is shown with no quartier of its own, but with the town or a wider part of it.
    quartier_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"), index=True)
    reach: Mapped[str] = mapped_column(String(40))
    listed: Mapped[bool]
    held_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    search: Mapped[LongText]
    created_at: Mapped[datetime]


class SavedSearch(Base):
    """What a resident wants to hear of: words, a kind of card, a category, or some of them.

    Since `looked_at` nothing was looked for; at `found_at` there was something new the last time.
    """

    __tablename__ = "saved_search"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    kind: Mapped[str | None] = mapped_column(String(40))
    category: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Sealed("saved_search.words", WORDS_LIMIT), default="")
    created_at: Mapped[CreatedAt]
    looked_at: Mapped[datetime]
    found_at: Mapped[datetime | None]


class WeeklyChoice(Base):
    """Somebody wants to be shown three things a week: the last ones, and when they were chosen."""

    __tablename__ = "weekly_choice"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    created_at: Mapped[CreatedAt]
    chosen_at: Mapped[datetime | None]
    cards: Mapped[list[int]] = mapped_column(SealedJson("weekly_choice.cards"), default=list)


# The words of a card are indexed by the database itself, so that no write can forget to.
SEARCH_DDL = {
    "sqlite": (
        "CREATE VIRTUAL TABLE card_search USING fts5"
        "(search, content='card', content_rowid='id', tokenize='unicode61')",
        "CREATE TRIGGER card_search_insert AFTER INSERT ON card BEGIN"
        " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
        "CREATE TRIGGER card_search_delete AFTER DELETE ON card BEGIN"
        " INSERT INTO card_search(card_search, rowid, search)"
        " VALUES ('delete', old.id, old.search); END",
        "CREATE TRIGGER card_search_update AFTER UPDATE OF search ON card BEGIN"
        " INSERT INTO card_search(card_search, rowid, search)"
        " VALUES ('delete', old.id, old.search);"
        " INSERT INTO card_search(rowid, search) VALUES (new.id, new.search); END",
    ),
    "postgresql": (
        # Kept up to date by who writes: else each search reads all that waits to be put in.
        "CREATE INDEX ix_card_search ON card USING gin (to_tsvector('simple', search))"
        " WITH (fastupdate = off)",
    ),
}

for dialect, statements in SEARCH_DDL.items():
    for statement in statements:
        event.listen(Card.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))
