"""A niece who lives elsewhere acts for her aunt, and gets nothing there for herself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import giving, identities
from neighbourhood.mandates.models import IdentityCheck, Mandate
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates


@pytest.fixture
def see(make, world):
    """Let a desk, in whatever town, see who somebody is."""

    def see(resident, by=None):
        with make.writing() as session:
            check = identities.ask_to_be_seen(Actor.of(session.get_one(Resident, resident.id)))
            clerk = session.get_one(Resident, (by or world.far_clerk).id)
            identities.note_seen(Actor.of(clerk), check)

    return see


def by_an_address_in_another_town(world, make, see):
    return world.paul, mandates.give(make, world.karima, world.paul)


def by_a_desk(world, make, see):
    see(world.nour)
    return world.nour, mandates.give(make, world.karima, world.nour)


def by_the_paper(world, make, see):
    door = mandates.door_beside(make, world.karima)
    mandate = mandates.prepare_paper(make, world.nour, "Karima Sansfil", door=door)
    mandates.record(make, mandate)
    return world.nour, mandate


@pytest.fixture(params=[by_an_address_in_another_town, by_a_desk, by_the_paper])
def niece(request, world, make, see):
    """Who acts from elsewhere, and by which mandate."""
    return request.param(world, make, see)


@pytest.fixture
def themselves(niece, signed_in):
    return signed_in(niece[0])


@pytest.fixture
def acting(niece, signed_in):
    return mandates.act_by(signed_in(niece[0]), niece[1])


def publish(browser):
    in_a_week = (now() + timedelta(days=7)).date().isoformat()
    for url, said in (
        ("/entraide/demander", {"subject": "service"}),
        ("/entraide/demander/categorie", {"category": "diy"}),
        ("/entraide/demander/details", {"title": "Une ampoule", "places": "1", "until": in_a_week}),
        ("/entraide/demander/portee", {"reach": "quartier"}),
        ("/entraide/demander/apercu", {}),
    ):
        answer = browser.post(url, data=said)
    return answer


def test_everything_done_for_the_principal_works(app, acting, niece, world, signed_in):
    assert publish(acting).status_code == 303
    theirs = world.notice(world.marcel, reach="quartier")
    assert acting.get(theirs.path).status_code == 200
    said = acting.post(f"{theirs.path}/reponses", data={"ready": "0", "own": "Je peux."})
    assert said.status_code == 303
    with app.app_context():
        notices = db.session.scalars(select(Notice).order_by(Notice.id)).all()
        reply = db.session.scalars(select(Reply)).one()
        mandate = db.session.get_one(Mandate, niece[1])
        assert (notices[0].author_id, notices[0].agent_id) == (mandate.principal_id, niece[0].id)
        assert (reply.helper_id, reply.agent_id) == (mandate.principal_id, niece[0].id)
    assert f"{niece[0].full_name.split()[0]} " in signed_in(world.marcel).get(notices[0].path).text


def test_nothing_there_is_open_in_their_own_name(app, themselves, world, niece):
    theirs = world.notice(world.marcel, reach="quartier")
    assert themselves.get(theirs.path).status_code in {403, 404}
    assert themselves.post(
        f"{theirs.path}/reponses", data={"ready": "0", "own": "x"}
    ).status_code in {403, 404}
    assert themselves.get(f"/voisins/{world.marcel.id}").status_code in {403, 404}
    home = themselves.get("/", follow_redirects=True).text
    assert theirs.title not in home
    publish(themselves)
    with app.app_context():
        one = db.session.get_one(Resident, niece[0].id)
        here = world.karima.quartier_id
        assert one.quartier_id != here
        written = select(Notice).where(Notice.author_id == one.id, Notice.quartier_id == here)
        assert db.session.scalars(written).all() == []


def test_leaving_the_place_closes_it_at_once(acting, world):
    theirs = world.notice(world.marcel, reach="quartier")
    assert acting.get(theirs.path).status_code == 200
    acting.post("/mandats/cesser")
    assert acting.get(theirs.path).status_code in {403, 404}


def test_whom_nobody_has_seen_takes_no_mandate_by_a_code(world, make, signed_in):
    waiting = mandates.prepare(make, world.karima)
    with pytest.raises(policies.IdentityFirst), make.writing() as session:
        giving.take_up(
            Actor.of(session.get_one(Resident, world.nour.id)), session.get_one(Mandate, waiting)
        )


def test_the_page_says_the_ways_and_the_number_for_the_desk(world, make, signed_in, app):
    waiting = mandates.prepare(make, world.karima)
    browser = signed_in(world.nour)
    with app.app_context():
        code = giving.codes.code_of(db.session.get_one(Mandate, waiting).nonce)
    assert browser.post("/mandats/code", data={"code": code}).location == "/mandats/accepter"
    assert browser.get("/mandats/accepter").location == "/mandats/identite"
    assert "n’importe laquelle" in browser.get("/mandats/identite").text
    browser.post("/mandats/identite")
    browser.post("/mandats/identite")
    with app.app_context():
        reference = db.session.scalars(select(IdentityCheck)).one().reference
    assert reference[:4] in browser.get("/mandats/identite").text

    desk = signed_in(world.far_clerk)
    found = desk.post("/accueil/mandats/reference", data={"reference": reference})
    assert found.location == "/accueil/mandats/identite"
    assert "Nour Haddad" in desk.get(found.location).text
    assert desk.post(found.location).status_code == 422
    assert desk.post(found.location, data={"seen": "y"}).location == "/accueil/mandats"
    again = desk.post("/accueil/mandats/reference", data={"reference": reference})
    assert again.status_code == 422, "it serves once"

    assert "Karima Benali vous confie" in browser.get("/mandats/accepter").text
    assert browser.post("/mandats/accepter", data={"agreed": "y"}).status_code == 303
    assert browser.post(f"/mandats/{waiting}/agir").status_code == 303


def test_nobody_sees_themselves_and_only_desks_see(world, make, see, signed_in):
    with pytest.raises(policies.Forbidden):
        see(world.nour, by=world.nour)
    assert signed_in(world.marcel).get("/accueil/mandats/identite").status_code in {403, 404}


def test_what_was_seen_is_good_for_that_name(app, world, make, see):
    see(world.nour)
    with make.writing() as session:
        nour = Actor.of(session.get_one(Resident, world.nour.id))
        accounts.describe_oneself(nour, full_name="Sonia Delmas", about="")
    with app.app_context():
        assert not policies.may_hold_mandate(db.session.get_one(Resident, world.nour.id))


def test_it_goes_with_the_account(app, world, make, see):
    see(world.nour)
    with make.writing() as session:
        resident_closed.send(session.get_one(Resident, world.nour.id))
    with app.app_context():
        assert db.session.scalars(select(IdentityCheck)).all() == []
