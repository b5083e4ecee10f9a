"""What becomes of shared tables when somebody at them closes their account."""

from neighbourhood.invitations import actions
from neighbourhood.invitations.models import InvitationStatus, SeatStatus
from neighbourhood.notifications.kinds import say
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from tests.support.news import plain


def close(table, resident):
    """Close an account; return what the page said that ends."""
    with table.make.writing() as session:
        leaving = session.get_one(Resident, resident.id)
        said = plain(" ".join(closings.endings(leaving)))
        closing.close(Actor.of(leaving))
        return said


def heard(table, resident):
    with table.make.writing() as session:
        mine = session.query(Notification).filter_by(resident_id=resident.id)
        return [plain(say(one.kind, one.details)) for one in mine.order_by(Notification.id)]


def test_a_table_is_called_off_and_those_who_counted_on_it_hear_by_whom(table):
    awaited, alone = table.invitation(), table.invitation(title="Sans réponse")
    table.act(actions.accept, table.karima, table.ask(awaited, table.marcel))
    said = close(table, table.karima)
    assert "annulé. Qui comptait venir l’apprend." in said
    assert "Sans réponse" not in said
    assert table.fresh(awaited).status is InvitationStatus.CANCELLED
    assert table.fresh(alone).status is InvitationStatus.OPEN
    assert heard(table, table.marcel)[-1].startswith("Karima Benali annule son invitation")


def test_a_seat_is_free_again_and_the_host_hears_whose(table):
    invitation = table.invitation()
    seat = table.ask(invitation, table.marcel)
    table.act(actions.accept, table.karima, seat)
    assert "Karima Benali apprend que ce sera sans vous" in close(table, table.marcel)
    assert table.fresh(seat).status is SeatStatus.WITHDRAWN
    assert heard(table, table.karima)[-1].startswith("Marcel Dupont ne viendra pas")
