"""What one can do near home in half an hour."""

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.models.subjects import Category, Direction
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Reach
from neighbourhood.residents.models.blocks import Block

PATH = "/entraide/une-demi-heure"


@pytest.fixture
def errand(town):
    """Write a request for bread, of Marcel unless it is said: `errand("Du pain")`."""

    def write(title, author=None, **more):
        said = {"category": Category.ERRANDS, "title": title, **more}
        return town.notice(author or town.marcel, **said)

    return write


@pytest.fixture
def titles(karima):
    def read() -> list[str]:
        page = karima.get(PATH).text
        return [piece.partition("</a>")[0] for piece in _titles(page)]

    return read


def _titles(page: str) -> list[str]:
    return [piece.partition('">')[2] for piece in page.split('<h3 dir="auto"><a ')[1:]]


def test_a_short_request_of_the_quartier_is_listed(errand, titles):
    errand("Du pain")
    assert titles() == ["Du pain"]


def test_what_is_mostly_long_or_offered_or_ones_own_is_not(town, errand, titles):
    errand("Un meuble", category=Category.DIY)
    errand("Des courses", direction=Direction.OFFER)
    errand("Mes courses", town.karima)
    assert titles() == []


def test_what_somebody_answered_already_is_not_listed(town, errand, titles):
    town.reply(errand("Du pain"), town.ines)
    assert titles() == []


def test_what_lives_in_another_quartier_is_not_listed(town, errand, titles):
    errand("Du pain", town.paul, reach=Reach.TOWN)
    assert titles() == []


def test_nothing_is_listed_of_who_is_kept_apart(town, errand, titles):
    errand("Du pain")
    with town.make.writing() as session:
        session.add(Block(blocker_id=town.marcel.id, blocked_id=town.karima.id, created_at=now()))
    assert titles() == []


def test_ones_own_square_comes_first_then_what_waits_longest(town, errand, titles):
    errand("Plus loin")
    errand("Plus loin encore", town.ines)
    near = errand("À côté")
    with town.make.writing() as session:
        card = session.scalars(select(Card).filter_by(about_id=near.id)).one()
        card.cell_id = town.karima.address.cell_id
    assert titles() == ["À côté", "Plus loin", "Plus loin encore"]


def test_six_are_enough(errand, titles):
    for number in range(8):
        errand(f"Course {number}")
    assert titles() == [f"Course {number}" for number in range(6)]


def test_when_there_is_nothing_the_page_invites_and_blames_nobody(karima):
    page = karima.get(PATH).text
    assert "Rien de court à faire en ce moment" in page
    assert "Proposer quelque chose" in page


def test_the_list_of_help_leads_there(karima):
    assert f'href="{PATH}"' in karima.get("/entraide").text


def test_it_is_one_statement_beside_who_reads_where_they_live_and_the_figures(
    errand, karima, statements
):
    for number in range(3):
        errand(f"Course {number}")
    karima.get(PATH)
    statements.clear()
    karima.get(PATH)
    # Where they live is two: which home it is, and its square.
    assert len(statements) == 5
