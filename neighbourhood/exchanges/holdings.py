"""What is held of offers, requests, replies and thanks."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from messaging.actions.subjects import forget_subjects
from neighbourhood.exchanges import queries
from neighbourhood.exchanges.models.days import Absence, DayOff, StandIn
from neighbourhood.exchanges.models.notices import HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, Thanks
from neighbourhood.exchanges.particulars import say_in_a_line
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import pictures, undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.residents.traces import traces_of

_OF_OTHERS = "the words of the other side"
_OF_THE_HELPER = ("reply.text", "reply.left_because")
_WRITTEN: dict[type[Notice | Reply | Thanks | Absence], tuple[str, ...]] = {
    Notice: ("title", "body", "outcome", "particulars", "photos"),
    Reply: ("text", "answer", "left_because"),
    Thanks: ("text",),
    Absence: ("reason",),
}


def _put_up_by(resident_id: int) -> Where:
    return Notice.author_id == resident_id


def _answers_to(resident_id: int) -> Where:
    return Reply.notice_id.in_(select(Notice.id).where(_put_up_by(resident_id)))


def _thanks_for(resident_id: int) -> Where:
    theirs = or_(Reply.helper_id == resident_id, _answers_to(resident_id))
    return Thanks.reply_id.in_(select(Reply.id).where(theirs))


def _read(resident_id: int) -> Rows:
    """Read what one wrote; of what others replied, what one answered them."""
    yield from read_rows(Notice, _put_up_by(resident_id))
    yield from read_rows(Reply, Reply.helper_id == resident_id, but={"reply.answer": _OF_OTHERS})
    answered = _answers_to(resident_id) & (Reply.answer != "")
    yield from read_rows(Reply, answered, but=dict.fromkeys(_OF_THE_HELPER, _OF_OTHERS))
    yield from read_rows(Thanks, Thanks.author_id == resident_id)
    yield from read_rows(Absence, _of_replies(Absence, resident_id))
    yield from read_rows(StandIn, _of_replies(StandIn, resident_id))
    theirs = select(Notice.id).where(_put_up_by(resident_id))
    yield from read_rows(DayOff, DayOff.notice_id.in_(theirs))


def _of_replies(model: type[Absence | StandIn], resident_id: int) -> Where:
    return model.reply_id.in_(select(Reply.id).where(Reply.helper_id == resident_id))


def _photos(resident_id: int) -> Iterator[str]:
    for photos in db.session.scalars(select(Notice.photos).where(_put_up_by(resident_id))):
        yield from (photo["key"] for photo in photos)


def _erase(resident_id: int) -> None:
    """Leave of a notice that others answered that there was one, and drop the others."""
    traces = traces_of(resident_id)
    undoing.forget_all(Reply.ABOUT, queries.concerning(resident_id))
    _drop_words(resident_id)
    blot_rows(Thanks, _thanks_for(resident_id), traces, "text")
    _take_replies_back(resident_id)
    blot_rows(Reply, Reply.helper_id == resident_id, traces, "answer")
    blot_rows(Reply, _answers_to(resident_id), traces, "text", "left_because")
    answers = update(Reply).where(_answers_to(resident_id))
    db.session.execute(answers.values(answer=""))
    mine = _of_replies(Absence, resident_id)
    db.session.execute(update(Absence).where(mine).values(reason=""))
    answers_to = select(Reply.id).where(_answers_to(resident_id))
    blot_rows(Absence, Absence.reply_id.in_(answers_to), traces, "reason")
    _empty_notices(resident_id)
    # What they wrote in the place of others is of those others, and names them no more.
    for model, columns in _WRITTEN.items():
        blot_rows(model, model.agent_id == resident_id, traces, *columns)


def _drop_words(resident_id: int) -> None:
    """Drop what they wrote; of words that the other side answered, leave that there were some."""
    theirs = Thanks.author_id == resident_id
    db.session.execute(delete(Thanks).where(theirs, Thanks.answers_id.is_not(None)))
    answered = select(Thanks.answers_id).where(Thanks.answers_id.is_not(None))
    db.session.execute(update(Thanks).where(theirs, Thanks.id.in_(answered)).values(text=BLOT))
    db.session.execute(delete(Thanks).where(theirs, Thanks.id.not_in(answered)))


def _take_replies_back(resident_id: int) -> None:
    for reply in db.session.scalars(select(Reply).where(Reply.helper_id == resident_id)):
        if reply.is_live and not reply.notice.is_over:
            reply.take_back()
        reply.text, reply.left_because = BLOT, ""
    db.session.flush()


def _empty_notices(resident_id: int) -> None:
    for notice in db.session.scalars(select(Notice).where(_put_up_by(resident_id))).all():
        if not notice.replies:
            db.session.delete(notice)
            continue
        if notice.may_become(NoticeStatus.WITHDRAWN):
            notice.end(HowEnded.WITHDRAWN)
        notice.title, notice.body, notice.outcome = BLOT, "", ""
        notice.particulars = {}
        notice.photos, notice.cell_id = [], None
        forget_subjects(Reply.ABOUT, [reply.id for reply in notice.replies], instead=BLOT)
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="exchanges",
        title=_l("Vos annonces, vos réponses et vos mots après un échange"),
        purpose=_l("Pour que vous et vos voisins puissiez vous aider."),
        basis=Basis.CONTRACT,
        tables=frozenset({"notice", "reply", "thanks", "absence", "stand_in", "day_off"}),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        files=_photos,
        said={
            "notice.particulars": say_in_a_line,
            "notice.photos": pictures.say,
            "notice.reach": said_reach,
        },
    )
)
