"""Reading notices and replies; who may see a notice is decided by their board."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload

from messaging.models import Conversation, Message
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus, Thanks
from neighbourhood.feed.afterword import OPENED_AFTER
from neighbourhood.feed.boards import Board
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.paging import Cursor, Page, page_of
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart, are_columns_apart

PAGE_SIZE = 20
WARNED_BEFORE = timedelta(days=3)
REMINDED_AFTER, CLOSED_AFTER = timedelta(days=3), timedelta(days=7)
CALLED_WITHIN = timedelta(days=2)
OVER = (NoticeStatus.DONE, NoticeStatus.NOT_DONE, NoticeStatus.WITHDRAWN)

NOTICES = Board(Notice, Reply)
visible_to = NOTICES.visible_to
get_own = NOTICES.get_own
get_reply = NOTICES.get_response
standing_between = NOTICES.standing_between
concerning = NOTICES.concerning
lock_with = NOTICES.hold_with
reply_of = NOTICES.response_of
replies_to = NOTICES.responses_to
live_replies = NOTICES.live_responses
replies_to_tell = NOTICES.to_tell


class NoticeEnded(Missing):
    """A notice that one could read, and that is over."""

    status = 410
    sentence = _l(
        "Cette annonce est terminée. Merci de votre visite : d’autres voisins cherchent et "
        "proposent de l’aide."
    )


def get_visible(viewer: Resident, notice_id: int) -> Notice:
    """Return a notice that `viewer` may see; of one that is over, its address says so in words."""
    try:
        return NOTICES.get_visible(viewer, notice_id)
    except Missing:
        if NOTICES.has_ended_for(viewer, notice_id):
            raise NoticeEnded from None
        raise


def _words_seen_by(viewer: Resident) -> Select[Thanks]:
    """Select what `viewer` wrote, and what was written to them and is open."""
    between = or_(Reply.helper_id == viewer.id, Notice.author_id == viewer.id)
    away = or_(apart(viewer.id, Reply.helper_id), apart(viewer.id, Notice.author_id))
    is_open = and_(Thanks.opened_at.is_not(None), Thanks.hidden_at.is_(None))
    seen = or_(Thanks.author_id == viewer.id, is_open)
    words = select(Thanks).join(Thanks.reply).join(Reply.notice)
    return words.options(joinedload(Thanks.author)).where(between, not_(away), seen)


def thanks_seen_by(viewer: Resident, notice: Notice) -> Sequence[Thanks]:
    """Return the words about a notice that `viewer` wrote, or may read."""
    seen = _words_seen_by(viewer).where(Reply.notice_id == notice.id)
    return db.session.scalars(seen.order_by(Thanks.id)).all()


def get_word(viewer: Resident, word_id: int) -> Thanks:
    """Return words that `viewer` may read; `Missing` for any other."""
    found = db.session.scalar(_words_seen_by(viewer).where(Thanks.id == word_id))
    if found is None:
        raise Missing
    return found


def is_thanked(notice: Notice) -> bool:
    """Tell whether anybody wrote words about a notice."""
    statement = select(Thanks.id).join(Thanks.reply).where(Reply.notice_id == notice.id)
    return db.session.scalar(statement.limit(1)) is not None


def _first_words(reply: Reply) -> Select[Thanks]:
    return select(Thanks).where(Thanks.reply_id == reply.id, Thanks.answers_id.is_(None))


def thanks_of(author: Resident, reply: Reply) -> Thanks | None:
    """Return the words one side of a reply wrote."""
    return db.session.scalar(_first_words(reply).where(Thanks.author_id == author.id))


def thanks_to(reader: Resident, reply: Reply) -> Thanks | None:
    """Return the words that the other side of a reply wrote."""
    return db.session.scalar(_first_words(reply).where(Thanks.author_id != reader.id))


def is_answered(word: Thanks) -> bool:
    """Tell whether words were answered."""
    answers = select(Thanks.id).where(Thanks.answers_id == word.id)
    return db.session.scalar(answers) is not None


def to_open(moment: datetime) -> Sequence[int]:
    """Return the ids of the words to which none came back for a fortnight."""
    late = Thanks.opened_at.is_(None), Thanks.created_at <= moment - OPENED_AFTER
    return db.session.scalars(select(Thanks.id).where(*late)).all()


def mine(resident: Resident, after: Cursor | None = None) -> Page[Notice]:
    """Return a page of the notices of a resident, newest first."""
    own = select(Notice).where(Notice.author_id == resident.id)
    return page_of(own, (Notice.created_at, Notice.id), after, size=PAGE_SIZE)


def my_replies(resident: Resident) -> Sequence[Reply]:
    """Return the replies a resident gave lately, newest first, with their notices."""
    return NOTICES.given_by(resident, PAGE_SIZE)


def yeses_since(notice: Notice, moment: datetime) -> Sequence[datetime]:
    """Return when the author said yes to the replies that count by now, the latest first."""
    given = Reply.notice_id == notice.id, Reply.status == ReplyStatus.ACCEPTED
    lately = select(Reply.answered_at).where(*given, Reply.answered_at > moment)
    return [at for at in db.session.scalars(lately.order_by(Reply.answered_at.desc())) if at]


def handed(notice: Notice) -> int:
    """Count what has left of what a notice gives away."""
    gone = Reply.notice_id == notice.id, Reply.handed_at.is_not(None)
    return db.session.scalar(select(func.count(Reply.id)).where(*gone)) or 0


def waiting_replies(notices: Sequence[Notice]) -> dict[int, int]:
    """Count the live replies of each of some notices, in one statement."""
    statement = (
        select(Reply.notice_id, func.count())
        .join(Reply.notice)
        .where(
            Reply.notice_id.in_([notice.id for notice in notices]),
            NOTICES.is_live(),
            not_(are_columns_apart(Notice.author_id, Reply.helper_id)),
        )
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


def awaited_notices(author: Resident) -> list[Notice]:
    """Return the notices of `author` that somebody answered, and waits for."""
    return [notice for notice in standing_notices(author) if live_replies(notice)]


def standing_replies(helper: Resident) -> Sequence[Reply]:
    """Return the replies of `helper` that still stand, to notices that are not over."""
    return NOTICES.standing_of(helper, Notice.status.not_in(OVER), Reply.handed_at.is_(None))


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


def to_call(moment: datetime) -> Sequence[int]:
    """Return the replies of those to tell that a place is free again, some minutes after it was."""
    left = aliased(Reply)
    since = left.left_at.between(moment - CALLED_WITHIN, moment - undoing.LASTS)
    gone = left.notice_id == Notice.id, left.status == ReplyStatus.WITHDRAWN, since
    before = (
        Reply.created_at < left.left_at,
        or_(Reply.status != ReplyStatus.DECLINED, Reply.answered_at < left.left_at),
    )
    free = exists().where(*gone, *before)
    spare = or_(
        Reply.status.in_((ReplyStatus.OFFERED, ReplyStatus.UNANSWERED)),
        and_(Reply.status == ReplyStatus.DECLINED, Reply.for_another),
    )
    listed = Notice.status == NoticeStatus.OPEN, Notice.hidden_at.is_(None)
    called = select(Reply.id).join(Reply.notice).where(*listed, Reply.called_at.is_(None), spare)
    return db.session.scalars(called.where(free).order_by(Reply.id)).all()


def _waits_since(before: datetime) -> Select[Reply]:
    """Select the replies of which the author took no notice since then: neither said nor wrote."""
    talk = Conversation.about_kind == Reply.ABOUT, Conversation.about_id == Reply.id
    spoke = exists().where(
        *talk, Message.conversation_id == Conversation.id, Message.author_id == Notice.author_id
    )
    standing = Notice.status.in_((NoticeStatus.OPEN, NoticeStatus.AGREED))
    waits = Reply.status == ReplyStatus.OFFERED, Reply.offered_at <= before, not_(spoke)
    return select(Reply).join(Reply.notice).where(standing, Notice.hidden_at.is_(None), *waits)


def to_remind(moment: datetime) -> Sequence[int]:
    """Return the ids of the notices whose authors are to be reminded of a reply."""
    due = _waits_since(moment - REMINDED_AFTER).where(Reply.reminded_at.is_(None))
    return db.session.scalars(due.with_only_columns(Reply.notice_id).distinct()).all()


def to_remind_of(notice: Notice, moment: datetime) -> Sequence[Reply]:
    """Return the replies to a notice of which its author is to be reminded."""
    due = _waits_since(moment - REMINDED_AFTER).where(Reply.reminded_at.is_(None))
    return db.session.scalars(due.where(Reply.notice_id == notice.id)).all()


def to_close(moment: datetime, *, only: Reply | None = None) -> Sequence[int]:
    """Return the ids of the replies that waited for a week, or of one alone when it did."""
    late = _waits_since(moment - CLOSED_AFTER).with_only_columns(Reply.id)
    return db.session.scalars(late if only is None else late.where(Reply.id == only.id)).all()


def to_expire(moment: datetime) -> Sequence[int]:
    """Return the ids of the open notices whose time is over."""
    return db.session.scalars(
        select(Notice.id).where(Notice.status == NoticeStatus.OPEN, Notice.expires_at <= moment)
    ).all()
