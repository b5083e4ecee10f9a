"""What is held about those who have others act for them, and those who act."""

from secrets import token_hex

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.clock import now
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
from neighbourhood.mandates.models import (
    IdentityCheck,
    Mandate,
    MandateAgent,
    MandateDeed,
    MandateReport,
    MandateStatus,
)
from neighbourhood.residents.traces import traces_of

OPENS = _l("un secret, ou son empreinte : il donne ou arrête le mandat")
_WITHHELD = {"mandate.nonce": OPENS, "mandate.code_hash": OPENS}
_NO_DEED = "…"


def _given_by(resident_id: int) -> Where:
    return Mandate.principal_id == resident_id


def _acted_by(resident_id: int) -> Where:
    acting = select(MandateAgent.mandate_id).where(MandateAgent.agent_id == resident_id)
    return or_(Mandate.id.in_(acting), Mandate.prepared_by_id == resident_id)


def _among(where: Where, column: object) -> Where:
    inside: Where = column.in_(select(Mandate.id).where(where))  # type: ignore[attr-defined]
    return inside


def _read(resident_id: int) -> Rows:
    given = _given_by(resident_id)
    both = or_(given, _acted_by(resident_id))
    yield from read_rows(Mandate, both, but=_WITHHELD)
    yield from read_rows(MandateAgent, _among(both, MandateAgent.mandate_id))
    mine = or_(_among(given, MandateDeed.mandate_id), MandateDeed.agent_id == resident_id)
    yield from read_rows(MandateDeed, mine)
    yield from read_rows(MandateReport, _among(given, MandateReport.mandate_id))


def _erase(resident_id: int) -> None:
    _end(resident_id)
    given, traces = _given_by(resident_id), traces_of(resident_id)
    db.session.execute(delete(MandateReport).where(_among(given, MandateReport.mandate_id)))
    words = update(MandateDeed).where(_among(given, MandateDeed.mandate_id))
    db.session.execute(words.values(title=_NO_DEED, path=""))
    # What they did for others stays in the journals of those, without who they were.
    blot_rows(MandateDeed, MandateDeed.agent_id == resident_id, traces, "title")
    if traces.searched:
        blot_rows(MandateDeed, names_them(MandateDeed.title, traces), traces, "title")


def _end(resident_id: int) -> None:
    """End what still runs for them, or by their hand alone; nothing on paper leads back."""
    others = select(MandateAgent.mandate_id).where(MandateAgent.agent_id != resident_id)
    given = _given_by(resident_id)
    alone = _acted_by(resident_id) & Mandate.id.not_in(others)
    for mandate in db.session.scalars(select(Mandate).where(or_(given, alone))):
        if mandate.is_prepared:
            mandate.become(MandateStatus.ABANDONED)
        elif mandate.status is MandateStatus.LIVE:
            mandate.become(MandateStatus.REVOKED)
            mandate.revoked_at = now()
        if mandate.principal_id == resident_id:
            mandate.address_id, mandate.reference = None, _another_reference()
            mandate.nonce, mandate.code_hash = token_hex(32), token_hex(32)
    db.session.flush()


def _another_reference() -> str:
    return token_hex(4).upper()


for _holding in (
    Holding(
        code="mandates",
        title=_l("Les mandats"),
        purpose=_l("Pour laisser quelqu’un agir pour vous, et garder trace de ce qui a été fait."),
        basis=Basis.CONSENT,
        tables=frozenset({"mandate", "mandate_agent", "mandate_deed", "mandate_report"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    ),
    Holding(
        code="identity-checks",
        title=_l("Votre identité, vue à un guichet"),
        purpose=_l("Pour savoir qui agit pour les autres."),
        basis=Basis.CONSENT,
        tables=frozenset({"identity_check"}),
        kept=_l("tant que le compte est ouvert"),
        read=rows_of(IdentityCheck),
        erase=erasing_of(IdentityCheck),
    ),
):
    HOLDINGS.declare(_holding)
