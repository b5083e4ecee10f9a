"""What anybody opens of a town, and what leaves for other places."""

import re
from email import message_from_bytes
from io import BytesIO

import pytest
from flask_babel import force_locale
from PIL import Image

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.needs.policies import NEEDS
from neighbourhood.packages.models import Package
from neighbourhood.places.models import Municipality
from tests.neighbourhood.packages.giving import Catalogue
from tests.support.pdf import text_of

PUBLIC = ("", "/total", "/ecran", "/apercu.png", "/affiche.pdf", "/textes?texte=courriel")


@pytest.fixture
def visitor(app):
    return app.test_client()


@pytest.fixture
def paths(town):
    return [f"/integrer/{town.insee}", *(f"/villes/{town.insee}{path}" for path in PUBLIC)]


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_visitors_open_all_of_it_and_may_ask_for_the_head(visitor, paths):
    for path in paths:
        whole, head = visitor.get(path), visitor.head(path)
        assert (whole.status_code, head.status_code) == (200, 200), path
        assert head.mimetype == whole.mimetype, path
        assert head.data == b""


def test_a_town_that_is_not_open_is_not_there(visitor, paths, make, town):
    with make.writing() as session:
        session.get_one(Municipality, town.id).waiting_since = now()
    assert {visitor.get(path).status_code for path in paths} == {404}


def test_a_town_without_needs_is_not_there(visitor, paths, make, town):
    with make.writing():
        put_off(town.id, [NEEDS], known=[NEEDS])
    assert {visitor.get(path).status_code for path in paths} == {404}


def test_a_town_that_nobody_knows_is_not_there(visitor):
    assert visitor.get("/villes/00000").status_code == 404
    assert visitor.get("/integrer/00000").status_code == 404


def test_the_page_tells_what_may_be_told(visitor, town, office, crowd):
    page = f"/villes/{town.insee}"
    need = office.open(target_cents=100_000)
    crowd(10, need)
    assert "50 €" not in plain(visitor.get(page).text)
    crowd(1, need, cents=720)
    told = plain(visitor.get(page).text)
    assert "Déjà plus de 50 € donnés par plus de 10 personnes." in told
    assert "57" not in re.sub(r"#\w+|-\w{8}\.|sprite|icons[^\"]*", "", told)


def test_the_button_of_the_page_leads_visitors_to_what_they_may_give_to(
    visitor, signed_in, town, office, make
):
    page = f"/villes/{town.insee}"
    assert 'href="#donner"' not in visitor.get(page).text
    need = office.open(target_cents=100_000)
    told = visitor.get(page).text
    assert 'href="#donner"' in told
    assert f'href="/donner/solidarite/{need.id}"' in told.partition('id="donner"')[2]
    assert 'href="/solidarite"' not in told
    assert f'href="/comptes/{town.insee}"' in told
    neighbour = signed_in(make.resident("Nadia", office.quartier)).get(page).text
    assert 'href="/solidarite"' in neighbour
    assert 'href="#donner"' not in neighbour


def test_the_packages_of_a_town_are_offered_to_visitors(visitor, town, make, office):
    page, packaged = f"/villes/{town.insee}", Catalogue(office).add()
    assert f'href="/donner/solidarite/formules/{packaged.id}"' in visitor.get(page).text
    with make.writing() as session:
        session.get_one(Package, packaged.id).is_offered = False
    assert packaged.title not in visitor.get(page).text


def test_the_accounts_and_the_page_of_a_town_say_the_same_sums(visitor, town, office, crowd):
    need = office.open(target_cents=11_000)
    crowd(11, need, cents=1000)
    crowd(11, office.open(target_cents=100_000), cents=700)
    office.prove(need, cents=10_500)

    def sums(path):
        return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", plain(visitor.get(path).text))[:5]

    told = sums(f"/comptes/{town.insee}")
    assert [said for _name, said in told] == ["plus de 180 €", "75 €", "105 €", "0 €", "0 €"]
    assert sums(f"/villes/{town.insee}") == told


@pytest.mark.parametrize(
    ("asked", "look", "ways"),
    [
        ("", None, {"clair", "sombre"}),
        ("?fond=sombre", "dark", {"clair"}),
        ("?fond=clair", "light", {"sombre"}),
        ("?fond=rose", None, {"clair", "sombre"}),
    ],
)
def test_the_screen_goes_from_dark_to_light_and_back(visitor, town, asked, look, ways):
    page = visitor.get(f"/villes/{town.insee}/ecran{asked}").text
    assert re.findall(r"<html[^>]*data-look=(\w+)", page) == ([look] if look else [])
    assert set(re.findall(r"fond=(\w+)", page)) == ways


