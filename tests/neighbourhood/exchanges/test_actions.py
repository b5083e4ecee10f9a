from datetime import timedelta

import pytest

from messaging.models import Message
from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models import NoticeStatus, ReplyStatus, Thanks
from neighbourhood.feed.models import Card
from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@pytest.fixture
def act(town, make):
    """Run an action as somebody, on rows read again: `act(actions.accept, town.karima, reply)`."""

    def run(action, actor, target, **more):
        with make.writing() as session:
            return action(
                Actor.of(session.get_one(Resident, actor.id)),
                session.get_one(type(target), target.id),
                **more,
            )

    return run


@pytest.fixture
def card(town):
    """What the timeline shows of a notice by now."""

    def read(notice):
        with town.make.writing() as session:
            return session.query(Card).filter_by(about="notice", about_id=notice.id).one()

    return read


@pytest.fixture
def said(town):
    """What conversations say by now, the latest line last."""

    def read():
        with town.make.writing() as session:
            return [line.text for line in session.query(Message).order_by(Message.id)]

    return read


def told(resident, code) -> int:
    db.session.rollback()
    found = db.session.query(Notification).filter_by(resident_id=resident.id, kind=code)
    return found.count()


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
    act(notices.finish, town.karima, notice, done=True)
    with pytest.raises(DomainError):
        act(replies.withdraw_reply, town.marcel, reply)


@pytest.mark.parametrize(
    ("close", "status"),
    [
        (lambda act, who, it: act(notices.finish, who, it, done=True), NoticeStatus.DONE),
        (
            lambda act, who, it: act(notices.finish, who, it, done=False, reason="Trop tard."),
            NoticeStatus.NOT_DONE,
        ),
        (lambda act, who, it: act(notices.withdraw, who, it), NoticeStatus.WITHDRAWN),
    ],
)
def test_the_author_closes_once_and_whoever_replied_is_told(
    town, act, in_app, card, said, close, status
):
    notice = town.notice(places=2)
    town.reply(notice, town.marcel)
    with pytest.raises(Forbidden):
        close(act, town.marcel, notice)
    close(act, town.karima, notice)
    fresh = town.fresh(notice)
    assert fresh.status is status
    assert fresh.is_closed
    assert fresh.outcome == ("Trop tard." if status is NoticeStatus.NOT_DONE else "")
    assert told(town.marcel, "exchanges.closed") == 1
    assert told(town.ines, "exchanges.closed") == 0
    assert said()[-1] == f"notice {status}"
    assert not card(notice).listed
    with pytest.raises(DomainError):
        close(act, town.karima, notice)


def test_an_open_notice_can_be_said_otherwise(town, act, card):
    notice = town.notice(places=3)
    act(notices.edit, town.karima, notice, wording=town.wording(title="Deux étagères", places=2))
    fresh = town.fresh(notice)
    assert (fresh.title, fresh.places, fresh.status) == ("Deux étagères", 2, NoticeStatus.OPEN)
    assert card(notice).title == "Deux étagères"


def test_others_do_not_edit_and_nobody_edits_what_is_agreed(town, act):
    notice = town.notice()
    with pytest.raises(Forbidden):
        act(notices.edit, town.marcel, notice, wording=town.wording(title="À moi"))
    town.accept(town.reply(notice, town.marcel))
    with pytest.raises(Forbidden):
        act(notices.edit, town.karima, notice, wording=town.wording(title="Trop tard"))


def test_places_never_fall_below_the_helpers_accepted(town, act):
    notice = town.notice(places=3)
    for helper in (town.marcel, town.ines):
        town.accept(town.reply(notice, helper))
    with pytest.raises(notices.TooFewPlaces):
        act(notices.edit, town.karima, notice, wording=town.wording(places=1))
    act(notices.edit, town.karima, notice, wording=town.wording(places=2))
    assert town.fresh(notice).status is NoticeStatus.AGREED


@pytest.mark.parametrize("status", [NoticeStatus.OPEN, NoticeStatus.EXPIRED])
def test_renewing_gives_another_month(town, act, status):
    notice = town.notice()
    end = now() + timedelta(days=2)
    town.change(notice, status=status, expires_at=end, warned_at=now())
    act(notices.renew, town.karima, notice)
    fresh = town.fresh(notice)
    assert (fresh.status, fresh.warned_at) == (NoticeStatus.OPEN, None)
    assert fresh.expires_at > now() + timedelta(days=29)


def test_renewing_is_for_the_author_and_for_the_last_days(town, act):
    notice = town.notice()
    with pytest.raises(DomainError):
        act(notices.renew, town.karima, notice)
    town.change(notice, expires_at=now() + timedelta(days=2))
    with pytest.raises(Forbidden):
        act(notices.renew, town.marcel, notice)


def test_thanks_go_either_way_once_and_are_never_asked_for(town, act, in_app):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    with pytest.raises(Forbidden):
        act(replies.thank, town.karima, reply, text="Trop tôt")
    act(notices.finish, town.karima, notice, done=True)
    assert db.session.query(Thanks).count() == 0
    act(replies.thank, town.karima, reply, text="Merci Marcel !")
    act(replies.thank, town.marcel, reply, text="Avec plaisir.")
    with pytest.raises(DomainError):
        act(replies.thank, town.karima, reply, text="Encore merci")
    with pytest.raises(Forbidden):
        act(replies.thank, town.ines, reply, text="Et moi ?")
    assert told(town.marcel, "exchanges.thanked") == told(town.karima, "exchanges.thanked") == 1


def test_thanks_are_read_by_the_two_only(town, act, in_app):
    notice = town.notice(places=2)
    reply, other = (town.reply(notice, helper) for helper in (town.marcel, town.ines))
    town.accept(reply)
    town.accept(other)
    act(notices.finish, town.karima, notice, done=True)
    act(replies.thank, town.karima, reply, text="Merci Marcel !")
    readers = {
        who.full_name: [said.text for said in queries.thanks_seen_by(who, notice)]
        for who in (town.karima, town.marcel, town.ines, town.paul)
    }
    assert readers == {
        "Karima Benali": ["Merci Marcel !"],
        "Marcel Dupont": ["Merci Marcel !"],
        "Inès Moreau": [],
        "Paul Leroy": [],
    }
