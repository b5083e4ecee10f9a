"""Finding people: who is shown to whom, by what they are found, page by page."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.people.kinds import State
from neighbourhood.people.queries import directory
from neighbourhood.people.queries.directory import Asked
from neighbourhood.residents.models.residents import Resident
from tests.support.news import plain

HERE = "/administration/personnes"
TOWN = "/administration/communes/{}/personnes"
LATER = timedelta(days=3)
# How an account is made to stand in each state, and by what a heavier one outweighs it.
STANDING = {
    State.ACTIVE: {},
    State.UNCONFIRMED: {"email_confirmed_at": None},
    State.RESTRICTED: {"read_only_until": LATER, "email_confirmed_at": None},
    State.SUSPENDED: {"suspended_until": LATER, "read_only_until": LATER},
    State.EXCLUDED: {"excluded_at": -LATER, "suspended_until": LATER},
    State.CLOSING: {"closed_at": -LATER, "excluded_at": -LATER},
}


def names(page):
    return [one.full_name for one in page.rows]


def test_who_runs_a_town_finds_those_who_live_there_and_nobody_else(
    town_desk, karima, nadege, make, quartier
):
    page = plain(town_desk.get(TOWN.format(quartier.municipality_id)).text)
    assert "Karima Benali" in page
    assert "Les Tanneurs · compte ouvert" in page
    assert "Nadège" not in page
    assert town_desk.get(HERE).status_code == 404
    elsewhere = TOWN.format(nadege.quartier.municipality_id)
    assert town_desk.get(elsewhere).status_code == 404


def test_an_administrator_finds_everybody_even_without_a_home(desk, karima, make):
    make.resident("Nour Haddad", verified=False)
    page = plain(desk.get(HERE).text)
    for told in ("Karima Benali", "Nour Haddad", "pas de quartier"):
        assert told in page


def test_no_address_and_no_mailbox_stands_in_the_list(desk, karima):
    page = desk.get(HERE).text
    assert "karima@example.org" not in page
    assert "rue des Tanneurs" not in page


@pytest.mark.parametrize("typed", ["hélène", "HELENE", "lefe", "Lefèvre hel", "œil lefevre"])
def test_a_name_is_found_however_it_is_typed(in_app, make, typed):
    make.resident("Hélène Lefèvre", proved_name="Hélène Œil")
    make.resident("Paul Petit")
    assert names(directory.people(Asked(words=typed), None)) == (
        ["Hélène Lefèvre"] if "œil" not in typed else []
    )


def test_a_mailbox_is_found_whole_and_never_by_a_part(in_app, make):
    make.resident("Karima Benali", email="karima@example.org")
    for typed, found in ((" Karima@Example.org ", 1), ("karima@example", 0), ("@example.org", 0)):
        assert len(directory.people(Asked(words=typed), None).rows) == found


def test_one_looks_in_a_quartier(desk, karima, nadege):
    page = desk.get(f"{HERE}?quartier={karima.quartier_id}").text
    assert "Karima Benali" in page
    assert "Nadège Perrin" not in page


@pytest.fixture
def standing(make):
    """One account in each state; returns their ids."""
    made = {}
    for state, how in STANDING.items():
        moments = {
            name: now() + value if isinstance(value, timedelta) else value
            for name, value in how.items()
        }
        made[state] = make.resident(f"Ada {state.name}", **moments).id
    emptied = {"email": None, "password_hash": "", "closed_at": now(), "erased_at": now()}
    made[State.ERASED] = make.resident("Compte effacé", verified=False, **emptied).id
    return made


@pytest.mark.parametrize("state", State)
def test_each_state_finds_its_own_and_says_the_same_of_each(in_app, standing, state):
    found = directory.people(Asked(state=state), None).rows
    assert [one.id for one in found] == [standing[state]]
    assert directory.state_of(in_app.get_one(Resident, standing[state])) is state


def test_an_excluded_person_stays_findable(town_desk, karima, make, quartier):
    with make.writing() as session:
        session.get_one(Resident, karima.id).excluded_at = now()
    page = plain(town_desk.get(f"{TOWN.format(quartier.municipality_id)}?q=benali").text)
    assert "Karima Benali" in page
    assert "exclu" in page


def test_a_measure_that_is_over_weighs_nothing(in_app, make):
    make.resident("Ada Avant", suspended_until=now() - LATER, read_only_until=now() - LATER)
    assert names(directory.people(Asked(state=State.ACTIVE), None)) == ["Ada Avant"]


@pytest.fixture
def crowd(make, quartier):
    """More people than a page holds; of one moment, so that only their ids tell them apart."""
    moment = now() - timedelta(days=9)
    with make.writing() as session:
        session.add_all(
            Resident(
                full_name=f"Zoé Numéro {number}",
                password_hash="",
                quartier_id=quartier.id,
                created_at=moment,
            )
            for number in range(directory.SIZE + 5)
        )


@pytest.mark.parametrize("asked", [Asked(), Asked(words="zoe")])
def test_the_pages_hold_everybody_once(in_app, crowd, asked):
    first = directory.people(asked, None)
    assert len(first.rows) == directory.SIZE
    second = directory.people(asked, None, first.next)
    assert second.next is None
    assert len({one.id for one in [*first.rows, *second.rows]}) == directory.SIZE + 5


def test_the_next_page_keeps_what_was_asked(town_desk, crowd, quartier):
    page = town_desk.get(f"{TOWN.format(quartier.municipality_id)}?q=zoe&state=active").text
    way = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    for kept in ("q=zoe", "state=active", "after="):
        assert kept in way
    following = town_desk.get(way).text
    assert following.count("Zoé Numéro") == 5
    assert 'rel="next"' not in following


def test_nobody_found_is_said_with_a_way_on(desk, karima):
    page = plain(desk.get(f"{HERE}?q=personne").text)
    assert "Personne ne correspond" in page
    assert f'href="{HERE}"' in page


def test_a_town_without_anybody_says_so(desk, make):
    empty = make.municipality("Sansâme")
    assert "Pas encore d’habitant" in plain(desk.get(TOWN.format(empty.id)).text)


ODD = ("?state=nonsense", "?quartier=-1", "?quartier=abc", f"?quartier={'9' * 30}", "?after=x-y")
ODD_WORDS = ("%00", "%25", "'--", "a" * 900, "%F0%9F%8E%89&q=b", "a%00@b.fr")


@pytest.mark.parametrize("odd", [*ODD, *(f"?q={words}" for words in ODD_WORDS)])
def test_what_makes_no_sense_in_the_address_breaks_nothing(desk, karima, odd):
    assert desk.get(HERE + odd).status_code == 200
    assert desk.head(HERE + odd).status_code == 200


def test_a_page_of_people_costs_no_statement_a_person(desk, crowd, statements):
    statements.clear()
    desk.get(f"{HERE}?q=zoe")
    assert len(statements) < 9
