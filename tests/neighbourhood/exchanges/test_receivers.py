"""What becomes of offers and requests when the address of their author is proved no more."""

import pytest

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.feed.models import Card
from neighbourhood.foundation.errors import DomainError
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def listed(town):
    """The titles of the notices that the timeline shows."""

    def listed():
        with town.make.writing() as session:
            cards = session.query(Card).filter_by(about="notice", listed=True)
            return [card.title for card in cards.order_by(Card.id)]

    return listed


def told(town, resident):
    with town.make.writing() as session:
        found = session.query(Notification).filter_by(resident_id=resident.id)
        return [one.kind for one in found.order_by(Notification.id)]


ENDED = (NoticeStatus.DONE, NoticeStatus.NOT_DONE, NoticeStatus.EXPIRED, NoticeStatus.WITHDRAWN)


def test_their_notices_are_taken_down_and_those_of_others_stay(town, unsettled, listed):
    open_one, agreed = town.notice(title="Ouverte"), town.notice(title="Convenue")
    town.accept(town.reply(agreed, town.marcel))
    other = town.notice(town.ines, title="D’une autre")
    unsettled(town.karima)
    assert town.fresh(open_one).status is NoticeStatus.WITHDRAWN
    assert town.fresh(agreed).status is NoticeStatus.WITHDRAWN
    assert town.fresh(other).status is NoticeStatus.OPEN
    assert listed() == ["D’une autre"]


@pytest.mark.parametrize("status", ENDED)
def test_what_has_ended_stays_as_it_ended(town, unsettled, status):
    notice = town.notice()
    town.change(notice, status=status)
    unsettled(town.karima)
    assert town.fresh(notice).status is status


def test_helpers_are_told_that_it_is_over_and_not_why(town, unsettled):
    notice = town.notice()
    town.accept(town.reply(notice, town.marcel))
    unsettled(town.karima)
    assert told(town, town.marcel) == ["exchanges.accepted", "exchanges.taken down"]


def test_their_help_is_taken_back_and_the_notice_looks_for_somebody_else(town, unsettled, listed):
    agreed, waiting = town.notice(title="Convenue"), town.notice(title="En attente")
    accepted, offered = town.reply(agreed, town.marcel), town.reply(waiting, town.marcel)
    of_another = town.reply(waiting, town.ines)
    town.accept(accepted)
    unsettled(town.marcel)
    assert town.fresh(accepted).status is ReplyStatus.WITHDRAWN
    assert town.fresh(offered).status is ReplyStatus.WITHDRAWN
    assert town.fresh(of_another).status is ReplyStatus.OFFERED
    notice = town.fresh(agreed)
    assert (notice.status, notice.taken) == (NoticeStatus.OPEN, 0)
    assert told(town, town.karima)[-1] == "exchanges.left"
    assert listed() == ["Convenue", "En attente"]


def test_help_that_was_given_stays_given(town, unsettled):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    town.change(notice, status=NoticeStatus.DONE)
    unsettled(town.marcel)
    assert town.fresh(reply).status is ReplyStatus.ACCEPTED


def test_nothing_is_published_answered_or_renewed_afterwards(town, unsettled):
    expired, other = town.notice(), town.notice(town.ines)
    town.change(expired, status=NoticeStatus.EXPIRED)
    unsettled(town.karima)
    with pytest.raises(DomainError):
        town.notice()
    with pytest.raises(DomainError):
        town.reply(other, town.karima)
    with pytest.raises(DomainError), town.make.writing() as session:
        notices.renew(
            Actor.of(session.get_one(Resident, town.karima.id)), session.get_one(Notice, expired.id)
        )
    with town.make.writing() as session:
        assert session.query(Notice).count() == 2
        assert session.query(Reply).count() == 0
