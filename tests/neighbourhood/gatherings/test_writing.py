"""The pages by which a gathering is put up: asked, read again, and told what is wrong."""

import re
from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.models.gatherings import Gathering, Rhythm, Supply
from tests.support.carried import carried

MORE = {"access": ["children"], "capacity": "8", "cost": "gratuit", "reach": "quartier"}


def draft_of(answer) -> str:
    return answer.location.partition("?")[2]


def written(client, first="sort=apero", **when):
    """Go through the pages up to the last one, and return its address."""
    name, value = first.split("=")
    step = client.post("/rencontres/proposer", data={name: value})
    draft = draft_of(step)
    day = (now().date() + timedelta(days=7)).isoformat()
    pages = {
        "mots": {"title": "L’apéro des voisins", "body": "Venez."},
        "quand": {"day": day, "hour": "18:30", "minutes": "120", "rhythm": "once", **when},
        "ou": {"spot": "words", "place": "place aux Herbes"},
        "details": {**MORE, "wanted": "3 salades\nune enceinte"},
    }
    for page, typed in pages.items():
        answer = client.post(f"/rencontres/proposer/{page}?{draft}", data=typed)
        assert answer.status_code == 303, answer.text
    return answer.location


def test_page_by_page_a_gathering_is_written_read_again_and_put_up(app, karima):
    preview = written(karima, rhythm="monthly by weekday")
    page = karima.get(preview)
    assert "Place aux Herbes" in page.text
    assert re.search(r"de 18.h.30 à 20.h.30", page.text)
    assert re.search(
        r"le (premier|deuxième|troisième|quatrième|cinquième) \w+ de chaque mois", page.text
    )
    assert "salades × 3" in page.text
    sent = karima.post(preview, data=carried(page))
    shown = karima.get(sent.location).text
    assert "peuvent dire qu’ils viennent" in shown
    assert "Vous organisez" in shown
    assert "Une enceinte" in shown
    assert "il en faut encore 3" in shown
    with app.app_context():
        gathering = db.session.query(Gathering).one()
        assert gathering.rhythm is Rhythm.MONTHLY_WEEKDAY
        assert gathering.capacity == 8
        assert (gathering.last_on - gathering.first_on).days == 731
        assert {one.name: one.wanted for one in gathering.supplies} == {
            "salades": 3,
            "une enceinte": 1,
        }


def test_pressed_twice_it_is_put_up_once(app, karima):
    preview = written(karima)
    form = carried(karima.get(preview))
    for _ in range(2):
        assert karima.post(preview, data=form).status_code == 303
    with app.app_context():
        assert db.session.query(Gathering).count() == 1


def test_the_monthly_meet_up_is_written_for_the_most_part(karima):
    step = karima.post("/rencontres/proposer", data={"kit": "monthly"})
    draft = draft_of(step)
    assert "L’apéro du quartier Les Tanneurs" in karima.get(step.location).text
    assert "18:30" in karima.get(f"/rencontres/proposer/quand?{draft}").text


def test_what_is_wrong_with_a_date_is_said_and_nothing_typed_is_lost(karima):
    step = karima.post("/rencontres/proposer", data={"sort": "apero"})
    typed = {"day": "2020-01-01", "hour": "18:30", "minutes": "120", "rhythm": "weekly"}
    page = karima.post(f"/rencontres/proposer/quand?{draft_of(step)}", data=typed)
    assert page.status_code == 422
    assert "entre aujourd’hui et dans un an" in page.text
    assert "2020-01-01" in page.text


def test_the_same_thing_is_listed_once(app, court, karima):
    step = karima.post("/rencontres/proposer", data={"sort": "apero"})
    twice = {**MORE, "wanted": "3 salades\nSalades"}
    refused = karima.post(f"/rencontres/proposer/details?{draft_of(step)}", data=twice)
    assert "Deux lignes sont les mêmes" in refused.text
    date = court.first(court.gathering(wanted=[Wanted(name="salades", number=2)]))
    for more in (3, 17):
        karima.post(f"{date.path}/a-apporter", data={"name": "Salades", "number": str(more)})
    with app.app_context():
        assert [one.wanted for one in db.session.query(Supply).order_by(Supply.id)] == [5, 17]
