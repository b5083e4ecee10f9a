"""Who sees what of somebody: the rule, whatever their choices, and the page that shows it."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Municipality, Quartier, Reach
from neighbourhood.residents import policies
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.actions.accounts import StreetTooShort
from neighbourhood.residents.audiences import (
    NEAR,
    Audience,
    audience_of,
    seen_as,
    seen_by,
    street_for,
)
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import name_for
from tests.support.wordings import a_ladder

SURNAME, STREET, NUMBER = "Zyzzogeton", "rue des Tanneurs", 7319
TOWNS = [Municipality(id=number, name=f"Ville {number}") for number in (1, 2)]
QUARTIERS = [
    Quartier(id=number, name=f"Quartier {number}", municipality=town, municipality_id=town.id)
    for number, town in ((1, TOWNS[0]), (2, TOWNS[0]), (3, TOWNS[1]))
]
DOORS = [
    Address(
        id=2 * q.id + n,
        number=NUMBER,
        street=STREET,
        postcode="99350",
        town="V",
        quartier=q,
        companions=companions,
    )
    for q, (n, companions) in itertools.product(QUARTIERS, enumerate((FEWEST, FEWEST - 1)))
]
choices = st.fixed_dictionaries({"shows_full_name": st.booleans(), "shows_street": st.booleans()})
homes = st.none() | st.sampled_from(DOORS)


def resident(number, home, choice):
    # A plain object, in no session: relations are given by hand.
    person = Resident(id=number, full_name=f"Karima {SURNAME}", about="Je bricole.", **choice)
    if home is not None:
        person.__dict__.update(address=home, quartier=home.quartier)
        person.address_id, person.quartier_id = home.id, home.quartier.id
        person.verified_at = now()
    return person


@given(homes, homes, choices, choices)
def test_every_reader_sees_what_their_audience_does_and_no_more(hers, theirs, choice, other):
    karima, viewer = resident(1, hers, choice), resident(2, theirs, other)
    audience, seen = audience_of(viewer, karima), seen_by(karima, viewer)
    assert seen == seen_as(karima, audience)
    assert seen.name == name_for(karima, viewer)
    assert seen.street == street_for(karima, viewer)
    proved = hers is not None and theirs is not None
    assert (audience is Audience.BUILDING) == (proved and hers is theirs)
    assert (audience in NEAR) == (proved and hers.quartier is theirs.quartier)
    assert (audience is not Audience.PUBLIC) == (
        proved and hers.quartier.municipality is theirs.quartier.municipality
    )


@given(homes, choices, st.sampled_from(Audience))
def test_no_audience_reads_more_than_was_chosen(home, choice, audience):
    seen = seen_as(resident(1, home, choice), audience)
    near = audience in NEAR
    assert (SURNAME in seen.name) == (near and choice["shows_full_name"])
    hidden = home is not None and home.companions < FEWEST
    assert (STREET in str(seen)) == bool(near and choice["shows_street"] and home and not hidden)
    assert str(NUMBER) not in str(seen)
    assert not seen.same_building or (choice["shows_street"] and audience is Audience.BUILDING)
    if audience is Audience.PUBLIC:
        assert (seen.quartier, seen.about) == ("", "")


@given(homes, choices)
def test_each_audience_reads_at_most_what_a_nearer_one_does(home, choice):
    karima = resident(1, home, choice)
    views = [seen_as(karima, audience) for audience in Audience]
    for nearer, further in itertools.pairwise(views):
        for part in ("quartier", "street", "about"):
            assert getattr(further, part) in {"", getattr(nearer, part)}
        assert further.name in {nearer.name, karima.public_name}


@given(homes, homes, choices, choices)
def test_what_the_reader_chose_for_themselves_changes_nothing(hers, theirs, choice, other):
    karima = resident(1, hers, choice)
    first = seen_by(karima, resident(2, theirs, choice))
    assert seen_by(karima, resident(2, theirs, other)) == first


@given(homes, choices)
def test_oneself_keeps_one_s_whole_name(home, choice):
    karima = resident(1, home, choice)
    assert name_for(karima, karima) == karima.full_name
    assert name_for(karima, None) == "Karima Z."


@pytest.fixture
def town(make):
    return make.municipality()


@pytest.fixture
def quartier(make, town):
    return make.quartier("Les Tanneurs", town)


@pytest.fixture
def hers(make, quartier):
    return make.resident(f"Karima {SURNAME}", quartier, about="Je bricole.")


@pytest.fixture
def choose(make):
    def choose(person, *, full_name=True, street=False):
        with make.writing() as session:
            row = session.get_one(Resident, person.id)
            accounts.choose_what_shows(Actor.of(row), full_name=full_name, street=street)

    return choose


PAGE = "/moi/vu-par-les-autres"


def test_unless_one_chooses_the_quartier_reads_the_name_and_not_the_street(hers):
    assert (hers.shows_full_name, hers.shows_street) == (True, False)


def test_a_street_of_few_doors_is_never_shown(make, hers, choose, signed_in):
    with make.writing() as session:
        session.get_one(Address, hers.address_id).companions = FEWEST - 1
    with pytest.raises(StreetTooShort):
        choose(hers, street=True)
    browser = signed_in(hers)
    assert 'name="shows_street"' not in browser.get(PAGE).text
    browser.post(PAGE, data={"shows_street": "y"})
    page = browser.get(PAGE).text
    assert STREET not in page
    assert "moins de onze portes possibles" in page


def test_a_newcomer_has_no_street_to_show(make, in_app):
    assert not policies.may_show_street(make.resident("Nour", verified=False))


def test_the_page_shows_each_audience_and_saves_the_choice(hers, signed_in, reread):
    browser = signed_in(hers)
    before = browser.get(PAGE).text
    assert STREET not in before
    assert before.count(f"<strong>Karima {SURNAME}</strong>") == 2
    assert before.count("<strong>Karima Z.</strong>") == 2
    assert browser.post(PAGE, data={"shows_street": "y"}).status_code == 303
    after = browser.get(PAGE).text
    assert SURNAME not in after
    assert after.count(STREET) == 2
    assert "habite aussi votre immeuble" in after
    assert (reread(hers).shows_full_name, reread(hers).shows_street) == (False, True)


def test_the_choice_holds_wherever_neighbours_read_her(
    make, town, quartier, hers, choose, signed_in
):
    with make.writing() as session:
        wording = a_ladder(reach=Reach.TOWN)
        author = session.get_one(Resident, hers.id)
        notice = notices.publish(Actor.of(author), direction=Direction.ASK, wording=wording).path
    near = signed_in(make.resident("Paul Noise", quartier))
    paths = ("/", "/entraide", notice, f"/voisins/{hers.id}")
    assert all(SURNAME in near.get(path).text for path in paths)
    assert not any(STREET in near.get(path).text for path in paths)
    choose(hers, full_name=False, street=True)
    assert not any(SURNAME in near.get(path).text for path in paths)
    assert all("Karima Z." in near.get(path).text for path in paths)
    assert all(STREET in near.get(path).text for path in (notice, f"/voisins/{hers.id}"))
    far = signed_in(make.resident("Paul Loin", make.quartier("Ailleurs", town)))
    assert not any(STREET in far.get(path).text for path in paths)
    assert "Karima Z." in far.get(notice).text


def test_a_neighbour_of_the_same_door_is_told_so_only_by_choice(make, hers, choose, signed_in):
    other = make.resident("Paul Noise", hers.quartier)
    with make.writing() as session:
        door = session.get_one(Address, hers.address_id)
        accounts.settle_in(session.get_one(Resident, other.id), door)
    browser, path = signed_in(other), f"/voisins/{hers.id}"
    assert "immeuble" not in browser.get(path).text
    choose(hers, street=True)
    assert "habite aussi votre immeuble" in browser.get(path).text


def test_moving_hides_the_street_again(make, quartier, hers, choose, reread):
    choose(hers, street=True)
    door = make.address(quartier)
    with make.writing() as session:
        person = session.get_one(Resident, hers.id)
        accounts.settle_in(person, session.get_one(Address, hers.address_id))
        assert person.shows_street  # proved again, same door
        accounts.settle_in(person, session.get_one(Address, door.id))
    assert reread(hers).shows_street is False


def test_before_posting_one_sees_each_audience_it_will_reach(hers, signed_in):
    browser = signed_in(hers)
    steps = {
        "": {"subject": "service"},
        "/categorie": {"category": "diy"},
        "/details": {
            "title": "Monter une étagère",
            "body": "Samedi.",
            "places": "1",
            "until": (now() + timedelta(days=7)).date().isoformat(),
        },
    }
    for step, said in steps.items():
        browser.post(f"/entraide/demander{step}", data=said)
    shown = {}
    for reach in Reach:
        browser.post("/entraide/demander/portee", data={"reach": reach.value})
        shown[reach] = browser.get("/entraide/demander/apercu").text
    assert shown[Reach.QUARTIER].count("<strong>Karima Z.</strong>") == 0
    assert shown[Reach.QUARTIER].count("ne la voit pas") == 2
    assert "Les quartiers voisins" in shown[Reach.NEIGHBOURING]
    assert shown[Reach.TOWN].count("<strong>Karima Z.</strong>") == 1
    assert shown[Reach.TOWN].count("ne la voit pas") == 1
