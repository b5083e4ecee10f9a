"""The life of a notice after its first answers: closed, edited, renewed, thanked for."""

from datetime import timedelta

import pytest

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices, words
from neighbourhood.exchanges.kinds import news
from neighbourhood.exchanges.models.notices import HowEnded, NoticeStatus
from neighbourhood.exchanges.models.replies import Thanks
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from tests.neighbourhood.exchanges.reading import told


@pytest.mark.parametrize(
    ("close", "status"),
    [
        (lambda act, who, it: act(notices.finish, who, it), NoticeStatus.DONE),
        (
            lambda act, who, it: act(
                notices.finish, who, it, how=HowEnded.NOBODY_CAME, reason="Bof"
            ),
            NoticeStatus.NOT_DONE,
        ),
        (lambda act, who, it: act(notices.withdraw, who, it), NoticeStatus.WITHDRAWN),
    ],
)
def test_the_author_closes_once_and_whoever_replied_is_told(
    town, act, in_app, card, said, close, status
):
    notice = town.notice(places=2, reach="town")
    town.accept(town.reply(notice, town.paul))
    town.reply(notice, town.marcel)
    with pytest.raises(Forbidden):
        close(act, town.marcel, notice)
    close(act, town.karima, notice)
    fresh = town.fresh(notice)
    assert fresh.status is status
    assert fresh.is_closed
    assert fresh.outcome == ("Bof" if status is NoticeStatus.NOT_DONE else "")
    kind = news.DONE_BY_ANOTHER if status is NoticeStatus.DONE else news.CLOSED[fresh.how_ended]
    assert told(town.marcel, kind.code) == 1
    assert told(town.ines, kind.code) == 0
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


def test_others_do_not_edit_and_nobody_edits_what_has_ended(town, act):
    notice = town.notice()
    with pytest.raises(Forbidden):
        act(notices.edit, town.marcel, notice, wording=town.wording(title="À moi"))
    act(notices.withdraw, town.karima, notice)
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


def test_words_go_either_way_once_and_are_never_asked_for(town, act, in_app):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    town.accept(reply)
    with pytest.raises(Forbidden):
        act(words.write, town.karima, reply, text="Trop tôt")
    act(notices.finish, town.karima, notice)
    assert db.session.query(Thanks).count() == 0
    act(words.write, town.karima, reply, text="Merci Marcel !")
    act(words.write, town.marcel, reply, text="Avec plaisir.")
    with pytest.raises(DomainError):
        act(words.write, town.karima, reply, text="Encore merci")
    with pytest.raises(Forbidden):
        act(words.write, town.ines, reply, text="Et moi ?")
    assert told(town.marcel, "exchanges.word written") == 1
    assert told(town.karima, "exchanges.word to read") == 1


def test_words_are_read_by_the_two_only(town, act, in_app):
    notice = town.notice(places=2)
    reply, other = (town.reply(notice, helper) for helper in (town.marcel, town.ines))
    town.accept(reply)
    town.accept(other)
    act(notices.finish, town.karima, notice)
    act(words.write, town.karima, reply, text="Merci Marcel !")
    act(words.write, town.marcel, reply, text="Avec plaisir.")
    readers = {
        who.full_name: [said.text for said in queries.thanks_seen_by(who, notice)]
        for who in (town.karima, town.marcel, town.ines, town.paul)
    }
    assert readers == {
        "Karima Benali": ["Merci Marcel !", "Avec plaisir."],
        "Marcel Dupont": ["Merci Marcel !", "Avec plaisir."],
        "Inès Moreau": [],
        "Paul Leroy": [],
    }


def test_a_thing_is_lent_from_a_shelf_and_no_more_by_a_notice(town, act, card):
    with pytest.raises(Forbidden):
        town.notice(direction=Direction.OFFER, subject=Subject.LOAN)
    # One that somebody answered before goes on between the two.
    kept = town.notice(direction=Direction.OFFER)
    town.change(kept, subject=Subject.LOAN)
    act(notices.edit, town.karima, kept, wording=town.wording(subject=Subject.LOAN))
    assert (card(kept).kind, card(kept).listed) == ("offer", False)
