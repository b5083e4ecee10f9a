"""Who saw or changed what concerns somebody else: it only grows, and its names can be forgotten."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.sealed import SealedOnce
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident

REASON_LIMIT = 200


class Sight(Base):
    """One look at, or one act on, what concerns somebody: what was done, when, for whom.

    `office` is the organisation in whose name, as it was called then; empty where somebody acted
    for those who run the site. Nothing here is about a person: it is never rewritten.
    """

    __tablename__ = "sight"
    __table_args__ = (
        CheckConstraint("length(act) > 0", "an_act"),
        Index("ix_sight_municipality_id_id", "municipality_id", "id"),
    )

    id: Mapped[PrimaryKey]
    act: Mapped[str] = mapped_column(String(60))
    office: Mapped[ShortText]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    at: Mapped[CreatedAt]

    names: Mapped["SightNames"] = relationship(back_populates="sight", uselist=False)
    municipality: Mapped[Municipality | None] = relationship()


class SightNames(Base):
    """Whose sight it was, about whom, and why: each may be forgotten, none said anew.

    Nobody stands under `about_id` where many are concerned at once, and each has a row of their
    own.
    """

    __tablename__ = "sight_names"
    __table_args__ = (
        CheckConstraint("actor_id <> about_id", "about_another"),
        Index("ix_sight_names_about_id_sight_id", "about_id", "sight_id"),
        Index("ix_sight_names_actor_id", "actor_id"),
    )

    sight_id: Mapped[int] = mapped_column(ForeignKey("sight.id"), primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    reason: Mapped[str] = mapped_column(SealedOnce("sight_names.reason", REASON_LIMIT), default="")

    sight: Mapped[Sight] = relationship(back_populates="names")
    actor: Mapped[Resident | None] = relationship(foreign_keys=actor_id)
    about: Mapped[Resident | None] = relationship(foreign_keys=about_id)

    @property
    def at(self) -> datetime:
        """When it was."""
        return self.sight.at


# Whose name may be forgotten: of an account that is erased, or of what is three years old.
_MAY_GO = (
    "(EXISTS (SELECT 1 FROM resident WHERE resident.id = OLD.{who} AND erased_at IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM sight WHERE sight.id = OLD.sight_id AND sight.at < LONG_AGO))"
)
_SAME_OR_GONE = (
    " AND COALESCE(NEW.{who} = OLD.{who}, NEW.{who} IS NULL"
    f" AND (OLD.{{who}} IS NULL OR {_MAY_GO}))"
)
# A reason may name somebody else: the database cannot read it, and looks whether anybody is being
# erased these days.
_SOMEBODY_GOES = "EXISTS (SELECT 1 FROM resident WHERE erased_at > JUST_NOW)"
_REASON_MAY_GO = f"({_MAY_GO.format(who='about_id')} OR {_SOMEBODY_GOES})"
# The promise is made to whoever is concerned, so the database keeps it, whatever the code does.
APPEND_ONLY_DDL = append_only_ddl(
    "sight",
    {"sight": "id = NEW.id", "sight_names": "sight_id = NEW.sight_id"},
    forgetting={
        "sight_names": (
            "NEW.sight_id = OLD.sight_id"
            + _SAME_OR_GONE.format(who="actor_id")
            + _SAME_OR_GONE.format(who="about_id")
            + f" AND (NEW.reason = OLD.reason OR (NEW.reason = '' AND {_REASON_MAY_GO}))"
        )
    },
)
# The names point to the sights, so they are created last.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            SightNames.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
