"""A table called off, a seat given up, a yes or a no: ten minutes long, one may go back."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.undoing import SinceThen
from neighbourhood.invitations import actions
from neighbourhood.invitations.models import InvitationStatus, SeatStatus
from tests.support.news import told

BACK = "Vous pouvez revenir en arrière"


@pytest.fixture
def full(table):
    """Marcel took the three seats of Karima's table."""
    invitation = table.invitation()
    request = table.ask(invitation, table.marcel, seats=3)
    table.act(actions.accept, table.karima, request)
    return invitation, request


def talk(client, request) -> str:
    return client.get(f"/messages/a-propos/seat/{request.id}", follow_redirects=True).text


def test_a_table_called_off_stands_again(table, signed_in, full):
    invitation, request = full
    karima, marcel = signed_in(table.karima), signed_in(table.marcel)
    page = karima.post(f"{invitation.path}/annuler", follow_redirects=True).text
    assert BACK in page
    assert "L’invitation est annulée" in talk(marcel, request)
    assert "a annulé l’invitation" in talk(marcel, request)
    karima.post(f"{invitation.path}/revenir")
    assert table.fresh(invitation).status is InvitationStatus.FULL
    assert told(table, table.marcel, "invitations.stands") == 1
    assert "l’invitation tient toujours" in talk(marcel, request)


def test_nobody_goes_back_once_the_hour_has_come(table, full, move_clock):
    invitation, _ = full
    table.change(invitation, held_at=now() + timedelta(minutes=5))
    table.act(actions.cancel, table.karima, invitation)
    move_clock(minutes=6)
    with pytest.raises(SinceThen):
        table.act(actions.put_back, table.karima, invitation)


def test_after_ten_minutes_nobody_goes_back(table, signed_in, full, move_clock):
    invitation, _ = full
    table.act(actions.cancel, table.karima, invitation)
    move_clock(minutes=11)
    refused = signed_in(table.karima).post(f"{invitation.path}/revenir")
    assert refused.status_code == 409
    assert "dix minutes sont passées" in refused.text


def test_a_guest_who_gave_up_their_seats_has_them_again(table, signed_in, full):
    invitation, request = full
    marcel = signed_in(table.marcel)
    page = marcel.post(f"/invitations/places/{request.id}/retirer", follow_redirects=True).text
    assert table.fresh(invitation).taken == 0
    assert BACK in page
    marcel.post(f"/invitations/places/{request.id}/revenir")
    fresh = table.fresh(invitation)
    assert (fresh.taken, fresh.status) == (3, InvitationStatus.FULL)
    assert told(table, table.karima, "invitations.is back") == 1


def test_seats_given_to_somebody_else_are_not_taken_back(table, full):
    invitation, request = full
    table.act(actions.withdraw, table.marcel, request)
    table.act(actions.accept, table.karima, table.ask(invitation, table.ines, seats=1))
    with pytest.raises(SinceThen):
        table.act(actions.put_back_request, table.marcel, request)
    assert table.fresh(invitation).taken == 1


@pytest.mark.parametrize("answer", ["accepter", "decliner"])
def test_the_host_goes_back_on_a_yes_or_a_no_without_leaving_the_talk(table, signed_in, answer):
    invitation = table.invitation()
    request = table.ask(invitation, table.marcel)
    karima = signed_in(table.karima)
    place = karima.get(f"/messages/a-propos/seat/{request.id}").location.split("#")[0]
    assert f"/places/{request.id}/{answer}" in karima.get(place).text
    sent = karima.post(f"/invitations/places/{request.id}/{answer}", data={"next": place})
    assert sent.location == place
    assert BACK in karima.get(place).text
    karima.post(f"/invitations/places/{request.id}/revenir")
    assert table.fresh(request).status is SeatStatus.ASKED
    assert table.fresh(invitation).taken == 0
