"""What is held of what people were told."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import blot_rows, erasing_of, names_them, rows_of, theirs
from neighbourhood.notifications.models import Mute, Notification, What
from neighbourhood.residents.traces import traces_of


def _erase(resident_id: int) -> None:
    db.session.execute(delete(Notification).where(theirs(Notification, resident_id)))
    traces = traces_of(resident_id)
    if traces.searched:
        columns = (Notification.details, Notification.path, Notification.also)
        named = or_(*(names_them(column, traces) for column in columns))
        blot_rows(Notification, named, traces, "details")


HOLDINGS.declare(
    Holding(
        code="notifications",
        title=_l("Vos nouvelles"),
        purpose=_l("Pour vous dire ce qui vous concerne."),
        basis=Basis.CONTRACT,
        tables=frozenset({"notification"}),
        kept=_l("tant que le compte est ouvert"),
        read=rows_of(Notification),
        erase=_erase,
    )
)


def _erase_mutes(resident_id: int) -> None:
    erasing_of(Mute)(resident_id)
    of_them = Mute.what == What.PERSON, Mute.thing_id == resident_id
    db.session.execute(delete(Mute).where(*of_them))


HOLDINGS.declare(
    Holding(
        code="mutes",
        title=_l("Ce dont vous ne voulez plus entendre parler"),
        purpose=_l("Pour ne plus vous déranger."),
        basis=Basis.CONTRACT,
        tables=frozenset({"mute"}),
        kept=_l("tant que le compte est ouvert"),
        read=rows_of(Mute),
        erase=_erase_mutes,
    )
)
