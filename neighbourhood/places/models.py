"""Municipalities, quartiers, addresses and the public grid that stands in for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, PrimaryKey, ShortText


class Reach(StrEnum):
    """How far something said in a quartier is heard."""

    BUILDING = "building"
    QUARTIER = "quartier"
    NEIGHBOURING = "neighbouring"
    TOWN = "town"


class FeatureKind(StrEnum):
    """What the base map draws under the quartiers."""

    RIVER = "river"
    PARK = "park"
    STREET = "street"
    SQUARE = "square"


class Municipality(Base):
    """A town; `redrawn_at` moves each time its quartiers, addresses or base map change.

    Papers say where its town hall is, its telephone and its hours, in words. It is being set up
    while `waiting_since` is set; then each quartier opens with `opening_number` neighbours (0: at
    once). Its figures hide what is of fewer than `fewest`, or of whom one gave more than
    `dominance` percent.
    """

    __tablename__ = "municipality"
    __table_args__ = (
        CheckConstraint("opening_number BETWEEN 0 AND 1000", name="opens_at_a_number"),
        CheckConstraint("fewest BETWEEN 11 AND 100", name="fewest_only_raised"),
        CheckConstraint("dominance BETWEEN 50 AND 85", name="dominance_only_lowered"),
    )

    id: Mapped[PrimaryKey]
    insee: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[ShortText]
    redrawn_at: Mapped[datetime] = mapped_column(default=now)
    hall_address: Mapped[str] = mapped_column(String(160), default="")
    hall_telephone: Mapped[str] = mapped_column(String(30), default="")
    hall_hours: Mapped[str] = mapped_column(String(160), default="")
    # As the national list has it; None for a town that was typed by hand.
    contour: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    postcodes: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    language: Mapped[str] = mapped_column(String(8), default="fr")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    waiting_since: Mapped[datetime | None]
    opening_number: Mapped[int] = mapped_column(default=0)
    fewest: Mapped[int] = mapped_column(default=11)
    dominance: Mapped[int] = mapped_column(default=85)

    @property
    def is_open(self) -> bool:
        """Whether it is set up: its quartiers open one after the other."""
        return self.waiting_since is None


class Quartier(Base):
    """A part of a town with a boundary: a GeoJSON Polygon or MultiPolygon in degrees."""

    __tablename__ = "quartier"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name"),
        UniqueConstraint("municipality_id", "slug"),
        CheckConstraint("households >= 0", name="households_not_negative"),
    )

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[ShortText]
    slug: Mapped[ShortText]
    boundary: Mapped[dict[str, Any]]
    # Since when somebody who lives there is shown: what was seen then is not drawn anew.
    shown_at: Mapped[datetime | None]
    # Since when it keeps a waiting list; None once it is open.
    waiting_since: Mapped[datetime | None]
    # How many households live there, by the last count; None where nobody has said.
    households: Mapped[int | None]

    municipality: Mapped[Municipality] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether neighbours live in it here: nobody is taken in before."""
        return self.waiting_since is None


class Neighbouring(Base):
    """Two quartiers that touch, written once in each direction."""

    __tablename__ = "neighbouring"
    __table_args__ = (CheckConstraint("quartier_id <> neighbour_id", name="not_itself"),)

    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), primary_key=True)
    neighbour_id: Mapped[int] = mapped_column(
        ForeignKey("quartier.id"),
        primary_key=True,
        index=True,
    )


class Cell(Base):
    """A square of the public grid: what is shown in place of a home.

    A cell that no address belongs to any more keeps its row, for what was published from it.
    """

    __tablename__ = "cell"
    __table_args__ = (CheckConstraint("address_count >= 0", name="count_not_negative"),)

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"), index=True)
    lat: Mapped[float]
    lon: Mapped[float]
    size_m: Mapped[int]
    address_count: Mapped[int]


class Address(Base):
    """An address that has a number; `key` is its identifier in the Base Adresse Nationale.

    One that has gone from the file is retired: kept for who lives there, offered to nobody.
    """

    __tablename__ = "address"
    __table_args__ = (
        Index("ix_address_street_number", "insee", "street", "number"),
        Index("ix_address_position", "lat", "lon"),
        CheckConstraint("number >= 0", name="number_not_negative"),
        CheckConstraint("companions >= 0", name="companions_not_negative"),
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    number: Mapped[int]
    suffix: Mapped[str] = mapped_column(String(20), default="")
    street: Mapped[ShortText]
    postcode: Mapped[str] = mapped_column(String(5))
    town: Mapped[ShortText]
    insee: Mapped[str] = mapped_column(String(5))
    lat: Mapped[float]
    lon: Mapped[float]
    quartier_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"), index=True)
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"), index=True)
    # Two addresses have the same trail when they were always shown alike: see `crowds`.
    trail: Mapped[str] = mapped_column(String(40), default="")
    # How many doors of its street have its trail: whoever lives there hides among them.
    companions: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]

    quartier: Mapped[Quartier | None] = relationship()
    cell: Mapped[Cell | None] = relationship()

    @property
    def label(self) -> str:
        """Write it as on an envelope: 12 bis rue des Tanneurs, 35999 Valbourg."""
        return envelope(self.number, self.suffix, self.street, self.postcode, self.town)


def envelope(number: int, suffix: str, street: str, postcode: str, town: str) -> str:
    """Write an address in one line."""
    return f"{number} {suffix + ' ' if suffix else ''}{street}, {postcode} {town}"


class Street(Base):
    """A street that has addresses, derived from them: what the gazetteer looks up first."""

    __tablename__ = "street"
    __table_args__ = (UniqueConstraint("insee", "name", "postcode"),)

    id: Mapped[PrimaryKey]
    insee: Mapped[str] = mapped_column(String(5))
    name: Mapped[ShortText]
    postcode: Mapped[str] = mapped_column(String(5))
    town: Mapped[ShortText]
    search: Mapped[str] = mapped_column(Text)
    lat: Mapped[float]
    lon: Mapped[float]


class BaseMapFeature(Base):
    """A river, park, street or square drawn under the quartiers."""

    __tablename__ = "base_map_feature"

    id: Mapped[PrimaryKey]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[FeatureKind]
    name: Mapped[ShortText]
    geometry: Mapped[dict[str, Any]]


class PublicPlace(Base):
    """Where neighbours may meet, open to all; its square is that of the map, where it is known."""

    __tablename__ = "public_place"
    __table_args__ = (UniqueConstraint("quartier_id", "name"),)

    id: Mapped[PrimaryKey]
    quartier_id: Mapped[int] = mapped_column(ForeignKey("quartier.id"))
    name: Mapped[ShortText]
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("cell.id"))
    # Since when it is proposed no more; what is held there keeps its name.
    retired_at: Mapped[datetime | None]

    quartier: Mapped[Quartier] = relationship()
