from datetime import timedelta
from functools import partial

import pytest

from neighbourhood.foundation.errors import DomainError, Forbidden, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations import actions, jobs, queries
from neighbourhood.invitations.models import InvitationStatus, SeatStatus, Side
from neighbourhood.notifications.models import Notification
from tests.support.showing import card_of


@pytest.fixture
def card(table):
    """What the timeline shows of an invitation by now."""

    return partial(card_of, table.make, "invitation")


def told(resident, code) -> int:
    db.session.rollback()
    found = db.session.query(Notification).filter_by(resident_id=resident.id, kind=code)
    return found.count()


def test_only_verified_residents_invite(table, card):
    with pytest.raises(NotVerified):
        table.invitation(table.newcomer)
    invitation = table.invitation()
    assert invitation.status is InvitationStatus.OPEN
    shown = card(invitation)
    assert (shown.title, shown.listed, shown.facts) == (invitation.title, True, {"seats": 3})


def test_a_guest_asks_and_the_host_says_yes(table, in_app, card, said):
    invitation = table.invitation(seats=3)
    wish = table.ask(invitation, table.marcel, seats=2)
    assert told(table.karima, "invitations.asked") == 1
    table.act(actions.accept, table.karima, wish)
    fresh = table.fresh(invitation)
    assert (fresh.taken, fresh.status) == (2, InvitationStatus.OPEN)
    assert said() == ["Avec joie.", "seat accepted"]
    assert card(invitation).facts == {"seats": 1}
    assert told(table.marcel, "invitations.accepted") == 1


def test_no_more_seats_are_accepted_than_offered(table):
    invitation = table.invitation(seats=3)
    first, second = (table.ask(invitation, who, seats=2) for who in (table.marcel, table.ines))
    table.act(actions.accept, table.karima, first)
    with pytest.raises(actions.NotEnoughSeats):
        table.act(actions.accept, table.karima, second)
    assert table.fresh(second).status is SeatStatus.ASKED
    with pytest.raises(actions.NotEnoughSeats):
        table.ask(table.invitation(seats=1), table.marcel, seats=2)


def test_the_last_seat_makes_it_full_until_someone_leaves(table, in_app, card, said):
    invitation = table.invitation(seats=2)
    wish = table.ask(invitation, table.marcel, seats=2)
    table.act(actions.accept, table.karima, wish)
    assert table.fresh(invitation).status is InvitationStatus.FULL
    assert not card(invitation).listed
    with pytest.raises(DomainError):
        table.ask(invitation, table.ines)
    table.act(actions.withdraw, table.marcel, wish)
    fresh = table.fresh(invitation)
    assert (fresh.status, fresh.taken) == (InvitationStatus.OPEN, 0)
    assert said()[-1] == "seat withdrawn"
    assert card(invitation).listed
    assert told(table.karima, "invitations.left") == 1
    assert table.ask(invitation, table.marcel).id == wish.id


def test_who_looks_for_a_table_is_welcomed_whole(table):
    search = table.invitation(table.marcel, side=Side.GUEST, seats=2)
    welcome = table.ask(search, table.karima, seats=1)
    assert welcome.seats == 2
    table.act(actions.accept, table.marcel, welcome)
    assert table.fresh(search).status is InvitationStatus.FULL


@pytest.mark.parametrize("who", ["karima", "newcomer"])
def test_neither_the_author_nor_an_unverified_resident_asks(table, who):
    invitation = table.invitation()
    with pytest.raises(DomainError):
        table.ask(invitation, getattr(table, who))


def test_one_does_not_ask_twice_nor_insist(table):
    invitation = table.invitation()
    wish = table.ask(invitation, table.marcel)
    with pytest.raises(DomainError):
        table.ask(invitation, table.marcel)
    table.act(actions.decline, table.karima, wish)
    assert table.fresh(wish).answer == "Pas cette fois, mais merci de demander."
    with pytest.raises(DomainError):
        table.ask(invitation, table.marcel)


@pytest.mark.parametrize("action", [actions.accept, actions.decline, actions.withdraw])
def test_a_stranger_decides_nothing(table, action):
    wish = table.ask(table.invitation(), table.marcel)
    with pytest.raises(Forbidden):
        table.act(action, table.ines, wish)


def test_calling_it_off_tells_those_who_counted_on_it(table, in_app, card):
    invitation = table.invitation()
    table.ask(invitation, table.marcel)
    with pytest.raises(Forbidden):
        table.act(actions.cancel, table.marcel, invitation)
    table.act(actions.cancel, table.karima, invitation)
    assert table.fresh(invitation).status is InvitationStatus.CANCELLED
    assert told(table.marcel, "invitations.called off") == 1
    assert told(table.ines, "invitations.called off") == 0
    assert not card(invitation).listed
    with pytest.raises(DomainError):
        table.act(actions.cancel, table.karima, invitation)


def test_what_has_taken_place_is_closed(table, app, card):
    past, future = table.invitation(), table.invitation()
    called_off = table.invitation()
    table.act(actions.cancel, table.karima, called_off)
    for invitation in (past, called_off):
        table.change(invitation, held_at=now() - timedelta(hours=1))
    with pytest.raises(DomainError):
        table.ask(past, table.marcel)
    with app.app_context():
        jobs.close_past()
        jobs.close_past()
    assert table.fresh(past).status is InvitationStatus.CLOSED
    assert table.fresh(future).status is InvitationStatus.OPEN
    assert table.fresh(called_off).status is InvitationStatus.CANCELLED
    shown = [card(invitation).listed for invitation in (past, future, called_off)]
    assert shown == [False, True, False]


def test_what_is_over_is_seen_by_those_concerned_only(table, in_app):
    invitation = table.invitation()
    table.ask(invitation, table.marcel)
    table.act(actions.cancel, table.karima, invitation)
    seen = {
        who.full_name
        for who in (table.karima, table.marcel, table.ines, table.paul, table.newcomer)
        if db.session.query(type(invitation)).filter(queries.visible_to(who)).count()
    }
    assert seen == {"Karima Benali", "Marcel Dupont"}
