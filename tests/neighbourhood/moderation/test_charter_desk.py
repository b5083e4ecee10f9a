"""Writing the charter of a town: a draft survives, two writers lose nothing, publishing asks."""

import html
import re

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.actions import charters as actions
from neighbourhood.residents.queries import charters
from tests.support.carried import press
from tests.support.words import plain

WORDS = {"title": "La charte", "text": "# Nous\n- Bonjour.", "change": "Un bonjour."}
READ = re.compile(r'name="(read|said)" value="([^"]*)"')


@pytest.fixture
def town(make, quartier):
    return quartier.municipality_id


@pytest.fixture
def quartier(make):
    return make.quartier()


@pytest.fixture
def administrator(make, quartier, signed_in):
    return signed_in(make.resident("Aylin Kaya", quartier, is_administrator=True))


def desk(town) -> str:
    return f"/administration/communes/{town}/charte"


def carried(page) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in READ.findall(page.text)}


def standing(app, town):
    with app.app_context():
        return charters.current(town)


def test_a_draft_waits_for_whoever_comes_back(administrator, town, app):
    kept = press(administrator, desk(town), data=WORDS)
    assert kept.status_code == 303
    assert "- Bonjour." in administrator.get(desk(town)).text
    assert standing(app, town) is None


def test_of_two_writers_the_second_reads_what_the_first_wrote(administrator, town, app):
    read = carried(administrator.get(desk(town)))
    administrator.post(desk(town), data={**WORDS, **read})
    late = administrator.post(desk(town), data={**WORDS, **read, "text": "- Bonsoir."})
    assert late.status_code == 409
    assert "- Bonjour." in late.text
    assert "- Bonsoir." in late.text
    with app.app_context():
        assert charters.draft(town).text == WORDS["text"]


def test_publishing_says_how_many_are_asked_and_publishes_what_was_read(
    administrator, make, quartier, town, app
):
    make.resident("Karima Benali", quartier)
    press(administrator, desk(town), data=WORDS)
    page = administrator.get(f"{desk(town)}/publier")
    assert "2 personnes" in plain(page.text)
    assert standing(app, town) is None
    with make.writing():
        actions.write_draft(charters.draft(town), text="- Autre chose.")
    assert administrator.post(f"{desk(town)}/publier", data=carried(page)).status_code == 409
    again = carried(administrator.get(f"{desk(town)}/publier"))
    assert administrator.post(f"{desk(town)}/publier", data=again).status_code == 303
    assert standing(app, town).text == "- Autre chose."


def test_published_twice_at_once_it_is_published_once(administrator, town, app):
    press(administrator, desk(town), data=WORDS)
    for _press in range(2):
        # The second time, whoever published it has it to read like everybody.
        assert press(administrator, f"{desk(town)}/publier").status_code == 303
    with app.app_context():
        assert [one.version for one in charters.versions(town)] == [1]


def test_the_desk_shows_what_changes(administrator, make, town):
    press(administrator, desk(town), data=WORDS)
    press(administrator, f"{desk(town)}/publier")
    administrator.post("/charte/plus-tard")
    with make.writing():
        actions.write_draft(actions.begin_draft(town), text="# Nous\n- Bonsoir.", change="Soir.")
        db.session.flush()
    page = plain(administrator.get(desk(town)).text)
    assert "Ce qui change depuis la version publiée" in page
    assert "Bonsoir." in page


def test_others_find_no_desk(make, signed_in, quartier, town):
    karima = signed_in(make.resident("Karima Benali", quartier))
    assert karima.get(desk(town)).status_code == 404
    assert karima.get("/administration/charte").status_code == 404


def test_the_same_text_is_not_published_again_nor_offered(administrator, town, app):
    press(administrator, desk(town), data=WORDS)
    press(administrator, f"{desk(town)}/publier")
    administrator.post(f"/charte/{standing(app, town).id}/accepter")
    same = {**WORDS, "text": f"{WORDS['text']} ", "change": "Rien."}
    press(administrator, desk(town), data=same)
    page = administrator.get(desk(town)).text
    assert "il n’y a rien à publier" in page
    assert f'href="{desk(town)}/publier"' not in page
    for answer in (
        administrator.get(f"{desk(town)}/publier"),
        press(administrator, f"{desk(town)}/publier"),
    ):
        assert answer.status_code == 409
    assert standing(app, town).version == 1
