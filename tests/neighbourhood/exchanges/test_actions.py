from datetime import timedelta

import pytest

from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import NoticeStatus
from neighbourhood.exchanges.models.replies import ReplyStatus
from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.clock import now
from tests.neighbourhood.exchanges.reading import told


def test_only_verified_residents_publish(town):
    with pytest.raises(NotVerified):
        town.notice(town.newcomer)


def test_a_published_notice_stands_where_its_author_lives(town, card):
    notice = town.notice()
    assert (notice.quartier_id, notice.cell_id) == (town.tanneurs.id, town.karima.address.cell_id)
    assert notice.status is NoticeStatus.OPEN
    shown = card(notice)
    assert (shown.title, shown.listed, shown.facts) == (notice.title, True, {"replies": 0})
    assert notice.path == f"/entraide/annonces/{notice.id}"


def test_a_reply_tells_the_author_and_the_world(town, in_app, card, said):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    assert (reply.text, reply.status) == ("Je peux venir.", ReplyStatus.OFFERED)
    assert said() == ["Je peux venir."]
    assert card(notice).facts == {"replies": 1}
    assert told(town.karima, "exchanges.replied") == 1
    assert told(town.marcel, "exchanges.replied") == 0


@pytest.mark.parametrize("who", ["karima", "newcomer"])
def test_neither_the_author_nor_an_unverified_resident_replies(town, who):
    notice = town.notice()
    with pytest.raises(DomainError):
        town.reply(notice, getattr(town, who))


def test_one_does_not_reply_twice_but_may_come_back(town, act, in_app):
    notice = town.notice()
    first = town.reply(notice, town.marcel)
    with pytest.raises(DomainError):
        town.reply(notice, town.marcel)
    act(replies.withdraw_reply, town.marcel, first)
    again = town.reply(notice, town.marcel, "Finalement je peux.")
    assert again.id == first.id
    assert (again.status, again.text) == (ReplyStatus.OFFERED, "Finalement je peux.")


def test_who_was_declined_does_not_insist(town, act):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    act(replies.decline, town.karima, reply, answer="Pas cette fois, mais merci de proposer.")
    with pytest.raises(DomainError):
        town.reply(notice, town.marcel)


@pytest.mark.parametrize("status", sorted(set(NoticeStatus) - {NoticeStatus.OPEN}))
def test_only_an_open_notice_takes_replies(town, status):
    notice = town.notice()
    town.change(notice, status=status)
    with pytest.raises(DomainError):
        town.reply(notice, town.marcel)


def test_a_notice_takes_no_reply_after_its_end_even_before_the_job_has_passed(town):
    notice = town.notice()
    town.change(notice, created_at=now() - timedelta(days=9), expires_at=now() - timedelta(days=1))
    with pytest.raises(DomainError):
        town.reply(notice, town.marcel)


def test_the_last_place_taken_makes_it_agreed(town, act, in_app, card, said):
    notice = town.notice(places=2)
    first, second = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    act(replies.accept, town.karima, first)
    assert town.fresh(notice).status is NoticeStatus.OPEN
    assert card(notice).listed
    act(replies.accept, town.karima, second)
    assert town.fresh(notice).status is NoticeStatus.AGREED
    assert said()[-1] == "reply accepted"
    assert not card(notice).listed
    assert told(town.marcel, "exchanges.accepted") == told(town.ines, "exchanges.accepted") == 1


def test_no_more_helpers_are_accepted_than_places(town, act):
    notice = town.notice(places=1)
    first, second = town.reply(notice, town.marcel), town.reply(notice, town.ines)
    act(replies.accept, town.karima, first)
    with pytest.raises(replies.AllTaken):
        act(replies.accept, town.karima, second)
    assert town.fresh(second).status is ReplyStatus.OFFERED


@pytest.mark.parametrize("action", [replies.accept, replies.withdraw_reply])
def test_a_stranger_to_the_reply_decides_nothing(town, act, action):
    reply = town.reply(town.notice(), town.marcel)
    with pytest.raises(Forbidden):
        act(action, town.ines, reply)


def test_only_the_author_declines_and_the_helper_is_told_gently(town, act, in_app, card, said):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    with pytest.raises(Forbidden):
        act(replies.decline, town.marcel, reply, answer="Non.")
    act(replies.decline, town.karima, reply, answer="Pas cette fois.")
    assert town.fresh(reply).answer == "Pas cette fois."
    assert told(town.marcel, "exchanges.declined") == 1
    assert said()[-1] == "Pas cette fois."
    assert card(notice).facts == {"replies": 0}


def test_an_agreed_notice_opens_again_when_the_helper_leaves(town, act, in_app, card, said):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    act(replies.withdraw_reply, town.marcel, reply)
    fresh = town.fresh(notice)
    assert (fresh.status, fresh.taken) == (NoticeStatus.OPEN, 0)
    assert told(town.karima, "exchanges.left") == 1
    assert said()[-1] == "reply withdrawn"
    assert card(notice).listed
    town.accept(town.reply(notice, town.ines))
    assert town.fresh(notice).status is NoticeStatus.AGREED


def test_a_notice_that_opens_again_after_its_end_lasts_another_week(town, act):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    town.change(notice, created_at=now() - timedelta(days=9), expires_at=now() - timedelta(days=1))
    act(replies.withdraw_reply, town.marcel, reply)
    assert town.fresh(notice).expires_at > now() + timedelta(days=6)


def test_nobody_leaves_once_it_is_done(town, act):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    act(notices.finish, town.karima, notice)
    with pytest.raises(DomainError):
        act(replies.withdraw_reply, town.marcel, reply)
