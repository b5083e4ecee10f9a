"""Links that lead into a group, and who is asked to look after one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, only_one
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership


class GroupLink(Base):
    """A link that a member hands on: whoever opens it in time may come in; only its digest stays.

    One that stands for each member of a group: another one takes the place of the first.
    """

    __tablename__ = "group_link"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", "expires_later"),
        only_one("uq_group_link_standing", "group_id", "made_by_id", where="revoked_at IS NULL"),
    )

    id: Mapped[PrimaryKey]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbour_group.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()


class Handover(Base):
    """Somebody is asked to look after a group whose founder leaves; they say yes, or the next is.

    One at a time is asked for each group.
    """

    __tablename__ = "handover"
    __table_args__ = (
        CheckConstraint("accepted_at IS NULL OR passed_at IS NULL", "yes_or_no"),
        only_one(
            "uq_handover_waiting", "group_id", where="accepted_at IS NULL AND passed_at IS NULL"
        ),
    )

    id: Mapped[PrimaryKey]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbour_group.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    created_at: Mapped[CreatedAt]
    accepted_at: Mapped[datetime | None]
    passed_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    membership: Mapped[Membership] = relationship()
