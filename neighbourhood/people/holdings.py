"""What is held of the mails that were sent."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, delete, or_

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
)
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.dispatches import KEPT_FOR, Dispatch, forget
from neighbourhood.foundation.storing.rows import rows_of
from neighbourhood.foundation.words.masking import mask_mailbox
from neighbourhood.residents.traces import traces_of

_WITHHELD = {"dispatch.mark": _l("un numéro à nous")}


def _erase(resident_id: int) -> None:
    # Some were sent before there was an account: an invitation knows the mailbox alone.
    known = {mask_mailbox(word) for word in traces_of(resident_id).words if "@" in word}
    nobodys = and_(Dispatch.resident_id.is_(None), Dispatch.mailbox.in_(known))
    db.session.execute(delete(Dispatch).where(or_(Dispatch.resident_id == resident_id, nobodys)))


HOLDINGS.declare(
    Holding(
        code="mails-sent",
        title=_l("Les e-mails qui vous ont été envoyés"),
        purpose=_l(
            "Pour trouver pourquoi un e-mail n’est pas arrivé ; leur texte n’est pas gardé."
        ),
        basis=Basis.INTEREST,
        tables=frozenset({"dispatch"}),
        kept=_l("90 jours"),
        read=rows_of(Dispatch, but=_WITHHELD),
        erase=_erase,
        withheld=_WITHHELD,
    )
)
RETENTIONS.declare(
    Retention(
        code="mails-sent",
        of=_l("Quel e-mail est parti, quand, et s’il est arrivé au serveur"),
        keep_for=KEPT_FOR,
        forget=at_once(forget),
    )
)
