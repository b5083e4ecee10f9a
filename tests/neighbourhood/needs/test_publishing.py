"""Needs published by the clock: together, once, with a place, which is all that is ever shown."""

from datetime import timedelta

import pytest

from neighbourhood.feed.models import Card
from neighbourhood.feed.queries import open_in_quartier
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs import jobs, kinds, publishing
from neighbourhood.needs.areas import Ground
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ShownAs
from neighbourhood.needs.policies import TooRareHere
from neighbourhood.needs.rhythms import NeedRound
from neighbourhood.needs.rounds import Placed
from neighbourhood.places.models import Municipality, Neighbouring, Quartier
from tests.support.news import plain
from tests.support.rounds import release

LARGE, SMALL = 3000, 150


@pytest.fixture
def quartiers(make, office):
    """Les Tanneurs, of few households, beside La Gare, of many; and Port-Neuf, of many too."""
    town = office.partner.municipality
    others = [make.quartier(name, town) for name in ("La Gare", "Port-Neuf")]
    with make.writing() as session:
        for quartier, households in zip(
            (office.quartier, *others), (SMALL, LARGE, 2 * LARGE), strict=True
        ):
            session.get_one(Quartier, quartier.id).households = households
        beside = office.quartier.id, others[0].id
        for one, other in (beside, beside[::-1]):
            session.add(Neighbouring(quartier_id=one, neighbour_id=other))
    return (office.quartier, *others)


@pytest.fixture
def approved(make, office, quartiers):
    """Approve so many needs some days ago, the first ones in Les Tanneurs."""

    def approve(count=5, days=10, **more):
        needs = []
        for number in range(count):
            here = quartiers[number % len(quartiers)]
            told = {"title": f"Besoin numéro {number}.", "quartier": here, **more}
            needs.append(office.approved(**told))
        with make.writing() as session:
            for need in needs:
                session.get_one(Need, need.id).approved_at = now() - timedelta(days=days)
        return needs

    return approve


def held(make, office):
    with make.writing() as session:
        here = {"municipality_id": office.partner.municipality_id}
        return [each.published for each in session.query(NeedRound).filter_by(**here)]


def test_the_clock_publishes_once_what_goes_out_together(app, make, office, approved):
    needs = approved()
    with app.app_context():
        jobs.hold_rounds()
        jobs.hold_rounds()
    after = [office.now(need) for need in needs]
    assert {need.status for need in after} == {NeedStatus.OPEN}
    assert len({need.published_at for need in after}) == 1
    assert held(make, office) == [5]
    later = approved(5)
    with app.app_context():
        jobs.hold_rounds()
    assert {office.now(need).status for need in later} == {NeedStatus.APPROVED}, "the round is over"


def test_few_wait_and_are_not_there_for_anybody(app, office, approved, signed_in, neighbour):
    (need,) = approved(1)
    with app.app_context():
        jobs.hold_rounds()
        assert db.session.query(Card).count() == 0
    assert office.now(need).status is NeedStatus.APPROVED
    browser = signed_in(neighbour)
    assert browser.get(f"/solidarite/{need.id}").status_code == 404
    assert need.title not in browser.get("/solidarite").text
    assert need.title not in browser.get(f"/solidarite?quartier={need.quartier_id}").text


def test_a_need_that_is_taken_back_before_its_round_is_never_shown(app, office, approved):
    first, *others = approved(6)
    office.withdraw(first)
    with app.app_context():
        jobs.hold_rounds()
    assert office.now(first).status is NeedStatus.WITHDRAWN
    assert office.now(first).published_at is None
    assert {office.now(need).status for need in others} == {NeedStatus.OPEN}


def test_a_small_quartier_is_shown_with_the_one_beside_it(app, office, quartiers, approved):
    needs = approved(6)
    with app.app_context():
        jobs.hold_rounds()
        said = [kinds.place_of(db.session.get_one(Need, need.id)) for need in needs]
    assert said[:3] == ["La Gare et alentours", "La Gare et alentours", "Port-Neuf"]
    assert {office.now(need).shown_as for need in needs} == {ShownAs.AROUND, ShownAs.QUARTIER}


