"""What is held of groups: which ones somebody is in, what they said there, whom they trust."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, blot_rows, read_rows
from neighbourhood.groups.holdings.shared import blot_all
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.links import GroupLink, Handover
from neighbourhood.groups.models.members import Membership, Trust
from neighbourhood.residents.traces import traces_of

_KEEPS_OUT = {
    "group_link.digest": _l("ce qui permet de reconnaître le lien, sans pouvoir s’en servir")
}


def _seats_of(resident_id: int) -> ColumnElement[bool]:
    return Membership.resident_id == resident_id


def _read(resident_id: int) -> Rows:
    seats = select(Membership.id).where(_seats_of(resident_id)).scalar_subquery()
    yield from read_rows(Group, Group.author_id == resident_id)
    yield from read_rows(Membership, _seats_of(resident_id))
    yield from _answers_of(resident_id)
    # Who trusts them is told to nobody, nor that nobody does.
    yield from read_rows(Trust, Trust.by_id.in_(seats))
    yield from read_rows(GroupLink, GroupLink.made_by_id == resident_id, but=_KEEPS_OUT)
    yield from read_rows(Handover, Handover.membership_id.in_(seats))


def _answers_of(resident_id: int) -> Rows:
    """Read what somebody wrote as an editor to those they did not let in, or removed; not whom."""
    theirs = Membership.decided_by_id == resident_id, Membership.resident_id != resident_id
    for words in db.session.scalars(select(Membership.answer).where(*theirs)):
        if words:
            yield {"table": Membership.__tablename__, "answer": words}


def _erase(resident_id: int) -> None:
    """Take somebody out of their groups, which others go on with; of one that is theirs alone, all.

    What a group says of itself belongs to all who are in it, and keeps no trace of who wrote it;
    what others wrote in a group of theirs does not name them any more either.
    """
    traces, seats = traces_of(resident_id), select(Membership.id).where(_seats_of(resident_id))
    mine = db.session.scalars(seats).all()
    was_in = select(Membership.group_id).where(_seats_of(resident_id))
    groups = db.session.scalars(was_in).all()
    undoing.forget_all(Membership.ABOUT, mine)
    db.session.execute(delete(Handover).where(Handover.membership_id.in_(mine)))
    db.session.execute(delete(Trust).where(or_(Trust.by_id.in_(mine), Trust.trusted_id.in_(mine))))
    db.session.execute(delete(GroupLink).where(GroupLink.made_by_id == resident_id))
    db.session.execute(delete(Membership).where(_seats_of(resident_id)))
    theirs = or_(Group.author_id == resident_id, Group.agent_id == resident_id)
    blot_rows(Group, or_(theirs, Group.id.in_(groups)), traces, "title", "body", "charter")
    others = or_(Membership.decided_by_id == resident_id, Membership.agent_id == resident_id)
    there = Membership.group_id.in_(groups)
    blot_rows(Membership, or_(others, there), traces, "words", "answer")
    blot_all(traces, lambda model: model.group_id.in_(groups))


HOLDINGS.declare(
    Holding(
        code="groups",
        title=_l("Vos groupes"),
        purpose=_l("Pour que vous vous retrouviez entre voisins, et que chacun sache avec qui."),
        basis=Basis.CONTRACT,
        tables=frozenset({"neighbour_group", "membership", "trust", "group_link", "handover"}),
        kept=_l("tant que vous êtes dans le groupe ; le reste, tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        withheld=_KEEPS_OUT,
    )
)
