"""A table may change until the day; whoever counts on it reads what changed, before and after."""

import re
from datetime import timedelta

import pytest
from babel.dates import format_date

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import hour, in_town
from neighbourhood.invitations import actions
from neighbourhood.invitations.models import InvitationStatus, Side
from tests.support.carried import carried
from tests.support.news import news, plain, told, unread

HELD = {"occasion", "held_at", "seats", "title", "body", "reach"}


@pytest.fixture
def dinner(table):
    invitation = table.invitation()
    request = table.ask(invitation, table.marcel, seats=2)
    table.act(actions.accept, table.karima, request)
    return invitation, request


def edit(table, invitation, **more) -> None:
    kept = {name: getattr(invitation, name) for name in HELD}
    table.act(actions.edit, table.karima, invitation, wording=table.wording(**{**kept, **more}))


def test_a_guest_reads_the_new_day_beside_the_old_one(table, signed_in, app, dinner, outbox):
    invitation, _ = dinner
    karima, marcel = signed_in(table.karima), signed_in(table.marcel)
    with app.app_context():
        later = (invitation.held_at + timedelta(days=1)).date().isoformat()
    typed = {"title": invitation.title, "day": later, "hour": "20:00", "seats": "3"}
    typed |= {"body": invitation.body, "reach": "quartier"}
    assert "Enregistrer" in karima.get(f"{invitation.path}/modifier").text
    sent = karima.post(f"{invitation.path}/modifier", data=typed)
    assert sent.location == invitation.path
    (told_of,) = news(table, table.marcel, "invitations.changed")
    said = plain(marcel.get("/notifications").text)
    days = r"\w+ \w+ \w+ à 20 h au lieu du \w+ \w+ \w+ à"
    assert re.search(f"Karima Benali a changé « [^»]* » : {days}", said)
    assert any("a changé" in mail or "chang" in mail for mail in outbox())
    page = marcel.get(told_of.path).text
    assert "a changé l’invitation" in page
    assert "Je ne peux plus" in page
    assert unread(table, table.marcel) == []


@pytest.mark.parametrize(("title", "asked"), [("Le {day} chez nous", True), ("Chez nous", False)])
def test_a_title_that_names_the_former_day_is_to_be_read_again(table, signed_in, title, asked):
    held = (now() + timedelta(days=20)).replace(hour=11)
    named = title.format(day=format_date(held, "d MMMM", locale="fr"))
    invitation = table.invitation(title=named, held_at=held)
    typed = {"title": named, "day": f"{held - timedelta(days=1):%Y-%m-%d}", "hour": "20:00"}
    typed |= {"seats": "3", "body": "", "reach": "quartier"}
    karima, path = signed_in(table.karima), f"{invitation.path}/modifier"
    page = karima.post(path, data=typed, follow_redirects=True)
    assert "C’est modifié" in page.text
    assert ("Le titre parle encore de l’ancien jour" in page.text) is asked


def test_fewer_seats_than_guests_is_refused_on_the_same_page(table, signed_in, dinner):
    invitation, _ = dinner
    typed = {"title": "Moins", "day": "2000-01-01", "hour": "20:00", "seats": "1"}
    page = signed_in(table.karima).post(f"{invitation.path}/modifier", data=typed)
    assert page.status_code == 422
    assert "gardez-en au moins autant" in page.text
    with pytest.raises(actions.TooFewSeats):
        edit(table, invitation, seats=1)


def test_seats_that_are_all_taken_make_the_table_full_and_one_more_opens_it(table, dinner):
    invitation, _ = dinner
    edit(table, invitation, seats=2)
    assert table.fresh(invitation).status is InvitationStatus.FULL
    edit(table, invitation, seats=3)
    assert table.fresh(invitation).status is InvitationStatus.OPEN


def test_whoever_welcomes_those_who_look_for_a_table_welcomes_one_more(table, signed_in):
    wish = table.invitation(side=Side.GUEST, seats=2)
    request = table.ask(wish, table.marcel)
    table.act(actions.accept, table.karima, request)
    edit(table, wish, seats=4)
    fresh = table.fresh(wish)
    assert (fresh.taken, table.fresh(request).seats, fresh.status) == (4, 4, InvitationStatus.FULL)
    page = plain(signed_in(table.marcel).get("/notifications").text)
    assert "a changé « Un couvert de plus pour Noël » : personnes : 4 au lieu de 2." in page


def test_who_welcomes_them_again_welcomes_as_many_as_they_are_by_then(table):
    wish = table.invitation(side=Side.GUEST, seats=2)
    request = table.ask(wish, table.marcel)
    table.act(actions.accept, table.karima, request)
    table.act(actions.withdraw, table.marcel, request)
    edit(table, wish, seats=4)
    table.act(actions.put_back_request, table.marcel, request)
    fresh = table.fresh(wish)
    assert (fresh.taken, table.fresh(request).seats, fresh.status) == (4, 4, InvitationStatus.FULL)


def test_both_versions_say_the_hour_and_an_hour_left_alone_follows_the_newer(app, table, signed_in):
    invitation = table.invitation()
    karima, path = signed_in(table.karima), f"{invitation.path}/modifier"
    read = carried(karima.get(path))
    with app.app_context():
        local = in_town(invitation.held_at)
        newer = local.replace(hour=(local.hour + 1) % 24, second=0, microsecond=0)
        hours = hour(local), hour(newer)
    typed = {"title": "Mon titre", "day": local.date().isoformat(), "hour": f"{local:%H:%M}"}
    typed |= {"seats": str(invitation.seats), "body": invitation.body, "reach": invitation.reach}
    edit(table, invitation, held_at=newer)
    answer = karima.post(path, data={**read, **typed})
    assert answer.status_code == 409
    page = plain(answer.text)
    assert all(f"à {plain(said)}" in page for said in hours)
    assert ">Mon titre</textarea>" in page
    again = {**carried(answer), "title": "Mon titre"}
    assert karima.post(path, data=again).status_code == 303
    fresh = table.fresh(invitation)
    assert (fresh.title, fresh.held_at) == ("Mon titre", newer)


def test_nobody_else_changes_it_and_nobody_once_it_is_over(table, signed_in, dinner):
    invitation, _ = dinner
    assert signed_in(table.marcel).get(f"{invitation.path}/modifier").status_code == 404
    table.act(actions.cancel, table.karima, invitation)
    karima = signed_in(table.karima)
    assert karima.get(f"{invitation.path}/modifier").location == invitation.path


def test_who_gave_up_their_seat_is_not_told(table, dinner):
    invitation, request = dinner
    table.act(actions.withdraw, table.marcel, request)
    edit(table, invitation, held_at=now() + timedelta(days=30))
    assert told(table, table.marcel, "invitations.changed") == 0