def test_no_page_and_no_filter_tells_more_than_the_place(
    app, office, quartiers, approved, signed_in, neighbour
):
    needs = approved(6)
    with app.app_context():
        jobs.hold_rounds()
    hidden, beside, alone = needs[:3]
    browser = signed_in(neighbour)
    for path in (f"/solidarite/{hidden.id}", "/solidarite", "/", f"/solidarite/{hidden.id}/donner"):
        page = plain(browser.get(path).text)
        assert "La Gare et alentours" in page, path
    listed = [plain(browser.get(f"/solidarite?quartier={each.id}").text) for each in quartiers]
    assert all(need.title in listed[place] for need in (hidden, beside) for place in (0, 1))
    assert hidden.title not in listed[2]
    assert alone.title in listed[2]
    for place, quartier in enumerate(quartiers):
        page = browser.get(f"/entraide?quartier={quartier.id}").text
        assert [need.title in page for need in (hidden, beside, alone)] == [
            False,
            False,
            place == 2,
        ]
        with app.app_context():
            assert sum(open_in_quartier(quartier.id).values()) == (2 if place == 2 else 0)


def test_what_waited_the_longest_time_goes_out_with_the_town_alone(app, office, approved, make):
    need, other = approved(2, days=20)
    with app.app_context():
        jobs.hold_rounds()
        town = db.session.get_one(Municipality, office.partner.municipality_id)
        shown = db.session.get_one(Need, need.id)
        assert kinds.place_of(shown) == town.name
        assert (shown.named_id, shown.places) == (None, [])
    assert office.now(other).status is NeedStatus.OPEN


def test_a_town_that_has_counted_nobody_shows_the_town(app, make, office, quartiers, approved):
    with make.writing() as session:
        session.query(Quartier).update({"households": None})
    needs = approved(5)
    with app.app_context():
        jobs.hold_rounds()
    assert {office.now(need).shown_as for need in needs} == {ShownAs.TOWN}


def test_too_few_households_publish_nothing_and_staff_are_told(
    app, make, office, quartiers, approved, signed_in
):
    with make.writing() as session:
        session.query(Quartier).update({"households": 50})
    (need, *_others) = approved(5, days=30)
    with app.app_context():
        jobs.hold_rounds()
    assert office.now(need).status is NeedStatus.APPROVED
    page = signed_in(office.author).get(f"/partenaires/{office.partner.id}/besoins/{need.id}").text
    assert "il ne sera pas publié pour l’instant" in plain(page)


def test_whoever_reads_a_need_reads_what_anybody_could_guess(office, quartiers, signed_in):
    need = office.submitted(target_cents=13742)
    path = f"/partenaires/{office.partner.id}/besoins/{need.id}"
    for person in (office.author, office.reader):
        page = plain(signed_in(person).get(path).text)
        assert "Le lieu montré : La Gare et alentours, plusieurs quartiers ensemble." in page
        # Of 3150 households one in ten, without the twenty who may be looking.
        assert "Là, 290 foyers au moins" in page
        assert "Le montant montré : 140 €" in page


def test_another_kind_is_refused_where_too_few_could_have_it(app, make, office, approved):
    needs = approved(5)
    with app.app_context():
        jobs.hold_rounds()
    with make.writing() as session:
        session.query(Quartier).update({"households": 300})
    with pytest.raises(TooRareHere):
        office.correction(needs[0], kind=NeedKind.CHILDCARE.value)
    office.correction(needs[1], title="Une facture de gaz")


def test_a_need_that_was_not_approved_is_not_published(app, office, quartiers):
    need = office.submitted()
    with app.app_context():
        town = db.session.get_one(Municipality, office.partner.municipality_id)
        later = now() + timedelta(days=40)
        assert release(town, later, now()) == 0
    assert office.now(need).status is NeedStatus.SUBMITTED
    known = Ground({need.quartier_id: 5000}, {})
    with office.at_work():
        piece = [Placed(need.id, known.whole)]
        assert publishing.publish(office.quartier.municipality_id, piece, known, now()) == 0
    assert office.now(need).status is NeedStatus.SUBMITTED
