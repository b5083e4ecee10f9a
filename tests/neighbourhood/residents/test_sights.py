"""Who saw or changed what concerns whom: it only grows, and the person concerned reads it."""

from datetime import timedelta

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.personal import HOLDINGS, RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.partners.models import Partner, PartnerKind, StaffMember, StaffRole
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.kinds import REASONS, SIGHTS, Reason, SightKind
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight, SightNames
from tests.support.news import plain

ACT = "toy.looked"
REASON = "Demande au guichet"


@pytest.fixture(autouse=True)
def _toy_act(monkeypatch):
    monkeypatch.setitem(SIGHTS, ACT, SightKind(code=ACT, title="Votre jouet, regardé"))


@pytest.fixture
def clerk(make):
    person = make.resident("Claire Mairie")
    town = make.municipality()
    with make.writing() as session:
        office = Partner(
            name="Mairie de Valbourg",
            municipality_id=town.id,
            kind=PartnerKind.CITY_SERVICE,
            accredited_at=now(),
        )
        session.add(office)
        session.flush()
        session.add(StaffMember(partner_id=office.id, resident_id=person.id, role=StaffRole.VERIFY))
    return person


@pytest.fixture
def seen(make, karima, clerk):
    """Have somebody look at something of Karima."""

    def seen(by=clerk, reason=REASON):
        with make.writing():
            sights.note(by.id, karima.id, ACT, reason)

    return seen


def rows(app):
    with app.app_context():
        return [
            db.session.execute(text(f"SELECT * FROM {name}")).all()
            for name in ("sight", "sight_names")
        ]


def test_the_person_concerned_reads_what_when_why_and_which_office(seen, karima, signed_in):
    seen()
    page = plain(signed_in(karima).get("/moi/donnees/regards").text)
    assert "Votre jouet, regardé" in page
    assert "Mairie de Valbourg" in page
    assert f"Raison : {REASON}" in page
    assert "Claire" not in page


def test_what_is_seen_alike_on_one_day_is_one_line_with_each_reason(seen, karima, signed_in):
    for reason in ("Une demande", "Une demande", "Un appel"):
        seen(reason=reason)
    page = plain(signed_in(karima).get("/moi/donnees/regards").text)
    assert page.count("Votre jouet, regardé") == 1
    assert page.count("Raison : Une demande") == page.count("Raison : Un appel") == 1


def test_nobody_else_reads_it(seen, clerk, signed_in):
    seen()
    page = plain(signed_in(clerk).get("/moi/donnees/regards").text)
    assert "Rien à lire ici pour l’instant" in page
    assert "Votre jouet" not in page


def test_whoever_works_nowhere_acted_for_the_site(make, seen, karima, signed_in):
    seen(by=make.resident("Ada Site"))
    page = plain(signed_in(karima).get("/moi/donnees/regards").text)
    assert "L’équipe qui fait tourner le site" in page
    assert "Ada" not in page


def test_of_oneself_nothing_is_noted(app, seen, karima):
    seen(by=karima)
    assert rows(app) == [[], []]


def test_what_nobody_declared_is_not_noted(make, karima, clerk):
    with pytest.raises(KeyError), make.writing():
        sights.note(clerk.id, karima.id, "no such act")


def test_many_of_them_are_read_page_by_page(seen, karima, signed_in):
    for number in range(31):
        seen(reason=f"dossier {number:02}")
    browser = signed_in(karima)
    first = browser.get("/moi/donnees/regards").text
    assert "dossier 30" in first
    assert "dossier 00" not in first
    onward = first.partition("/moi/donnees/regards?after=")[2].partition('"')[0]
    assert "dossier 00" in browser.get(f"/moi/donnees/regards?after={onward}").text


def test_it_is_in_what_one_takes_along(app, seen, karima, clerk):
    seen()
    with app.test_request_context():
        [entry] = HOLDINGS["sights"].read(karima.id)
        assert entry["act"] == "Votre jouet, regardé"
        assert (entry["office"], entry["reason"]) == ("Mairie de Valbourg", REASON)
        [own] = HOLDINGS["sights"].read(clerk.id)
        assert "reason" not in own


