"""What those who manage a library set up: its rules, its hours, its days of closure."""

import re
from datetime import date

import pytest

from neighbourhood.libraries.actions import shelves as keeping
from neighbourhood.libraries.models.libraries import Library
from tests.support.carried import press

RULES = {
    "name": "L’outilthèque",
    "words": "",
    "place": "3 quai du Port",
    "days": "14",
    "renewals": "1",
    "at_once": "2",
}
HOURS = {"opens-5-0": "10:00", "closes-5-0": "12:00"}


def test_a_manager_opens_a_library_and_says_its_hours(make, counter, signed_in):
    other = type(counter)(make)
    with make.writing() as session:
        session.delete(session.get_one(Library, other.library.id))
    sophie = signed_in(other.sophie)
    assert "Ouvrir une outilthèque" in sophie.get(other.home).text
    form = {**RULES, "quartier_id": str(other.quartier.id)}
    page = sophie.post(f"{other.home}/ouvrir", data=form)
    assert page.status_code == 422
    assert "au moins un jour" in page.text
    sophie.post(f"{other.home}/ouvrir", data={**form, **HOURS})
    with make.writing() as session:
        found = session.query(Library).filter_by(partner_id=other.partner.id).one()
        assert found.hours == [{"weekday": 5, "opens": "10:00", "closes": "12:00"}]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes-5-0": ""}, "Samedi : dites une heure d’ouverture"),
        ({"closes-5-0": "09:00"}, "Samedi : l’heure de fin vient avant"),
        ({"opens-5-0": "09Z"}, "Samedi : dites une heure d’ouverture"),
        ({"opens-0-0": "dix heures"}, "Lundi : dites une heure d’ouverture"),
        (
            {"opens-5-1": "11:00", "closes-5-1": "13:00"},
            "Samedi : la deuxième ligne commence",
        ),
    ],
)
def test_hours_that_make_no_sense_are_asked_again_with_their_day(counter, sophie, wrong, said):
    form = {**RULES, "quartier_id": str(counter.quartier.id), **HOURS, **wrong}
    page = sophie.post(f"{counter.home}/reglages", data=form)
    assert page.status_code == 422
    # Catalogues have blanks at which no line is broken.
    text = page.text.replace("\N{NO-BREAK SPACE}", " ")
    summary = text.split('class="error-summary"')[1].split("</div>")[0]
    assert 'href="#hours"' in summary
    assert said in summary
    assert said in text.split('id="hours-error"')[1].split("</div>")[0]
    assert counter.fresh(counter.library).hours[0]["weekday"] == 2


@pytest.mark.parametrize(("first", "last"), [(-3, 2), (-3, -1)])
def test_a_library_closes_on_no_day_that_is_over(counter, sophie, on, first, last):
    form = {"first_day": on(first), "last_day": on(last)}
    page = sophie.post(f"{counter.home}/fermetures", data=form)
    assert page.status_code == 422
    assert "Choisissez un jour à venir" in page.text
    assert not sophie.get(counter.home).text.count("Ouvrir finalement")


def test_days_of_closure_are_said_with_a_year_that_is_not_this_one(counter, sophie, karima, on):
    near, far = on(0), date(on(0).year + 1, 6, 2)
    for day in (near, far):
        counter.act(keeping.close_on, counter.sophie, counter.library, first=day, last=day)
    for page in (sophie.get(counter.home), karima.get(counter.library.path)):
        assert f" 2 juin {far.year}" in page.text
        assert f" {near.year}" not in page.text.split("<main")[1].split("</main>")[0]


def test_days_of_closure_are_opened_once_and_unknown_ones_are_not_there(counter, sophie, on):
    counter.act(keeping.close_on, counter.sophie, counter.library, first=on(4), last=on(4))
    (closure,) = re.findall(r"fermetures/(\d+)/retirer", sophie.get(counter.home).text)
    path = f"{counter.home}/fermetures/{closure}/retirer"
    press(sophie, path)
    assert "Ouvrir finalement" not in sophie.get(counter.home).text
    assert sophie.get(path).status_code == sophie.post(path).status_code == 404
