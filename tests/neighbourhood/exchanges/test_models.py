import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.exchanges.kinds.words import STATUSES
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.exchanges.subjects import CATEGORIES, CATEGORY_WORDS, SUBJECTS
from tests.support.moving import moves_as_said

OPEN, AGREED, DONE, NOT_DONE, EXPIRED, WITHDRAWN = NoticeStatus
ALLOWED = {
    (OPEN, AGREED),
    (OPEN, DONE),
    (OPEN, NOT_DONE),
    (OPEN, EXPIRED),
    (OPEN, WITHDRAWN),
    (AGREED, OPEN),
    (AGREED, DONE),
    (AGREED, NOT_DONE),
    (AGREED, WITHDRAWN),
    (EXPIRED, OPEN),
    (EXPIRED, DONE),
    (EXPIRED, NOT_DONE),
    (EXPIRED, WITHDRAWN),
}
ALLOWED_REPLIES = {
    (ReplyStatus.OFFERED, ReplyStatus.ACCEPTED),
    (ReplyStatus.OFFERED, ReplyStatus.DECLINED),
    (ReplyStatus.OFFERED, ReplyStatus.WITHDRAWN),
    (ReplyStatus.ACCEPTED, ReplyStatus.WITHDRAWN),
    (ReplyStatus.WITHDRAWN, ReplyStatus.OFFERED),
    (ReplyStatus.OFFERED, ReplyStatus.UNANSWERED),
    (ReplyStatus.UNANSWERED, ReplyStatus.ACCEPTED),
    (ReplyStatus.UNANSWERED, ReplyStatus.OFFERED),
    (ReplyStatus.DECLINED, ReplyStatus.OFFERED),
}


@pytest.mark.parametrize("before", NoticeStatus)
@pytest.mark.parametrize("after", NoticeStatus)
def test_a_notice_only_moves_as_the_table_says(before, after):
    moves_as_said(Notice(status=before), after, ALLOWED)


@pytest.mark.parametrize("before", ReplyStatus)
@pytest.mark.parametrize("after", ReplyStatus)
def test_a_reply_only_moves_as_the_table_says(before, after):
    moves_as_said(Reply(status=before), after, ALLOWED_REPLIES)


@pytest.mark.parametrize(
    ("column", "nonsense"),
    [("taken", 2), ("taken", -1), ("places", 0), ("places", 21), ("title", "")],
)
def test_the_database_refuses_nonsense(town, column, nonsense):
    notice = town.notice()
    with pytest.raises(IntegrityError):
        town.change(notice, **{column: nonsense})


def test_the_database_keeps_one_reply_per_helper_and_notice(town, make):
    notice = town.notice()
    town.reply(notice, town.marcel)
    second = Reply(notice_id=notice.id, helper_id=town.marcel.id, text="Encore")
    with pytest.raises(IntegrityError):
        make._keep(second)


def test_everything_that_can_be_chosen_has_words():
    assert set(CATEGORY_WORDS) == set(Category)
    assert set(CATEGORIES) == set(Subject)
    assert {category for group in CATEGORIES.values() for category in group} == set(Category)
    assert set(SUBJECTS) == set(Direction)
    assert set(SUBJECTS[Direction.ASK]) == set(Subject)
    # Things to lend stand on shelves.
    assert set(SUBJECTS[Direction.OFFER]) == set(Subject) - {Subject.LOAN}
    assert set(STATUSES) == set(NoticeStatus)


@pytest.mark.parametrize(
    ("subject", "direction", "kind"),
    [
        (Subject.LOAN, Direction.ASK, "borrow"),
        (Subject.LOAN, Direction.OFFER, "offer"),
        (Subject.SERVICE, Direction.ASK, "ask"),
        (Subject.ADVICE, Direction.OFFER, "offer"),
    ],
)
def test_a_thing_looked_for_is_a_kind_of_its_own(subject, direction, kind):
    assert Notice(subject=subject, direction=direction).kind == kind


@pytest.mark.parametrize("status", NoticeStatus)
def test_a_notice_tells_its_pages_where_it_stands(status):
    notice = Notice(status=status)
    told = {
        OPEN: notice.is_open,
        AGREED: notice.is_agreed,
        DONE: notice.is_done,
        NOT_DONE: notice.is_not_done,
        EXPIRED: notice.is_expired,
        WITHDRAWN: notice.is_withdrawn,
    }
    assert [stands for stands, true in told.items() if true] == [status]