REWRITING = [
    "UPDATE sight SET act = 'other'",
    "UPDATE sight SET office = ''",
    "UPDATE sight SET at = '2001-01-01 00:00:00'",
    "DELETE FROM sight",
    "DELETE FROM sight_names",
    "UPDATE sight_names SET reason = 'another'",
    "UPDATE sight_names SET reason = ''",
    "UPDATE sight_names SET actor_id = (SELECT min(id) FROM resident)",
    "UPDATE sight_names SET about_id = (SELECT max(id) FROM resident)",
    "UPDATE sight_names SET actor_id = NULL",
    "UPDATE sight_names SET about_id = NULL",
    "UPDATE sight_names SET actor_id = NULL, about_id = NULL, reason = ''",
    "UPDATE sight_names SET sight_id = sight_id + 1",
    "REPLACE INTO sight SELECT id, 'other', office, municipality_id, at FROM sight",
    "REPLACE INTO sight_names SELECT sight_id, NULL, about_id, reason FROM sight_names",
]


@pytest.mark.parametrize("rewriting", REWRITING)
def test_the_database_refuses_to_rewrite_it(app, make, seen, rewriting):
    seen()
    make.resident("Paul Dernier")
    before = rows(app)
    with pytest.raises(IntegrityError, match="append-only"), make.writing():
        db.session.execute(text(rewriting))
    assert rows(app) == before


def test_what_was_forgotten_is_not_said_anew(app, make, seen, clerk):
    seen()
    with app.test_request_context(), transaction():
        erase(clerk.id)
        db.session.execute(text("UPDATE sight_names SET reason = ''"))
    for anew in (f"actor_id = {clerk.id}", "reason = 'Nouvelle'"):
        with pytest.raises(IntegrityError, match="append-only"), make.writing():
            db.session.execute(text(f"UPDATE sight_names SET {anew}"))


def test_who_is_erased_is_forgotten_and_the_act_stays(app, seen, karima, clerk):
    seen(reason="Dossier de Karima Benali")
    with app.test_request_context(), transaction():
        erase(karima.id)
    [[act], [names]] = rows(app)
    assert act.act == ACT
    assert (names.actor_id, names.about_id, names.reason) == (clerk.id, None, "")


def test_a_colleague_who_is_erased_leaves_the_office_and_the_reason(app, seen, karima, clerk):
    seen()
    with app.test_request_context(), transaction():
        erase(clerk.id)
    [[act], [names]] = rows(app)
    assert act.office == "Mairie de Valbourg"
    assert (names.actor_id, names.about_id) == (None, karima.id)
    with app.app_context():
        assert db.session.scalars(db.select(SightNames.reason)).all() == [REASON]


def test_after_three_years_the_act_alone_is_kept(app, make, seen, karima, clerk):
    seen()
    kept = RETENTIONS["sights"].keep_for
    with make.writing() as session:
        old = Sight(act=ACT, office="", at=now() - kept - timedelta(hours=1))
        old.names = SightNames(actor_id=clerk.id, about_id=karima.id, reason="Il y a longtemps")
        session.add(old)
    with app.app_context():
        RETENTIONS["sights"].forget(now() - kept)
        assert db.session.scalars(db.select(Sight.act)).all() == [ACT, ACT]
        found = db.session.scalars(db.select(SightNames).order_by(SightNames.sight_id)).all()
        assert [(one.actor_id, one.about_id, one.reason) for one in found] == [
            (clerk.id, karima.id, REASON),
            (None, None, ""),
        ]


def test_a_dump_does_not_tell_why_one_looked(app, seen):
    seen()
    [[_act], [names]] = rows(app)
    assert names.reason.startswith("sealed:")


def test_a_key_that_sealed_a_reason_is_kept_until_the_reason_is_gone(app, seen, move_clock):
    seen()
    with app.app_context():
        rotating.rotate(lambda *_said: None)
        move_clock(hours=2)
        rotating.retire()
        assert db.session.scalars(db.select(SightNames.reason)).all() == [REASON]


@pytest.fixture
def asked_for(make, monkeypatch):
    """A reason of the house, with its words for an office and for whom it concerns."""
    reason = Reason(
        code="toy.asked",
        words=_l("La personne demande de l’aide"),
        told=_l("Vous demandez de l’aide"),
    )
    monkeypatch.setitem(REASONS, reason.code, reason)
    return reason


def test_a_reason_of_the_house_is_read_in_the_language_of_its_reader(
    seen, karima, asked_for, make, signed_in
):
    seen(reason=asked_for.noted("dossier 12"))
    browser = signed_in(karima)
    assert "Raison : Vous demandez de l’aide : dossier 12" in plain(
        browser.get("/moi/donnees/regards").text
    )
    with make.writing() as session:
        session.get_one(Resident, karima.id).language = "en"
    page = plain(browser.get("/moi/donnees/regards").text)
    assert "You are asking for help: dossier 12" in page
    assert "demandez" not in page
