"""Baskets: several gifts that one payment pays."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey
from neighbourhood.funding.models.gifts import Pledge


class Basket(Base):
    """Gifts that are paid at once; `key` is all the payment provider learns of it.

    It is there to hear of the payment, and is forgotten once no more can be heard: from then on
    the gifts stand alone, each with its part of the number of the payment.
    """

    __tablename__ = "basket"

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[CreatedAt]


class BasketLine(Base):
    """One gift in a basket; `line` says which, from 1, in the order the donor read them."""

    __tablename__ = "basket_line"
    __table_args__ = (
        UniqueConstraint("basket_id", "line"),
        CheckConstraint("line BETWEEN 1 AND 10", "few"),
    )

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    basket_id: Mapped[int] = mapped_column(ForeignKey("basket.id"))
    line: Mapped[int]

    pledge: Mapped[Pledge] = relationship()
