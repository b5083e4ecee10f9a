"""Categories and occasions as a town offers them."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category, Subject
from neighbourhood.exchanges.subjects import CATEGORIES
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.town_choices import TownChoice
from neighbourhood.foundation.web.choices import ICONS
from neighbourhood.partners.models import StaffRole
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall
from tests.support.wordings import a_shelf

LISTS = "/administration/communes/1/listes"
SERVICE = f"{LISTS}/category/service"
BIKES = {"name": "Vélos", "name_en": "Bicycles", "icon": "wrench"}


@pytest.fixture
def hassan(make, signed_in):
    person = make.resident("Hassan Alaoui")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    browser = signed_in(person)
    browser.person = person
    return browser


@pytest.fixture
def karima(make, signed_in, hassan):
    return signed_in(make.resident("Karima Benali", hassan.person.quartier))


@pytest.fixture
def own_code(app):
    def own_code():
        with app.app_context():
            return db.session.scalar(select(TownChoice.code).where(TownChoice.code.like("own-%")))

    return own_code


def names(page, name="category"):
    return [part.split('"')[0] for part in page.split(f'name="{name}" value="')[1:]]


def choices_of(browser):
    browser.post("/entraide/demander", data={"subject": "service"})
    return names(browser.get("/entraide/demander/categorie").text)


def posted(browser, category, title="Réparer une roue"):
    browser.post("/entraide/demander", data={"subject": "service"})
    browser.post("/entraide/demander/categorie", data={"category": category})
    details = {"title": title, "places": "1", "until": browser.until}
    browser.post("/entraide/demander/details", data=details)
    browser.post("/entraide/demander/portee", data={"reach": "quartier"})
    return browser.post("/entraide/demander/apercu")


@pytest.fixture
def writer(karima):
    wanted = a_shelf().expires_at
    karima.until = wanted.date().isoformat()
    return karima


def test_a_town_adds_a_category_and_it_is_chosen_shown_and_filtered_by(
    hassan, writer, own_code, app
):
    hassan.post(f"{SERVICE}/ajouter", data=BIKES)
    code = own_code()
    assert choices_of(writer)[-2:] == [code, "other"]
    answer = posted(writer, code)
    assert answer.status_code == 303
    page = writer.get(answer.location).text
    assert "Vélos" in page
    listed = writer.get(f"/entraide?category={code}").text
    assert "Réparer une roue" in listed
    assert f'value="{code}" selected' in listed
    assert "Réparer une roue" not in writer.get("/entraide?category=diy").text


def test_its_name_is_read_in_the_language_of_the_reader_and_falls_back_to_french(
    hassan, make, signed_in
):
    writer = signed_in(make.resident("Kate Reed", hassan.person.quartier, language="en"))
    hassan.post(f"{SERVICE}/ajouter", data=BIKES)
    hassan.post(f"{SERVICE}/ajouter", data={"name": "Serrures", "icon": "house"})
    writer.post("/entraide/demander", data={"subject": "service"})
    page = writer.get("/entraide/demander/categorie").text
    assert "Bicycles" in page
    assert "Serrures" in page


def test_what_is_put_away_is_offered_no_more_and_keeps_what_was_posted(hassan, writer, app):
    answer = posted(writer, "diy")
    hassan.post(f"{SERVICE}/diy/retirer")
    assert "diy" not in choices_of(writer)
    assert posted(writer, "diy", "Une autre").location.endswith("/categorie")
    assert "Bricolage" in writer.get(answer.location).text
    assert "Réparer une roue" in writer.get("/entraide?category=diy").text
    assert 'value="diy"' in writer.get(f"{answer.location}/modifier").text
    with app.app_context():
        assert db.session.scalars(select(Notice.category)).all() == [Category.DIY]
    hassan.post(f"{SERVICE}/diy/remettre")
    assert "diy" in choices_of(writer)


def test_the_order_is_that_of_the_town(hassan, writer):
    before = choices_of(writer)
    hassan.post(f"{SERVICE}/{before[2]}/monter")
    assert choices_of(writer)[:3] == [before[0], before[2], before[1]]
    hassan.post(f"{SERVICE}/{before[0]}/monter")
    assert choices_of(writer)[0] == before[0]
    hassan.post(f"{SERVICE}/{before[0]}/descendre")
    assert choices_of(writer)[:3] == [before[2], before[0], before[1]]
    hassan.post(f"{SERVICE}/{before[-1]}/descendre")
    assert choices_of(writer)[-1] == before[-1]


def test_each_move_says_the_new_place_and_leads_back_to_the_line_that_moved(hassan):
    answer = hassan.post(f"{SERVICE}/diy/descendre")
    assert answer.location.endswith("/listes/category#service-diy")
    page = plain(hassan.get(answer.location).text)
    assert "« Bricolage » est à la place 3, sur 13." in page
    assert 'id="service-diy"' in page
    first, *_, last = re.findall(r'<li class="ordered".*?</li>', page, re.DOTALL)[:13]
    assert "/monter" not in first
    assert "/descendre" in first
    assert "/monter" in last
    assert "/descendre" not in last
    assert hassan.post(f"{SERVICE}/diy/ailleurs").status_code == 404


def test_another_town_and_another_group_know_nothing_of_it(hassan, make, signed_in):
    hassan.post(f"{SERVICE}/ajouter", data=BIKES)
    hassan.post(f"{SERVICE}/gardening/retirer")
    elsewhere = make.quartier("Là-bas", make.municipality("Autreville"))
    paul = signed_in(make.resident("Paul Leroy", elsewhere))
    assert choices_of(paul) == [one.value for one in CATEGORIES[Subject.SERVICE]]
    hassan.post("/entraide/demander", data={"subject": "loan"})
    assert "gardening" in names(hassan.get("/entraide/demander/categorie").text)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Cette réponse manque"),
        ({"name": "   "}, "Cette réponse manque"),
        ({"name": "bricolage"}, "« Bricolage » existe déjà"),
        ({"name": "BRÏCOLAGE "}, "« Bricolage » existe déjà"),
        ({"name": "V" * 41}, "C’est trop long"),
        ({"name": "<b>Vélos</b>"}, "sans les signes"),
        ({"name": "***"}, "Écrivez au moins un mot"),
        ({"name_en": "<script>"}, "sans les signes"),
        ({"icon": ""}, "Choisissez une image"),
        ({"icon": "skull"}, "Choisissez une image"),
    ],
)
def test_what_cannot_be_a_choice_is_refused_in_words(hassan, own_code, typed, said):
    answer = hassan.post(f"{SERVICE}/ajouter", data={**BIKES, **typed})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert own_code() is None


def test_the_same_name_twice_is_one_whatever_its_accents(hassan):
    hassan.post(f"{SERVICE}/ajouter", data=BIKES)
    again = hassan.post(f"{SERVICE}/ajouter", data={**BIKES, "name": "velos"})
    assert again.status_code == 422
    assert "« Vélos » existe déjà" in plain(again.text)


def test_the_last_resort_stays(hassan):
    answer = hassan.post(f"{SERVICE}/other/retirer")
    assert answer.status_code == 409
    assert "reste toujours" in plain(answer.text)
    assert "/other/retirer" not in hassan.get(f"{LISTS}/category").text


@pytest.mark.parametrize("path", ["magic", "category/magic/ajouter"])
def test_a_list_or_a_group_nobody_declared_is_not_there(hassan, path):
    assert hassan.get(f"{LISTS}/{path}").status_code == 404
    assert hassan.post(f"{SERVICE}/magic/retirer").status_code == 404


def test_the_database_refuses_a_choice_without_a_name_and_a_second_of_one_name(make, hassan):
    same = {"municipality_id": 1, "list": "category", "group": "service", "rank": 1}
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(TownChoice(code="own-a", key="a", **same))
    twice = [
        TownChoice(code=code, key="a", name="A", icon="sun", **same) for code in ("own-a", "own-b")
    ]
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add_all(twice)


def test_an_occasion_of_the_town_is_chosen_and_one_that_it_puts_away_is_not(
    hassan, karima, own_code
):
    occasions = f"{LISTS}/occasion/table"
    hassan.post(f"{occasions}/ajouter", data={**BIKES, "name": "Fête du pain", "icon": "cake"})
    hassan.post(f"{occasions}/easter/retirer")
    page = karima.get("/invitations/proposer").text
    assert own_code() in names(page, "occasion")
    assert "easter" not in names(page, "occasion")
    answer = karima.post("/invitations/proposer", data={"occasion": own_code()})
    assert answer.location.endswith("/details")
    assert karima.post("/invitations/proposer", data={"occasion": "easter"}).status_code == 422


def test_every_icon_is_drawn(app):
    drawn = (Path(app.root_path) / "static" / "icons.txt").read_text().split()
    assert ICONS.keys() <= set(drawn)
