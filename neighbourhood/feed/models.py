"""The timeline: one card for each thing a neighbour may read about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.storing.database import Base, Cents, LongText, PrimaryKey, ShortText
from neighbourhood.places.models import Reach

EXCERPT_LIMIT = 280


class About(StrEnum):
    """The kind of object behind a card."""

    NOTICE = "notice"
    INVITATION = "invitation"
    NEED = "need"


class Kind(StrEnum):
    """What a card is to its reader: the word, colour and icon it carries."""

    OFFER = "offer"
    ASK = "ask"
    LOAN = "loan"
    INVITATION = "invitation"
    NEED = "need"


class Card(Base):
    """What the timeline shows of an object, kept in step with it by the receivers.

    It repeats a few columns, so that a page of the timeline is one statement over one table.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("about", "about_id"),
        CheckConstraint("raised_cents <= target_cents", "never_over_funded"),
        Index("ix_card_quartier", "quartier_id", "listed", "created_at", "id"),
        Index("ix_card_timeline", "municipality_id", "listed", "created_at", "id"),
    )

    id: Mapped[PrimaryKey]
    about: Mapped[About]
    about_id: Mapped[int]
    kind: Mapped[Kind]
    category: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[ShortText]
    excerpt: Mapped[LongText]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"))
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"), index=True)
    reach: Mapped[Reach]
    listed: Mapped[bool]
    replies: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int | None]
    held_at: Mapped[datetime | None]
    raised_cents: Mapped[Cents | None]
    target_cents: Mapped[Cents | None]
    donors: Mapped[int | None]
    search: Mapped[LongText]
    created_at: Mapped[datetime]


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
        "CREATE INDEX ix_card_search ON card USING gin (to_tsvector('simple', search))",
    ),
}

for dialect, statements in SEARCH_DDL.items():
    for statement in statements:
        event.listen(Card.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))
