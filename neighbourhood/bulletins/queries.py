"""Reading words and what is answered to them; who may see a word is decided by their wall."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.bulletins.models import Answer, AnswerStatus, Bulletin, BulletinStatus
from neighbourhood.feed.boards import Wall
from neighbourhood.feed.circles import stays_in
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, cut, page_of
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.notifications.models import Mute, Notification, What
from neighbourhood.notifications.queries import muted, seen_on
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 50
RECENT = 40
WARNED_BEFORE = timedelta(days=2)
A_DAY = timedelta(days=1)

WALL = Wall(Bulletin, Answer)
visible_to = WALL.visible_to
get_visible = WALL.get_visible
get_own = WALL.get_own
lock_with = WALL.hold_with
concerning = WALL.concerning


def thread(viewer: Resident, bulletin: Bulletin, after: Cursor | None) -> Page[Answer]:
    """Return a page of what `viewer` reads under a word, oldest first."""
    statement, place = _thread(viewer, bulletin), tuple_(Answer.created_at, Answer.id)
    if after is not None:
        statement = statement.where(place > (after.moment, after.id))
    found = statement.order_by(Answer.created_at, Answer.id).limit(PAGE_SIZE + 1)
    rows = db.session.scalars(found).all()
    return cut(rows, lambda row: (row.created_at, row.id), size=PAGE_SIZE)


def last_of_thread(viewer: Resident, bulletin: Bulletin) -> Page[Answer]:
    """Return the last page of what `viewer` reads under a word, oldest first."""
    newest = _thread(viewer, bulletin).order_by(Answer.created_at.desc(), Answer.id.desc())
    return Page(db.session.scalars(newest.limit(PAGE_SIZE)).all()[::-1], None)


def _thread(viewer: Resident, bulletin: Bulletin) -> Select[Answer]:
    shown = Answer.bulletin_id == bulletin.id, WALL.heard_by(viewer), _stands_for(viewer.id)
    whose = joinedload(Answer.resident).joinedload(Resident.quartier)
    return select(Answer).options(whose, joinedload(Answer.agent)).where(*shown)


def _stands_for(viewer_id: int) -> Any:
    """Tell in SQL which answers are there; one’s own a moment longer, with their way back."""
    lately = and_(Answer.resident_id == viewer_id, Answer.taken_back_at > now() - LASTS)
    return or_(Answer.status != AnswerStatus.UNSAID, lately)


def own_answer(resident: Resident, answer_id: int) -> Answer:
    """Return an answer of `resident`, with its word; `Missing` for anyone else’s."""
    own = Answer.id == answer_id, Answer.resident_id == resident.id
    statement = select(Answer).join(Answer.bulletin).options(contains_eager(Answer.bulletin))
    found = db.session.scalar(statement.where(*own))
    if found is None:
        raise Missing
    return found


def read_count(viewer: Resident, bulletin: Bulletin) -> int:
    """Count the answers that `viewer` reads under a word."""
    said = Answer.bulletin_id == bulletin.id, Answer.status == AnswerStatus.SAID
    read = select(func.count()).where(*said, WALL.heard_by(viewer))
    return db.session.scalar(read) or 0


def is_answered(bulletin: Bulletin) -> bool:
    """Tell whether anybody else answers a word by now."""
    said = Answer.bulletin_id == bulletin.id, Answer.status == AnswerStatus.SAID
    others = select(Answer.id).where(*said, Answer.resident_id != bulletin.author_id)
    return db.session.scalar(others.limit(1)) is not None


def has_answered(resident_id: int, bulletin: Bulletin, *, before: int | None = None) -> bool:
    """Tell whether a resident answered a word, `before` one of their answers."""
    theirs = select(Answer.id).where(
        Answer.bulletin_id == bulletin.id, Answer.resident_id == resident_id
    )
    if before is not None:
        theirs = theirs.where(Answer.id < before)
    return db.session.scalar(theirs.limit(1)) is not None


def to_tell(answer: Answer) -> Sequence[Resident]:
    """Return who answered the same word, has looked since, and wants to hear that it goes on."""
    bulletin = answer.bulletin
    others = select(Answer.resident_id).where(
        Answer.bulletin_id == bulletin.id,
        Answer.status == AnswerStatus.SAID,
        Answer.resident_id.not_in((answer.resident_id, bulletin.author_id)),
    )
    not_looked = exists().where(
        Notification.resident_id == Resident.id,
        Notification.read_at.is_(None),
        seen_on(bulletin.path),
    )
    silent = muted(Resident.id, What.THREAD).where(Mute.thing_id == bulletin.id).exists()
    statement = select(Resident).where(
        Resident.id.in_(others),
        Resident.closed_at.is_(None),
        stays_in(literal(bulletin.reach), Resident.id),
        ~not_looked,
        ~silent,
    )
    return db.session.scalars(statement.order_by(Resident.id)).all()


def written_lately(author_id: int) -> int:
    """Count the words of an author within a day."""
    lately = Bulletin.author_id == author_id, Bulletin.created_at > now() - A_DAY
    return db.session.scalar(select(func.count()).where(*lately)) or 0


def mine(resident: Resident, after: Cursor | None = None) -> Page[Bulletin]:
    """Return a page of the words of a resident, newest first."""
    own = select(Bulletin).where(Bulletin.author_id == resident.id)
    return page_of(own, (Bulletin.created_at, Bulletin.id), after, size=20)


def answered_by(resident: Resident) -> Sequence[Bulletin]:
    """Return the words a resident answered lately and still may read, the latest answer first."""
    last = (
        select(Answer.bulletin_id, func.max(Answer.id).label("last"))
        .where(Answer.resident_id == resident.id, Answer.status == AnswerStatus.SAID)
        .group_by(Answer.bulletin_id)
        .subquery()
    )
    others = Bulletin.author_id != resident.id, visible_to(resident)
    statement = select(Bulletin).join(last, last.c.bulletin_id == Bulletin.id).where(*others)
    return db.session.scalars(statement.order_by(last.c.last.desc()).limit(RECENT)).all()


def standing_words(author: Resident) -> Sequence[Bulletin]:
    """Return the words of `author` that others may still read."""
    standing = Bulletin.status.in_((BulletinStatus.OPEN, BulletinStatus.CLOSED))
    statement = select(Bulletin).where(Bulletin.author_id == author.id, standing)
    return db.session.scalars(statement.order_by(Bulletin.id)).all()


def to_warn(moment: datetime) -> Sequence[int]:
    """Return the ids of the words that end soon by themselves, and were not announced."""
    return db.session.scalars(
        select(Bulletin.id).where(
            Bulletin.status == BulletinStatus.OPEN,
            # Who said until when knows.
            Bulletin.until.is_(None),
            Bulletin.expires_at <= moment + WARNED_BEFORE,
            Bulletin.expires_at > moment,
            Bulletin.warned_at.is_(None),
        )
    ).all()


def to_expire(moment: datetime) -> Sequence[int]:
    """Return the ids of the words whose time is over."""
    shown = Bulletin.status.in_((BulletinStatus.OPEN, BulletinStatus.CLOSED))
    over = select(Bulletin.id).where(shown, Bulletin.expires_at <= moment)
    return db.session.scalars(over).all()


def unsaid_for_good(moment: datetime) -> Sequence[int]:
    """Return the ids of the answers taken back at once that nobody can put back any more."""
    gone = Answer.status == AnswerStatus.UNSAID, Answer.taken_back_at <= moment - LASTS
    return db.session.scalars(select(Answer.id).where(*gone)).all()
