"""The colour and the logo of a town."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.outside.scanning import EICAR
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.foundation.words import contrast
from neighbourhood.partners.forms.towns import HOUSE, PALETTE
from neighbourhood.partners.models import StaffRole
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall

HERE = "/administration/communes/1/couleurs"
PALE = "#f0a500"


@pytest.fixture
def hassan(make, signed_in):
    person = make.resident("Hassan Alaoui")
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    browser = signed_in(person)
    browser.person = person
    return browser


def png():
    drawn = BytesIO()
    Image.new("RGB", (60, 30), "navy").save(drawn, "PNG")
    return drawn.getvalue()


def sheet(browser):
    found = re.search(r'href="(/couleurs/[^"]+\.css)"', browser.get("/moi").text)
    return browser.get(found[1]) if found else None


@pytest.mark.parametrize("colour", [colour for colour in PALETTE if colour != HOUSE])
def test_every_colour_of_the_palette_is_read_by_day_and_by_night(colour):
    pair = contrast.pair_of(colour)
    for ground in contrast.DAY:
        assert contrast.contrast(pair.day, ground) >= contrast.LEAST
    for ground in contrast.NIGHT:
        assert contrast.contrast(pair.night, ground) >= contrast.LEAST
    assert contrast.contrast(pair.day, pair.on_day) >= contrast.LEAST
    assert contrast.contrast(pair.night, pair.on_night) >= contrast.LEAST


@pytest.mark.parametrize("colour", [PALE, "#ffff00", "#ffffff", "#777777", "#ff0000", "#00ffff"])
def test_the_nearest_colour_that_is_read_is_read(colour):
    near = contrast.nearest_read(colour)
    assert contrast.is_read(near)
    assert contrast.nearest_read(near) == near
    pair = contrast.pair_of(near)
    assert min(contrast.contrast(pair.night, ground) for ground in contrast.NIGHT) >= 4.5
    assert contrast.contrast(pair.night, pair.on_night) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_counted_as_everywhere(one, other, ratio):
    assert contrast.contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_the_grounds_are_those_of_the_house(app):
    tokens = (Path(app.root_path) / "static" / "styles" / "tokens.css").read_text()
    tokens = tokens.replace("#fff;", "#ffffff;")
    day, night = tokens.split("@media")
    for name, *grounds in zip(
        ("paper", "surface", "wash"), contrast.DAY, contrast.NIGHT, strict=True
    ):
        for where, ground in zip((day, night), grounds, strict=True):
            assert f"--{name}: {ground};" in where


def test_a_colour_is_served_under_an_address_of_its_own_and_kept_for_ever(hassan):
    assert sheet(hassan) is None
    saved = hassan.post(HERE, data={"palette": "#722253"}, follow_redirects=True)
    assert "le voient dès la prochaine page qu’elles ouvrent." in plain(saved.text)
    answer = sheet(hassan)
    assert answer.mimetype == "text/css"
    assert "--action:#722253" in answer.text
    assert "immutable" in answer.headers["Cache-Control"]
    assert "style=" not in hassan.get(HERE).text
    hassan.post(HERE, data={"palette": HOUSE})
    assert hassan.get(answer.request.path).status_code == 404
    assert "--action" not in sheet(hassan).text


def test_each_colour_shows_before_it_is_chosen_how_it_looks_by_day_and_by_night(hassan):
    page = hassan.get(HERE).text
    assert page.count("colour-preview") == len(PALETTE)
    pairs = [contrast.HOUSE_PAIR, *(contrast.pair_of(one) for one in PALETTE if one != HOUSE)]
    for pair in pairs:
        for colour in (pair.day, pair.on_day, pair.night, pair.on_night):
            assert f'fill="{colour}"' in page
    hassan.post(HERE, data={"palette": "free", "free": "#123456"})
    page = hassan.get(HERE).text
    assert page.count("colour-preview") == len(PALETTE) + 1
    assert contrast.pair_of("#123456").night in page


def test_the_house_is_shown_as_it_is(app):
    tokens = (Path(app.root_path) / "static" / "styles" / "tokens.css").read_text()
    day, night = tokens.lower().replace("#fff;", "#ffffff;").split("@media")[:2]
    pair = contrast.HOUSE_PAIR
    assert f"--action: {pair.day};" in day
    assert f"--on-action: {pair.on_day};" in day
    assert f"--action: {pair.night};" in night
    assert f"--on-action: {pair.on_night};" in night


def test_a_colour_that_is_not_read_is_refused_with_the_nearest_and_that_is_taken(hassan):
    refused = hassan.post(HERE, data={"palette": "free", "free": PALE})
    assert refused.status_code == 422
    near = contrast.nearest_read(PALE)
    page = plain(refused.text)
    assert "ne se lit pas assez bien" in page
    assert f"Prendre {near}" in page
    hassan.post(HERE, data={"palette": "free", "free": PALE, "take": near})
    assert f"--action:{near}" in sheet(hassan).text


@pytest.mark.parametrize("typed", ["red", "#12", "#12345g", "", "#fff;}*{", "url(x)"])
def test_what_is_no_colour_is_refused(hassan, typed):
    for data in ({"palette": "free", "free": typed}, {"palette": "free", "take": typed or "x"}):
        assert hassan.post(HERE, data=data).status_code == 422
    assert sheet(hassan) is None


def test_a_logo_with_a_virus_is_refused(hassan):
    sent = {"palette": HOUSE, "logo_alt": "Valbourg", "logo": (BytesIO(png() + EICAR), "logo.png")}
    answer = hassan.post(HERE, data=sent)
    assert answer.status_code == 422
    assert "quelque chose de dangereux" in plain(answer.text)


def test_a_logo_needs_its_words_and_stands_on_the_pages_of_its_town(hassan, make, signed_in):
    said = {"palette": HOUSE}
    without = hassan.post(HERE, data={**said, "logo": (BytesIO(png()), "logo.png")})
    assert without.status_code == 422
    assert "ce que montre le logo" in plain(without.text)
    assert "Choisissez le fichier du logo" in plain(without.text), "a browser forgets it"
    said["logo_alt"] = "Ville de Valbourg"
    forgotten = hassan.post(HERE, data=said)
    assert forgotten.status_code == 422
    assert "Choisissez le fichier du logo" in plain(forgotten.text)
    hassan.post(HERE, data={**said, "logo": (BytesIO(png()), "logo.png")})
    page = hassan.get("/moi").text
    assert 'alt="Ville de Valbourg"' in page
    path = re.search(r'src="(/couleurs/[^"]+)"', page)[1]
    assert hassan.get(path).mimetype == "image/webp"
    elsewhere = make.quartier("Là-bas", make.municipality("Autreville"))
    assert "Ville de Valbourg" not in signed_in(make.resident("Paul", elsewhere)).get("/moi").text
    hassan.post(HERE, data={**said, "remove_logo": "y"})
    assert "Ville de Valbourg" not in hassan.get("/moi").text
    assert hassan.get(path).status_code == 404


@pytest.mark.parametrize("sent", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"GIF89a"])
def test_what_is_no_picture_is_refused(hassan, sent):
    data = {"palette": HOUSE, "logo_alt": "Ville", "logo": (BytesIO(sent), "logo.svg")}
    answer = hassan.post(HERE, data=data)
    assert answer.status_code == 422
    assert "ouvrir cette photo" in plain(answer.text)


def test_a_page_costs_no_statement_more_for_its_colours(hassan, statements):
    hassan.get("/entraide")
    statements.clear()
    hassan.get("/entraide")
    before = len(statements)
    hassan.post(HERE, data={"palette": "#722253"})
    statements.clear()
    hassan.get("/entraide")
    assert len(statements) == before > 0


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"logo_key": "a/b.webp"}, {"version": 0}])
def test_the_database_refuses_nonsense(make, hassan, wrong):
    row = TownLook(**{"municipality_id": 1, "colour": "", "logo_alt": "", **wrong})
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(row)
