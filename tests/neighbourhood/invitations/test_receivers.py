"""What becomes of shared tables when the address of someone at them is proved no more."""

from datetime import timedelta

from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.invitations import actions
from neighbourhood.invitations.models import InvitationStatus, SeatStatus
from neighbourhood.notifications.models import Notification


def told(table, resident):
    with table.make.writing() as session:
        found = session.query(Notification).filter_by(resident_id=resident.id)
        return [one.kind for one in found.order_by(Notification.id)]


def test_their_tables_are_called_off_and_guests_are_told(table, unsettled):
    mine, other = table.invitation(), table.invitation(table.ines)
    table.ask(mine, table.marcel)
    unsettled(table.karima)
    assert table.fresh(mine).status is InvitationStatus.CANCELLED
    assert table.fresh(other).status is InvitationStatus.OPEN
    assert told(table, table.marcel) == ["invitations.called off"]
    with table.make.writing() as session:
        listed = session.query(Card).filter_by(about="invitation", listed=True)
        assert [card.about_id for card in listed] == [other.id]


def test_their_seats_are_free_again_and_hosts_are_told(table, unsettled):
    invitation = table.invitation(seats=2)
    seat, of_another = table.ask(invitation, table.marcel), table.ask(invitation, table.ines)
    for request in (seat, of_another):
        table.act(actions.accept, table.karima, request)
    unsettled(table.marcel)
    assert table.fresh(seat).status is SeatStatus.WITHDRAWN
    assert table.fresh(of_another).status is SeatStatus.ACCEPTED
    freed = table.fresh(invitation)
    assert (freed.status, freed.taken) == (InvitationStatus.OPEN, 1)
    assert told(table, table.karima)[-1] == "invitations.left"


def test_a_feast_that_was_held_stays_as_it_was(table, unsettled):
    held, other = table.invitation(), table.invitation(table.ines)
    seat = table.ask(other, table.karima)
    for one in (held, other):
        table.change(one, held_at=now() - timedelta(hours=2))
    unsettled(table.karima)
    assert table.fresh(held).status is InvitationStatus.OPEN
    assert table.fresh(seat).status is SeatStatus.ASKED
    assert told(table, table.karima) == []
