"""What a town, or the instance, does not offer: its pages say so, and nothing leads there."""

import re

import pytest
from sqlalchemy import select, text

from app import PARTS
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.feed.kinds import ASIDES, CARD_KINDS
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.switches import NotOffered
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Side
from neighbourhood.loans.actions import shelf
from neighbourhood.notifications.kinds import KINDS
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import StaffRole
from tests.support.carried import press
from tests.support.news import plain
from tests.support.town_hall import run_the_town, work_at_the_town_hall
from tests.support.wordings import a_couscous, a_drill, a_shelf

HERE = "/administration/communes/{}/fonctions"
EVERYWHERE = "/administration/fonctions"
SWITCHES = {switch.code: switch for part in PARTS for switch in part.switches}
CODES = sorted(SWITCHES)
WAITING = [code for code, switch in SWITCHES.items() if switch.default_off]
SAID = "n’est pas proposé ici pour le moment"


@pytest.fixture
def karima(make, signed_in):
    person = make.resident("Karima Benali")
    browser = signed_in(person)
    browser.person = person
    return browser


@pytest.fixture
def hassan(make, signed_in, karima):
    """He runs the site for the town of Karima."""
    person = make.resident("Hassan Alaoui", karima.person.quartier)
    work_at_the_town_hall(make, person, StaffRole.ADMINISTER)
    browser = signed_in(person)
    browser.person = person
    return browser


@pytest.fixture
def nadege(make, signed_in):
    return signed_in(make.resident("Nadège Perrin", is_administrator=True))


@pytest.fixture
def put_off(hassan, karima):
    """Leave some things out of the town: `put_off("map")`."""
    town = karima.person.quartier.municipality_id

    def put_off(*codes):
        kept = [code for code in CODES if code not in codes]
        return press(hassan, HERE.format(town), data={"codes": kept, "draft": ""})

    return put_off


def pages_under(app, code):
    """One address of each page under a switch that anybody may open, with any number in it."""
    switches = app.extensions["palier.switches"]
    adapter = app.url_map.bind("localhost")
    given = {"direction": "ask", "side": "host", "kind": "need"}
    for rule in app.url_map.iter_rules():
        above = switches.above(rule.endpoint)
        for_staff = getattr(app.view_functions[rule.endpoint], "access", "").startswith("staff")
        if above is None or above.code != code or for_staff or "GET" not in rule.methods:
            continue
        values = {name: given.get(name, 1) for name in rule.arguments}
        yield rule.endpoint, adapter.build(rule.endpoint, values)


def test_every_code_that_is_named_is_declared_and_every_switch_has_something_under_it(app):
    named = {thing.switch for thing in (*CARD_KINDS.values(), *ASIDES.values()) if thing.switch}
    assert named <= SWITCHES.keys()
    # Who may read a need, not a page: the same pages are for all or for neighbours.
    named |= {"needs-for-all"}
    for code, switch in SWITCHES.items():
        assert list(pages_under(app, code)) or code in named, code
        unknown = switch.pages - app.view_functions.keys() - app.blueprints.keys()
        assert not unknown, unknown
        for begins in switch.told:
            assert any(kind.startswith(begins) for kind in KINDS), begins


@pytest.mark.parametrize("code", CODES)
def test_each_page_of_what_is_off_says_so_and_only_then(app, karima, put_off, code):
    pages = dict(pages_under(app, code))
    put_off()
    before = {name: karima.get(path).status_code for name, path in pages.items()}
    put_off(code)
    for name, path in pages.items():
        answer = karima.get(path)
        assert (answer.status_code, SAID in plain(answer.text)) == (404, True), name
        assert plain(str(SWITCHES[code].title)) in plain(answer.text)
        assert 'href="/"' in answer.text
    put_off()
    for name, path in pages.items():
        again = karima.get(path)
        said = again.data.decode(errors="replace")  # a poster is no text
        assert (again.status_code, SAID in plain(said)) == (before[name], False), name


@pytest.mark.parametrize("code", CODES)
def test_nothing_in_the_menu_nor_on_the_pages_around_leads_to_what_is_off(
    app, karima, put_off, code
):
    closed = {path for _name, path in pages_under(app, code)}
    around = ("/", "/entraide", "/entraide/publier", "/entraide/ask", "/moi", "/mandats", "/a-cote")
    put_off(code)
    for page in (*around, "/bientot", "/entraide/mes-annonces", "/solidarite/mes-dons"):
        links = set(re.findall(r'href="([^"?]+)', karima.get(page).text))
        assert not links & closed, (page, links & closed)


def test_the_instance_puts_off_for_all_and_a_town_cannot_put_it_back(
    nadege, karima, hassan, put_off
):
    # What the instance puts on for every town is no town’s to choose either.
    kept = [code for code in CODES if code not in ("map", *WAITING)]
    assert nadege.post(EVERYWHERE, data={"codes": kept}).status_code == 409
    saved = press(nadege, EVERYWHERE, data={"codes": kept}, follow_redirects=True)
    assert "C’est fait." in plain(saved.text)
    assert karima.get("/entraide/carte").status_code == 404
    town = karima.person.quartier.municipality_id
    assert "Fermé pour toutes les communes" in plain(hassan.get(HERE.format(town)).text)
    assert press(hassan, HERE.format(town), data={"codes": CODES}).status_code == 422
    put_off("needs", "map")
    press(nadege, EVERYWHERE, data={"codes": CODES})
    assert karima.get("/entraide/carte").status_code == 200
    assert karima.get("/solidarite").status_code == 404


