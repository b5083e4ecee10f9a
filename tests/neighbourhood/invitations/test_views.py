from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Draft
from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    Occasion,
    SeatStatus,
    Side,
)

OFFER = "/invitations/proposer"


@pytest.fixture
def karima(table, signed_in):
    return signed_in(table.karima)


@pytest.fixture
def marcel(table, signed_in):
    return signed_in(table.marcel)


@pytest.fixture
def typed():
    return {
        "title": "Un couvert de plus",
        "day": (now() + timedelta(days=9)).date().isoformat(),
        "hour": "19:30",
        "seats": "3",
        "body": "Sans chichi.",
        "reach": "town",
    }


def test_three_plain_pages_lead_to_an_invitation(app, table, karima, marcel, typed):
    for step, data in (("", {"occasion": "eid"}), ("/details", typed), ("/apercu", {})):
        assert karima.get(OFFER + step).status_code == 200
        sent = karima.post(OFFER + step, data=data)
        assert sent.status_code == 303
    with app.app_context():
        invitation = db.session.query(Invitation).one()
        assert sent.location == invitation.path
        assert (invitation.side, invitation.occasion) == (Side.HOST, Occasion.EID)
        assert (invitation.seats, invitation.title) == (3, "Un couvert de plus")
        assert db.session.query(Draft).count() == 0
    page = marcel.get(sent.location).text
    assert "Un couvert de plus" in page
    assert "19\u00a0h\u00a030" in page
    assert "Demander une place" in page


def test_one_may_also_look_for_a_table(app, table, marcel, karima, typed):
    marcel.post("/invitations/demander", data={"occasion": "christmas"})
    marcel.post("/invitations/demander/details", data=typed)
    path = marcel.post("/invitations/demander/apercu").location
    assert "Inviter Marcel Dupont" in karima.get(path).text
    assert karima.post(f"{path}/places", data={"message": "Venez !"}).location == path
    assert "Venez !" in marcel.get(path).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"day": ""},
        {"day": "2020-12-24"},
        {"day": "2999-12-24"},
        {"hour": "midi"},
        {"seats": "0"},
        {"seats": "51"},
        {"reach": "moon"},
    ],
)
def test_a_mistake_loses_nothing_that_was_typed(table, karima, typed, wrong):
    karima.post(OFFER, data={"occasion": "eid"})
    page = karima.post(f"{OFFER}/details", data={**typed, **wrong})
    assert page.status_code == 422
    assert "Sans chichi." in page.text
    assert "Sans chichi." in karima.get(f"{OFFER}/details").text
    assert karima.get(f"{OFFER}/apercu").location == f"{OFFER}/details"


def test_an_hour_already_past_today_is_refused(table, karima, typed):
    karima.post(OFFER, data={"occasion": "eid"})
    today = {**typed, "day": (now() - timedelta(hours=1)).date().isoformat(), "hour": "00:00"}
    assert karima.post(f"{OFFER}/details", data=today).status_code == 422


def test_going_back_keeps_what_was_typed(table, karima):
    karima.post(OFFER, data={"occasion": "eid"})
    assert karima.post(f"{OFFER}/details", data={"title": "Un", "go": "back"}).location == OFFER
    assert 'value="Un"' in karima.get(f"{OFFER}/details").text


def test_leaving_the_page_keeps_what_was_typed(table, karima):
    karima.post(OFFER, data={"occasion": "eid"})
    left = karima.post(f"{OFFER}/details", data={"title": "À moitié", "go": "keep"})
    assert left.status_code == 204
    assert "À moitié" in karima.get(f"{OFFER}/details").text


def test_a_step_skipped_leads_back_to_it(table, karima):
    assert karima.get(f"{OFFER}/apercu").location == OFFER
    assert karima.post(OFFER, data={"occasion": "never"}).status_code == 422


def test_asking_accepting_and_withdrawing_by_plain_forms(table, karima, marcel):
    invitation = table.invitation(seats=2)
    ask = f"{invitation.path}/places"
    assert marcel.post(ask, data={"message": "", "seats": "1"}).status_code == 422
    too_many = marcel.post(ask, data={"message": "Nous serions neuf", "seats": "9"})
    assert too_many.status_code == 422
    assert "Nous serions neuf" in too_many.text
    assert marcel.post(ask, data={"message": "À deux ?", "seats": "2"}).status_code == 303
    with table.make.writing() as session:
        wish = session.get_one(Invitation, invitation.id).requests[0]
    assert "À deux ?" in karima.get(invitation.path).text
    assert karima.post(f"/invitations/places/{wish.id}/accepter").location == invitation.path
    assert table.fresh(invitation).status is InvitationStatus.FULL
    assert "vous a dit oui" in marcel.get(invitation.path).text
    assert marcel.post(f"/invitations/places/{wish.id}/retirer").location == invitation.path
    assert table.fresh(invitation).status is InvitationStatus.OPEN


def test_declining_is_gentle(table, karima, marcel):
    invitation = table.invitation()
    wish = table.ask(invitation, table.marcel)
    assert karima.post(f"/invitations/places/{wish.id}/decliner").location == invitation.path
    assert "Pas cette fois" in marcel.get(invitation.path).text


@pytest.mark.parametrize("verb", ["accepter", "decliner", "retirer"])
def test_a_request_of_others_does_not_exist(table, signed_in, verb):
    wish = table.ask(table.invitation(), table.marcel)
    ines = signed_in(table.ines)
    assert ines.post(f"/invitations/places/{wish.id}/{verb}").status_code == 404
    assert ines.post(f"/invitations/places/9999/{verb}").status_code == 404
    assert table.fresh(wish).status is SeatStatus.ASKED


def test_out_of_reach_there_is_no_invitation(table, signed_in, marcel, visitor):
    invitation = table.invitation()
    for who in (table.paul, table.newcomer):
        assert signed_in(who).get(invitation.path).status_code == 404
    assert signed_in(table.paul).post(f"{invitation.path}/places").status_code == 404
    assert marcel.post(f"{invitation.path}/annuler").status_code == 404
    assert "/connexion" in visitor.get(invitation.path).location
    assert signed_in(table.newcomer).get(OFFER).status_code == 403


def test_the_host_calls_it_off(table, karima, marcel):
    invitation = table.invitation()
    assert karima.post(f"{invitation.path}/annuler").location == invitation.path
    assert marcel.get(invitation.path).status_code == 404
    assert "Annulée" in karima.get(invitation.path).text


def test_my_page_lists_mine_at_a_constant_cost(table, karima, statements):
    def cost() -> int:
        statements.clear()
        assert karima.get("/invitations/miennes").status_code == 200
        return len(statements)

    assert "Aucune table" in karima.get("/invitations/miennes").text
    table.invitation(title="La mienne")
    table.ask(table.invitation(table.marcel, title="Celle de Marcel"), table.karima)
    table.invitation(table.ines, title="Ni l’une ni l’autre")
    page = karima.get("/invitations/miennes").text
    assert "La mienne" in page
    assert "Celle de Marcel" in page
    assert "Ni l’une" not in page
    few = cost()
    for _ in range(4):
        table.invitation()
        table.ask(table.invitation(table.marcel), table.karima)
    assert cost() == few <= 4
