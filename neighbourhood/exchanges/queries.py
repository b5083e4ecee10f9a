"""Reading notices and replies; who may see a notice is decided here, in `visible_to`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from neighbourhood.exchanges.models import (
    LIVE,
    Notice,
    NoticeStatus,
    Reply,
    Thanks,
)
from neighbourhood.feed.reaches import Listener, Spoken, heard, town_of
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page
from neighbourhood.residents.models.residents import Resident

PAGE_SIZE = 20
WARNED_BEFORE = timedelta(days=3)
PRIVATE = (NoticeStatus.EXPIRED, NoticeStatus.WITHDRAWN)
OVER = (NoticeStatus.DONE, NoticeStatus.NOT_DONE, NoticeStatus.WITHDRAWN)


def visible_to(viewer: Resident) -> ColumnElement[bool]:
    """Say in SQL which notices `viewer` may see.

    One's own and those one replied to, always; the others once one is verified, while they are
    neither expired nor withdrawn, when they reach the quartier where one lives.
    """
    replied = select(Reply.id).where(Reply.notice_id == Notice.id, Reply.helper_id == viewer.id)
    concerned = or_(Notice.author_id == viewer.id, replied.exists())
    if not viewer.may_read or viewer.quartier_id is None:
        return concerned
    where, reach = Notice.quartier_id, Notice.reach
    spoken = Spoken("notice", Notice.id, where, town_of(where), reach)
    return or_(concerned, and_(Notice.status.not_in(PRIVATE), heard(spoken, Listener.of(viewer))))


def get_visible(viewer: Resident, notice_id: int) -> Notice:
    """Return a notice that `viewer` may see; `Missing` for any other."""
    statement = (
        select(Notice)
        .options(joinedload(Notice.author), joinedload(Notice.quartier), joinedload(Notice.cell))
        .where(Notice.id == notice_id, visible_to(viewer))
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def get_own(author: Resident, notice_id: int) -> Notice:
    """Return a notice of `author`; `Missing` for anyone else's."""
    found = db.session.get(Notice, notice_id)
    if found is None or found.author_id != author.id:
        raise Missing
    return found


