"""What is held about those who work for organisations, or ask to."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, delete, or_, select, update

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    erasing_of,
    names_them,
    read_rows,
    rows_of,
)
from neighbourhood.partners.models import Application, Partner, StaffInvitation, StaffMember
from neighbourhood.residents.traces import traces_of


def _asked(resident_id: int) -> Where:
    return Application.applicant_id == resident_id


def _invited(resident_id: int) -> Where:
    # SQL cannot look into what is sealed: an organisation invites few.
    theirs = traces_of(resident_id).words
    asked = db.session.execute(select(StaffInvitation.id, StaffInvitation.email))
    return StaffInvitation.id.in_([number for number, email in asked if email in theirs])


def _read_asked(resident_id: int) -> Rows:
    yield from read_rows(Application, _asked(resident_id))


def _erase_asked(resident_id: int) -> None:
    """Forget what came to nothing; of an organisation that acts, only that it was asked for."""
    mine = _asked(resident_id)
    in_vain = and_(mine, Application.partner_id.is_(None))
    db.session.execute(delete(Application).where(in_vain))
    db.session.execute(update(Application).where(mine).values(mailbox="", why="…"))
    traces = traces_of(resident_id)
    if traces.searched:
        # What they decided about others stands, and says who they are in no word.
        named = or_(*(names_them(each, traces) for each in (Application.why, _REASON)))
        blot_rows(Application, named, traces, "why", "refusal_reason")
        told = names_them(Partner.suspension_reason, traces)
        blot_rows(Partner, told, traces, "suspension_reason")


_REASON = Application.refusal_reason


def _read_invited(resident_id: int) -> Rows:
    yield from read_rows(StaffInvitation, _invited(resident_id))


def _erase_invited(resident_id: int) -> None:
    db.session.execute(delete(StaffInvitation).where(_invited(resident_id)))


for _holding in (
    Holding(
        code="staff",
        title=_l("Votre travail dans une organisation"),
        purpose=_l("Pour savoir qui peut agir au nom d’une organisation."),
        basis=Basis.CONTRACT,
        tables=frozenset({"staff_member"}),
        kept=_l("tant que vous y travaillez"),
        read=rows_of(StaffMember),
        erase=erasing_of(StaffMember),
    ),
    Holding(
        code="staff-invitations",
        title=_l("Les invitations à rejoindre une organisation"),
        purpose=_l("Pour vous laisser entrer dans l’équipe qui vous attend."),
        basis=Basis.CONTRACT,
        tables=frozenset({"staff_invitation"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read_invited,
        erase=_erase_invited,
    ),
    Holding(
        code="partner-applications",
        title=_l("Vos demandes pour une organisation"),
        purpose=_l("Pour décider à deux quelle organisation peut agir."),
        basis=Basis.PUBLIC,
        tables=frozenset({"partner_application", "partner"}),
        kept=_l("tant que l’organisation agit"),
        read=_read_asked,
        erase=_erase_asked,
        withheld={
            f"partner.{name}": _l("au sujet de l’organisation, et lu sur sa page")
            for name in Partner.__table__.columns.keys()  # noqa: SIM118
        },
    ),
):
    HOLDINGS.declare(_holding)