def test_amounts_that_stand_in_a_template_are_said_in_the_language_of_the_page(app):
    written = app.jinja_env.from_string("{{ 0 | euros }}")
    said = []
    for language in ("fr", "en"):
        with app.test_request_context(), force_locale(language):
            said.append(plain(written.render()))
    assert said == ["0 €", "€0"]


def test_other_sites_are_told_what_to_show(visitor, town, settings):
    page = visitor.get(f"/villes/{town.insee}").text
    told = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', page)
    said = dict(told)
    assert said["og:title"] == f"La solidarité à {town.name}"
    assert said["og:image"] == f"{settings.base_url}/villes/{town.insee}/apercu.png"
    assert said["og:url"] == f"{settings.base_url}/villes/{town.insee}"
    assert said["twitter:card"] == "summary_large_image"


def test_the_picture_has_the_size_that_the_page_tells(visitor, town):
    answer = visitor.get(f"/villes/{town.insee}/apercu.png")
    with Image.open(BytesIO(answer.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


@pytest.mark.parametrize(("size", "box"), [("a4", b"595.28 841.89"), ("a3", b"841.89 1190.55")])
def test_a_poster_is_one_page_of_its_size(visitor, town, size, box):
    answer = visitor.get(f"/villes/{town.insee}/affiche.pdf?format={size}&langue=en")
    assert answer.data.startswith(b"%PDF")
    assert answer.data.count(b"/Type /Page\n") == 1
    assert box in answer.data
    assert f"localhost/villes/{town.insee}" in text_of(answer.data)


def test_a_poster_of_another_size_is_not_there(visitor, town):
    assert visitor.get(f"/villes/{town.insee}/affiche.pdf?format=a0").status_code == 404


def test_texts_leave_as_files(visitor, town):
    where = f"/villes/{town.insee}/textes"
    mail = visitor.get(f"{where}?texte=courriel&forme=eml&langue=fr")
    written = message_from_bytes(mail.data)
    assert {part.get_content_type() for part in written.walk()} > {"text/plain", "text/html"}
    assert f"/villes/{town.insee}" in written.get_payload(0).get_payload(decode=True).decode()
    for form in ("txt", "eml", "html"):
        answer = visitor.get(f"{where}?texte=courriel&forme={form}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.mimetype != "text/html"
    for unknown in ("texte=rien", "texte=presse&forme=eml", "texte=courriel&forme=exe"):
        assert visitor.get(f"{where}?{unknown}").status_code == 404


def test_the_frame_alone_may_stand_in_other_sites(visitor, paths):
    frame, *others = paths
    answer = visitor.get(frame)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors *" in policy
    assert "form-action 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert "<form" not in answer.text
    for path in [*others, "/integrer/00000"]:
        strict = visitor.get(path).headers
        assert "frame-ancestors 'none'" in strict["Content-Security-Policy"], path
        assert strict["X-Frame-Options"] == "DENY", path


def test_nothing_but_the_frame_and_the_payment_differs_in_its_policy(visitor, paths):
    def rules(path):
        said = visitor.get(path).headers["Content-Security-Policy"].split("; ")
        return dict(rule.split(" ", 1) for rule in said)

    frame, page = rules(paths[0]), rules(paths[1])
    differ = {name for name in page if page[name] != frame[name]}
    assert differ == {"frame-ancestors", "form-action"}
    assert frame.keys() == page.keys()


def test_the_screen_and_the_frame_hold_nothing_of_a_session(visitor, paths):
    for path in (paths[0], paths[3]):
        answer = visitor.get(path)
        assert "csrf" not in answer.text
        assert "Set-Cookie" not in answer.headers


def test_partners_and_the_town_find_all_of_it_in_one_place(office, signed_in, town):
    desk = f"/partenaires/{office.partner.id}/faire-connaitre"
    page = signed_in(office.author).get(desk).text
    for path in ("/ecran", "/affiche.pdf", "/textes", "/apercu.png"):
        assert f"/villes/{town.insee}{path}" in page
    assert f"&lt;iframe src=&#34;http://localhost/integrer/{town.insee}&#34;" in page
    assert page.count("<details") == 8
