"""What a town posted, as who runs the site there reads it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.partners.models import StaffRole
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall
from verification.models.letters import LetterCode
from verification.queries import sent
from verification.queries.sent import PaperState

HERE = "/administration/communes/{}/lettres"
DAY = timedelta(days=1)
# What was noted of a letter, in days since it was asked for.
NOTED = {
    PaperState.WAITING: (),
    PaperState.PRINTED: ("printed_at",),
    PaperState.POSTED: ("printed_at", "posted_at"),
    PaperState.RETURNED: ("printed_at", "posted_at", "returned_at", "ended_at"),
    PaperState.DROPPED: ("printed_at", "ended_at"),
}


@pytest.fixture
def here(make):
    return make.quartier("Les Tanneurs", make.municipality("Valbourg"))


@pytest.fixture
def door(make, here):
    return make.address(here)


@pytest.fixture
def desk(make, signed_in, here):
    """Hassan runs the site for the town of the door."""
    hassan = make.resident("Hassan Alaoui", here)
    work_at_the_town_hall(make, hassan, StaffRole.ADMINISTER)
    return signed_in(hassan)


def note(make, *columns):
    with make.writing() as session:
        letter = session.scalars(select(LetterCode)).one()
        for days, column in enumerate(columns, 1):
            setattr(letter, column, letter.created_at + days * timedelta(minutes=1))


@pytest.mark.parametrize("state", PaperState)
def test_a_letter_is_found_where_it_stands_and_nowhere_else(make, claimed, here, state, in_app):
    note(make, *NOTED[state])
    town = here.municipality_id
    assert [one.state for one in sent.papers(town).rows] == [state]
    assert {each for each in PaperState if sent.papers(town, each).rows} == {state}


def test_the_page_tells_neither_address_nor_code_nor_whole_name(claimed, desk, here):
    page = plain(desk.get(HERE.format(here.municipality_id)).text)
    assert "Lettre avec un code" in page
    assert "Nora P." in page
    assert "à imprimer :" in page
    for hidden in ("Nora Petit", "rue des Tanneurs", "nora"):
        assert hidden not in page


def test_letters_of_another_town_are_not_there(claimed, desk, make, in_app):
    elsewhere = make.quartier("Là-bas", make.municipality("Autreville")).municipality_id
    assert desk.get(HERE.format(elsewhere)).status_code == 404
    assert sent.papers(elsewhere).rows == []


def test_an_empty_list_says_so_and_odd_words_break_nothing(desk, here):
    way = HERE.format(here.municipality_id)
    assert "Aucune lettre ici" in plain(desk.get(f"{way}?state=x&after=1-1").text)
    assert desk.head(f"{way}?state=posted").status_code == 200


def test_the_list_goes_on_page_after_page(make, claimed, desk, here):
    moment = now() - 9 * DAY
    with make.writing() as session:
        session.add_all(
            LetterCode(
                claim_id=claimed.id,
                nonce=f"n{number}",
                code_hash="x",
                created_at=moment,
                expires_at=moment + DAY,
                ended_at=moment,
            )
            for number in range(34)
        )
    page = desk.get(HERE.format(here.municipality_id)).text
    assert page.count("Nora P.") == 30
    way = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    assert desk.get(way).text.count("Nora P.") == 5
