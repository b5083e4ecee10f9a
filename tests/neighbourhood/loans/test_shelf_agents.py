"""A shelf looked after in somebody’s place."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.items import Item
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.residents.models.blocks import Block
from tests.neighbourhood.loans.test_shelf_steps import PAGES, walk
from tests.support.mandates import act_by, give


@pytest.fixture
def for_karima(shelf, signed_in, make):
    """Marcel at his browser, in the place of Karima."""
    return act_by(signed_in(shelf.marcel), give(make, shelf.karima, shelf.marcel))


def test_an_agent_keeps_the_shelf_and_signs(app, shelf, for_karima, signed_in):
    terms = {**PAGES[2][1], "reach": "quartier"}
    path = walk(for_karima, (*PAGES[:2], ("/regles", terms), PAGES[3])).location
    for_karima.post(f"{path}/mettre-de-cote")
    for_karima.post(f"{path}/remettre")
    with app.app_context():
        item = db.session.query(Item).one()
        assert (item.author_id, item.agent_id) == (shelf.karima.id, shelf.marcel.id)
        deeds = {deed.deed for deed in db.session.query(MandateDeed)}
        assert {"added thing", "put thing aside", "put thing on shelf"} <= deeds
    ines = signed_in(shelf.ines)
    assert "par Marcel D. pour Karima Benali" in ines.get(path).text
    shelf.add(Block(blocker_id=shelf.ines.id, blocked_id=shelf.marcel.id))
    assert ines.get(path).status_code == 404


def test_who_may_only_answer_notices_keeps_no_shelf(shelf, signed_in, make):
    mandate = give(make, shelf.karima, shelf.marcel, scopes={"reply"})
    browser = act_by(signed_in(shelf.marcel), mandate)
    item = shelf.item()
    for path in ("/prets/ajouter", "/prets/mes-objets", "/prets/conges"):
        assert browser.get(path).status_code == 403
    assert browser.post(f"{item.path}/retirer").status_code == 403
    page = browser.get(item.path).text
    assert f"{item.path}/retirer" not in page
    assert "/prets/ajouter" not in browser.get("/prets").text
