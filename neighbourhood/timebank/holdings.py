"""What is held of the time somebody noted, or that was noted for them."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select, update

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding, impersonal
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, read_rows, theirs
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.residents.models.residents import Resident
from neighbourhood.timebank import ledger
from neighbourhood.timebank.models import TimeEntry, TimeHolder, TimeNote, TimeTransfer

impersonal(_l("des comptes de minutes, sous un numéro qui ne dit pas de qui"), "time_account")


def _either(resident_id: int) -> ColumnElement[bool]:
    return or_(TimeNote.giver_id == resident_id, TimeNote.receiver_id == resident_id)


def _read(resident_id: int) -> Rows:
    """Read what was noted, and the movements of one’s own account: one side of each."""
    yield from read_rows(TimeNote, _either(resident_id))
    mine = select(TimeHolder.account_id).where(theirs(TimeHolder, resident_id))
    yield from read_rows(TimeEntry, TimeEntry.account_id.in_(mine))


def _erase(resident_id: int) -> None:
    """Settle the account with the town, and leave of what was noted that there was something."""
    resident = db.session.get_one(Resident, resident_id)
    town_id = resident.quartier.municipality_id if resident.quartier else None
    ledger.settle(resident_id, town_id)
    db.session.execute(delete(TimeHolder).where(theirs(TimeHolder, resident_id)))
    noted = db.session.scalars(select(TimeNote.id).where(_either(resident_id))).all()
    undoing.forget_all(TimeNote.ABOUT, noted)
    db.session.execute(update(TimeNote).where(TimeNote.id.in_(noted)).values(title=BLOT))
    for side in (TimeNote.giver_id, TimeNote.receiver_id):
        db.session.execute(update(TimeNote).where(side == resident_id).values({side: None}))
    alone = TimeNote.giver_id.is_(None), TimeNote.receiver_id.is_(None)
    db.session.execute(delete(TimeNote).where(*alone))


HOLDINGS.declare(
    Holding(
        code="timebank",
        title=_l("Le temps que vous avez noté, et celui noté pour vous"),
        purpose=_l("Pour savoir combien de temps vous avez donné et reçu."),
        basis=Basis.CONTRACT,
        tables=frozenset(
            {TimeNote.__tablename__, TimeHolder.__tablename__, TimeEntry.__tablename__}
            | {TimeTransfer.__tablename__}
        ),
        kept=_l("tant que le compte est ouvert ; ensuite, des minutes sans nom"),
        read=_read,
        erase=_erase,
    )
)