def test_another_town_goes_on_offering_it(make, signed_in, put_off):
    elsewhere = make.quartier("Là-bas", make.municipality("Autreville"))
    paul = signed_in(make.resident("Paul Leroy", elsewhere))
    put_off(*CODES)
    assert paul.get("/entraide/carte").status_code == 200
    assert paul.get("/solidarite").status_code == 200


def test_another_process_knows_at_once(app, karima):
    """Nothing is remembered: a row that somebody else wrote counts for the very next page."""
    assert karima.get("/entraide/carte").status_code == 200
    with app.app_context(), db.engine.begin() as other:
        other.execute(
            text("INSERT INTO switched_off (code, since) VALUES ('map', '2026-11-29 10:00:00')")
        )
    assert karima.get("/entraide/carte").status_code == 404


def test_a_page_that_is_open_costs_no_statement_more(karima, put_off, statements):
    karima.get("/entraide")
    statements.clear()
    karima.get("/entraide")
    before = len(statements)
    put_off("map", "loans")
    statements.clear()
    karima.get("/entraide")
    assert len(statements) == before > 0


def test_cards_leave_the_list_and_the_search_and_come_back(make, karima, put_off):
    marcel = make.resident("Marcel Dupont", karima.person.quartier)
    make.act(shelf.add, marcel, wording=a_drill())
    make.act(notices.publish, marcel, direction=Direction.ASK, wording=a_shelf())
    make.act(invitations.publish, marcel, side=Side.HOST, wording=a_couscous())

    every = ["Une perceuse", "Monter une étagère", "Un couscous"]

    def listed(page):
        told = karima.get(page).text
        return [title for title in every if title in told]

    assert listed("/entraide") == every
    put_off("loans", "invitations")
    assert listed("/entraide") == listed("/") == every[1:2]
    assert listed("/entraide?q=perceuse") == []
    assert listed("/bientot") == []
    assert "Prêts" not in karima.get("/entraide").text
    put_off()
    assert listed("/entraide") == every


def test_a_loan_that_is_agreed_goes_on_between_the_two(make, signed_in, karima, put_off):
    marcel, ines = (make.resident(name, karima.person.quartier) for name in ("Marcel D", "Ines M"))
    drill = a_shelf(subject=Subject.LOAN, category=Category.TOOLS, title="Une perceuse")
    notice = make.act(notices.publish, marcel, direction=Direction.ASK, wording=drill)
    make.act(replies.reply, karima.person, notice, text="Je la rends lundi.")
    put_off("loans")
    assert karima.get(notice.path).status_code == 200
    assert signed_in(marcel).get(notice.path).status_code == 200
    late = signed_in(ines).get(notice.path)
    assert (late.status_code, SAID in plain(late.text)) == (404, True)


def test_what_was_begun_before_is_not_put_up_after(make, karima, put_off):
    put_off("loans")
    drill = a_shelf(subject=Subject.LOAN, category=Category.TOOLS, title="Une perceuse")
    with pytest.raises(NotOffered):
        make.act(notices.publish, karima.person, direction=Direction.ASK, wording=drill)
    with pytest.raises(NotOffered):
        make.act(shelf.add, karima.person, wording=a_drill())
    assert 'value="loan"' not in karima.get("/entraide/demander").text
    assert "/prets/ajouter" not in karima.get("/entraide/proposer").text
    assert karima.get("/prets").status_code == karima.get("/prets/ajouter").status_code == 404


@pytest.mark.parametrize(("off", "told"), [((), 1), (("invitations",), 0), (("loans",), 1)])
def test_nobody_is_told_of_what_is_off(app, make, karima, put_off, off, told):
    marcel = make.resident("Marcel Dupont", karima.person.quartier)
    table = make.act(invitations.publish, marcel, side=Side.HOST, wording=a_couscous())
    put_off(*off)
    make.act(invitations.ask, karima.person, table, message="Avec joie.", seats=1)
    with app.app_context():
        news = select(Notification).where(Notification.resident_id == marcel.id)
        assert len(db.session.scalars(news).all()) == told


def test_the_desk_of_a_partner_follows_its_own_town(make, hassan, put_off):
    desk = f"/partenaires/{run_the_town(make, hassan.person, StaffRole.PUBLISH)}"
    assert hassan.get(f"{desk}/besoins/nouveau").status_code == 200
    put_off("needs")
    assert hassan.get(f"{desk}/besoins/nouveau").status_code == 404
    page = hassan.get(f"{desk}/besoins")
    assert page.status_code == 200
    assert f"{desk}/besoins/nouveau" not in page.text


def test_what_waits_for_a_town_is_off_until_that_town_wants_it(karima, hassan, put_off):
    assert WAITING == ["timebank"]
    assert karima.get("/moi/temps").status_code == 404
    page = hassan.get(HERE.format(karima.person.quartier.municipality_id)).text
    assert not re.search(r'value="timebank"[^>]*checked', page)
    put_off()
    assert karima.get("/moi/temps").status_code == 200
    put_off("timebank")
    assert karima.get("/moi/temps").status_code == 404
