"""What is held of tables shared, and of the seats asked for."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from messaging.actions.subjects import forget_subjects
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.invitations import queries
from neighbourhood.invitations.models import Invitation, InvitationStatus, SeatRequest
from neighbourhood.residents.traces import traces_of

_OF_OTHERS = "the words of the other side"


def _put_up_by(resident_id: int) -> Where:
    return Invitation.author_id == resident_id


def _answers_to(resident_id: int) -> Where:
    return SeatRequest.invitation_id.in_(select(Invitation.id).where(_put_up_by(resident_id)))


def _read(resident_id: int) -> Rows:
    """Read what one wrote; of what others asked, what one answered them."""
    yield from read_rows(Invitation, _put_up_by(resident_id))
    mine = SeatRequest.resident_id == resident_id
    yield from read_rows(SeatRequest, mine, but={"seat_request.answer": _OF_OTHERS})
    answered = _answers_to(resident_id) & (SeatRequest.answer != "")
    yield from read_rows(SeatRequest, answered, but={"seat_request.message": _OF_OTHERS})


def _erase(resident_id: int) -> None:
    """Leave of a table to which others asked to come that there was one, and drop the others."""
    traces = traces_of(resident_id)
    undoing.forget_all(SeatRequest.ABOUT, queries.concerning(resident_id))
    _take_requests_back(resident_id)
    blot_rows(SeatRequest, SeatRequest.resident_id == resident_id, traces, "answer")
    blot_rows(SeatRequest, _answers_to(resident_id), traces, "message")
    answers = update(SeatRequest).where(_answers_to(resident_id))
    db.session.execute(answers.values(answer=""))
    _empty_invitations(resident_id)
    # What they wrote in the place of others is of those others, and names them no more.
    blot_rows(Invitation, Invitation.agent_id == resident_id, traces, "title", "body")
    blot_rows(SeatRequest, SeatRequest.agent_id == resident_id, traces, "message", "answer")


def _take_requests_back(resident_id: int) -> None:
    asked = select(SeatRequest).where(SeatRequest.resident_id == resident_id)
    for request in db.session.scalars(asked):
        if request.is_live and not request.invitation.is_over:
            request.take_back()
        request.message = BLOT
    db.session.flush()


def _empty_invitations(resident_id: int) -> None:
    for invitation in db.session.scalars(select(Invitation).where(_put_up_by(resident_id))).all():
        if not invitation.requests:
            db.session.delete(invitation)
            continue
        if invitation.may_become(InvitationStatus.CANCELLED):
            invitation.become(InvitationStatus.CANCELLED)
        invitation.title, invitation.body, invitation.cell_id = BLOT, "", None
        asked = [request.id for request in invitation.requests]
        forget_subjects(SeatRequest.ABOUT, asked, instead=BLOT)
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="invitations",
        title=_l("Vos invitations et les places demandées"),
        purpose=_l("Pour vous retrouver autour d’une table."),
        basis=Basis.CONTRACT,
        tables=frozenset({"invitation", "seat_request"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        said={"invitation.reach": said_reach},
    )
)