def lock(notice_id: int) -> Notice:
    """Return a notice that nobody else changes before this transaction ends."""
    return db.session.scalars(
        select(Notice)
        .where(Notice.id == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_with(reply: Reply) -> Notice:
    """Lock the notice of a reply, and read the reply again as it is under the lock."""
    notice = lock(reply.notice_id)
    db.session.refresh(reply)
    return notice


def get_reply(viewer: Resident, reply_id: int) -> Reply:
    """Return a reply to its helper or to the author; `Missing` for anyone else."""
    statement = (
        select(Reply)
        .join(Reply.notice)
        .options(joinedload(Reply.notice).joinedload(Notice.author), joinedload(Reply.helper))
        .where(
            Reply.id == reply_id,
            or_(Reply.helper_id == viewer.id, Notice.author_id == viewer.id),
        )
    )
    found = db.session.scalar(statement)
    if found is None:
        raise Missing
    return found


def reply_with_notice(reply_id: int) -> Reply | None:
    """Return a reply and what it answers, to those who talk about it."""
    return db.session.get(Reply, reply_id, options=[joinedload(Reply.notice)])


def reply_of(helper: Resident, notice: Notice) -> Reply | None:
    """Return what `helper` replied to a notice."""
    return db.session.scalar(
        select(Reply).where(Reply.notice_id == notice.id, Reply.helper_id == helper.id)
    )


def replies_to(notice: Notice) -> Sequence[Reply]:
    """Return every reply to a notice with who gave it, oldest first."""
    statement = (
        select(Reply)
        .options(joinedload(Reply.helper).joinedload(Resident.quartier))
        .where(Reply.notice_id == notice.id)
        .order_by(Reply.id)
    )
    return db.session.scalars(statement).all()


def live_replies(notice: Notice) -> Sequence[Reply]:
    """Return the replies that still stand."""
    statement = select(Reply).where(Reply.notice_id == notice.id, Reply.status.in_(LIVE))
    return db.session.scalars(statement.order_by(Reply.id)).all()


def thanks_seen_by(viewer: Resident, notice: Notice) -> Sequence[Thanks]:
    """Return the thanks about a notice that `viewer` wrote or received."""
    statement = (
        select(Thanks)
        .join(Thanks.reply)
        .join(Reply.notice)
        .options(joinedload(Thanks.author))
        .where(
            Reply.notice_id == notice.id,
            or_(Reply.helper_id == viewer.id, Notice.author_id == viewer.id),
        )
        .order_by(Thanks.id)
    )
    return db.session.scalars(statement).all()


def thanks_of(author: Resident, reply: Reply) -> Thanks | None:
    """Return the thanks one side of a reply wrote."""
    return db.session.scalar(
        select(Thanks).where(Thanks.reply_id == reply.id, Thanks.author_id == author.id)
    )


def mine(resident: Resident, after: Cursor | None = None) -> Page[Notice]:
    """Return a page of the notices of a resident, newest first."""
    position = tuple_(Notice.created_at, Notice.id)
    statement = select(Notice).where(Notice.author_id == resident.id)
    if after is not None:
        statement = statement.where(position < (after.moment, after.id))
    ordered = statement.order_by(Notice.created_at.desc(), Notice.id.desc())
    rows = list(db.session.scalars(ordered.limit(PAGE_SIZE + 1)))
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Page(rows, Cursor(rows[-1].created_at, rows[-1].id) if more else None)


def my_replies(resident: Resident) -> Sequence[Reply]:
    """Return the replies a resident gave lately, newest first, with their notices."""
    statement = (
        select(Reply)
        .options(joinedload(Reply.notice).joinedload(Notice.author))
        .where(Reply.helper_id == resident.id)
        .order_by(Reply.id.desc())
        .limit(PAGE_SIZE)
    )
    return db.session.scalars(statement).all()


def waiting_replies(notices: Sequence[Notice]) -> dict[int, int]:
    """Count the live replies of each of some notices, in one statement."""
    statement = (
        select(Reply.notice_id, func.count())
        .where(Reply.notice_id.in_([notice.id for notice in notices]), Reply.status.in_(LIVE))
        .group_by(Reply.notice_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def open_count(quartier_id: int) -> int:
    """Count the open notices written in a quartier: all that a passer-by may know."""
    counted = select(func.count()).where(
        Notice.quartier_id == quartier_id, Notice.status == NoticeStatus.OPEN
    )
    return db.session.scalar(counted) or 0


def standing_notices(author: Resident) -> Sequence[Notice]:
    """Return the notices of `author` on which others count, or may."""
    standing = Notice.status.in_((NoticeStatus.OPEN, NoticeStatus.AGREED))
    statement = select(Notice).where(Notice.author_id == author.id, standing)
    return db.session.scalars(statement.order_by(Notice.id)).all()


def standing_replies(helper: Resident) -> Sequence[Reply]:
    """Return the replies of `helper` that still stand, to notices that are not over."""
    statement = (
        select(Reply)
        .join(Reply.notice)
        .where(
            Reply.helper_id == helper.id,
            Reply.status.in_(LIVE),
            Notice.status.not_in(OVER),
        )
    )
    return db.session.scalars(statement.order_by(Reply.notice_id)).all()


def to_warn(moment: datetime) -> Sequence[int]:
    """Return the ids of the open notices that end within three days and were not announced."""
    return db.session.scalars(
        select(Notice.id).where(
            Notice.status == NoticeStatus.OPEN,
            Notice.expires_at <= moment + WARNED_BEFORE,
            Notice.expires_at > moment,
            Notice.warned_at.is_(None),
        )
    ).all()


def to_expire(moment: datetime) -> Sequence[int]:
    """Return the ids of the open notices whose time is over."""
    return db.session.scalars(
        select(Notice.id).where(Notice.status == NoticeStatus.OPEN, Notice.expires_at <= moment)
    ).all()
