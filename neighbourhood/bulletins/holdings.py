"""What is held of words to the quartier, and of what is answered to them."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.models import Answer, Bulletin, BulletinStatus
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import pictures, undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.residents.traces import traces_of


def _said_by(resident_id: int) -> Where:
    return Bulletin.author_id == resident_id


def _read(resident_id: int) -> Rows:
    """Read what one wrote, above and under what others wrote."""
    yield from read_rows(Bulletin, _said_by(resident_id))
    yield from read_rows(Answer, Answer.resident_id == resident_id)


def _photos(resident_id: int) -> Iterator[str]:
    for photos in db.session.scalars(select(Bulletin.photos).where(_said_by(resident_id))):
        yield from (photo["key"] for photo in photos)


def _erase(resident_id: int) -> None:
    """Leave of a word that others answered that there was one, and drop all else one wrote."""
    traces = traces_of(resident_id)
    undoing.forget_all(Answer.ABOUT, queries.concerning(resident_id))
    db.session.execute(delete(Answer).where(Answer.resident_id == resident_id))
    under_theirs = Answer.bulletin_id.in_(select(Bulletin.id).where(_said_by(resident_id)))
    blot_rows(Answer, under_theirs, traces, "text")
    _empty_words(resident_id)
    # What they wrote in the place of others is of those others, and names them no more.
    blot_rows(
        Bulletin, Bulletin.agent_id == resident_id, traces, "title", "body", "place", "photos"
    )
    blot_rows(Answer, Answer.agent_id == resident_id, traces, "text")


def _empty_words(resident_id: int) -> None:
    for bulletin in db.session.scalars(select(Bulletin).where(_said_by(resident_id))).all():
        if not bulletin.answers:
            db.session.delete(bulletin)
            continue
        if bulletin.may_become(BulletinStatus.WITHDRAWN):
            bulletin.become(BulletinStatus.WITHDRAWN)
            bulletin.closed_at = now()
        bulletin.title, bulletin.body, bulletin.place = BLOT, "", ""
        bulletin.photos, bulletin.cell_id = [], None
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="bulletins",
        title=_l("Vos mots au quartier et vos réponses"),
        purpose=_l("Pour que vous et vos voisins sachiez ce qui se passe près de chez vous."),
        basis=Basis.CONTRACT,
        tables=frozenset({"bulletin", "answer"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        files=_photos,
        said={"bulletin.photos": pictures.say, "bulletin.reach": said_reach},
    )
)
