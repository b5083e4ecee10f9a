"""The colour and the logo of a town: each change is another version, whose address is another."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.personal import impersonal
from neighbourhood.foundation.storing.database import Base

ALT_LIMIT = 120


class TownLook(Base):
    """What a town looks like: its colour, empty for that of the house, and its logo in words."""

    __tablename__ = "town_look"
    __table_args__ = (
        CheckConstraint("colour = '' OR colour LIKE '#______'", "colour_in_six_digits"),
        CheckConstraint("(logo_key IS NULL) = (length(logo_alt) = 0)", "logo_said_in_words"),
        CheckConstraint("version > 0", "counted"),
    )

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    colour: Mapped[str] = mapped_column(String(7), default="")
    logo_key: Mapped[str | None] = mapped_column(String(200))
    logo_alt: Mapped[str] = mapped_column(String(ALT_LIMIT), default="")
    version: Mapped[int] = mapped_column(default=1)


impersonal(_l("la couleur et le logo d’une ville"), "town_look")


@dataclass(frozen=True, slots=True)
class Look:
    """What a page needs to know of it."""

    municipality_id: int
    version: int
    logo_alt: str
