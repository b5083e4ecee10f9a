"""Listed, greeted and welcoming in somebody’s place; what the town may put off."""

import pytest

from neighbourhood.directory.models import Hello, Listing, Welcome
from neighbourhood.foundation.storing.switched_off import SwitchedOff
from neighbourhood.mandates.models import MandateDeed
from tests.support.mandates import act_by, give


@pytest.fixture
def for_karima(hall, signed_in, make):
    """Marcel at his browser, in the place of Karima."""
    return act_by(signed_in(hall.marcel), give(make, hall.karima, hall.marcel))


def deeds(hall) -> list[str]:
    with hall.make.writing() as session:
        return [line.deed for line in session.query(MandateDeed).order_by(MandateDeed.id)]


def test_an_agent_lists_greets_welcomes_and_leaves_and_signs(hall, for_karima, signed_in):
    hall.say(hall.ines)
    for_karima.post("/voisins/ma-fiche", data={"words": "Je suis Karima.", "is_greeted": "y"})
    for_karima.post("/voisins/mon-bienvenue", data={"text": "Bienvenue !"})
    for_karima.post(f"/voisins/{hall.ines.id}/bonjour", data={"phrase": "hello"})
    listing, welcome = hall.row(Listing, hall.karima), hall.row(Welcome, hall.karima)
    assert listing.agent_id == welcome.agent_id == hall.marcel.id
    ines = signed_in(hall.ines)
    assert "par Marcel D. pour Karima Benali" in ines.get(listing.path).text
    with hall.make.writing() as session:
        hello = session.query(Hello).one()
    assert (hello.greeter_id, hello.agent_id) == (hall.karima.id, hall.marcel.id)
    assert "par Marcel D. pour Karima Benali" in ines.get(hello.path).text
    for_karima.post("/voisins/ma-fiche/retirer")
    assert deeds(hall) == ["listed", "wrote welcome", "said hello", "left directory"]


def test_nobody_greets_themselves_by_a_mandate(hall, for_karima):
    hall.say(hall.marcel)
    place = f"/voisins/{hall.marcel.id}/bonjour"
    assert for_karima.post(place, data={"phrase": "hello"}).status_code == 403
    assert "Dire bonjour" not in for_karima.get("/voisins").text


def test_a_mandate_for_something_else_opens_none_of_it(hall, signed_in, make):
    mandate = give(make, hall.karima, hall.marcel, scopes={"reply"})
    browser = act_by(signed_in(hall.marcel), mandate)
    for page in ("/voisins", "/voisins/ma-fiche", "/voisins/bonjours"):
        assert browser.get(page).status_code == 403


def test_an_agent_invites_nobody_in_anothers_name(hall, for_karima):
    assert for_karima.post("/voisins/invitations").status_code == 403


def test_a_town_may_do_without(hall, make, karima):
    hall.say(hall.marcel)
    with make.writing() as session:
        session.add(SwitchedOff(code="directory", municipality_id=hall.town.id))
    assert karima.get("/voisins").status_code == 404
    assert karima.post("/voisins/ma-fiche", data={"words": "Moi."}).status_code == 404
    assert "Faire connaissance" not in karima.get("/a-cote").text
