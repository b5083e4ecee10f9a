"""Open notices are shown beside those they may answer, with the reason."""

from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from neighbourhood.exchanges.matching import suggesting
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.subjects import Category, Direction, Subject
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.actions import shelf
from neighbourhood.places.models import Reach
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_drill

RAIL = {"category": Category.DIY, "title": "Percer pour une tringle", "body": "Mur en béton."}
DRILL = {
    "subject": Subject.GIVING,
    "category": Category.TOOLS,
    "title": "Je donne ma visseuse",
    "body": "Avec les mèches.",
}
CAT = {"category": Category.PETS, "title": "Garder un chat", "body": ""}


@pytest.fixture
def rail(town):
    return town.notice(town.karima, **RAIL)


@pytest.fixture
def drill(town):
    return town.notice(town.marcel, direction=Direction.OFFER, **DRILL)


@pytest.fixture
def beside(app):
    """What stands beside a notice for its author: titles and reasons."""

    def find(notice, viewer=None, find=suggesting.suggestions):
        with app.test_request_context(), force_locale("fr"):
            reader = db.session.get_one(Resident, (viewer or notice.author).id)
            found = find(reader, db.session.get_one(Notice, notice.id))
            return [(one.line.title, one.why.replace("\xa0", " ")) for one in found]

    return find


@pytest.fixture
def titles(town, beside):
    return lambda notice, viewer=town.karima: [title for title, _why in beside(notice, viewer)]


def test_who_asks_for_a_hole_is_shown_the_drill(town, rail, drill, beside):
    town.notice(town.ines, direction=Direction.OFFER, **CAT)
    [(title, why)] = beside(rail, town.karima)
    assert title == "Je donne ma visseuse"
    assert why == "« visseuse » va avec « percer », catégorie voisine, pas loin."


def test_who_gives_the_drill_is_shown_who_asks_for_a_hole(town, rail, drill, beside):
    [(title, why)] = beside(drill, town.marcel)
    assert title == "Percer pour une tringle"
    assert "« percer » va avec « visseuse »" in why


def test_what_stands_on_a_shelf_answers_who_looks_for_it(town, beside):
    town.make.act(shelf.add, town.marcel, wording=a_drill())
    sought = town.notice(subject=Subject.LOAN, category=Category.TOOLS, title="Une visseuse")
    [(title, why)] = beside(sought, town.karima)
    assert title == "Une perceuse"
    assert "« perceuse » va avec « visseuse »" in why
    [(title, _why)] = beside(sought, town.marcel, suggesting.answered_by_own)
    assert title == "Une perceuse"


def test_a_slip_of_spelling_hides_nothing(town, rail, titles):
    town.notice(town.marcel, direction=Direction.OFFER, **{**DRILL, "title": "Je donne ma viseuse"})
    assert titles(rail) == ["Je donne ma viseuse"]


def test_at_most_three_are_shown_the_best_first(town, rail, drill, titles):
    for number in range(4):
        said = {"category": Category.DIY, "title": f"Bricoleur {number}", "body": ""}
        town.notice(town.ines, direction=Direction.OFFER, **said)
    found = titles(rail)
    assert len(found) == 3
    assert found[0] == "Je donne ma visseuse"


def test_what_has_nothing_in_common_is_not_shown(town, rail, titles):
    town.notice(town.marcel, direction=Direction.OFFER, **CAT)
    assert titles(rail) == []


def test_requests_are_not_shown_beside_a_request(town, rail, titles):
    town.notice(town.marcel, **RAIL)
    assert titles(rail) == []


def test_ones_own_offer_is_not_shown_beside_ones_request(town, rail, titles):
    town.notice(town.karima, direction=Direction.OFFER, **DRILL)
    assert titles(rail) == []


@pytest.mark.parametrize("blocked", [("karima", "marcel"), ("marcel", "karima")])
def test_nothing_is_shown_of_who_is_kept_apart(town, rail, drill, titles, blocked):
    one, other = (getattr(town, name).id for name in blocked)
    with town.make.writing() as session:
        session.add(Block(blocker_id=one, blocked_id=other, created_at=now()))
    assert titles(rail) == []


@pytest.mark.parametrize("status", [NoticeStatus.AGREED, NoticeStatus.WITHDRAWN])
def test_what_is_no_longer_open_is_not_shown(town, rail, drill, titles, status):
    town.change(drill, status=status)
    with town.make.writing() as session:
        session.scalars(select(Card).filter_by(about_id=drill.id)).one().listed = False
    assert titles(rail) == []


def test_what_is_for_another_quartier_alone_is_not_shown(town, rail, titles):
    town.notice(town.paul, direction=Direction.OFFER, **DRILL, reach=Reach.QUARTIER)
    assert titles(rail) == []


def test_what_reaches_the_neighbouring_quartiers_is_shown_with_where_it_is(town, rail, beside):
    town.notice(town.paul, direction=Direction.OFFER, **DRILL, reach=Reach.NEIGHBOURING)
    [(_title, why)] = beside(rail, town.karima)
    assert why.endswith("dans un autre quartier.")


def test_whom_one_answered_already_is_not_suggested_to_one(town, rail, drill, titles):
    town.reply(drill, town.karima)
    assert titles(rail) == []


def test_who_answered_already_is_not_suggested(town, rail, drill, titles):
    town.reply(rail, town.marcel)
    assert titles(rail) == []


def test_of_two_that_are_alike_the_one_in_the_next_square_comes_first(town, rail, drill, titles):
    with town.make.writing() as session:
        session.scalars(select(Card).filter_by(about_id=drill.id)).one().cell_id = None
    near = town.notice(town.ines, direction=Direction.OFFER, **{**DRILL, "title": "Ma visseuse"})
    older = now() - timedelta(days=20)
    with town.make.writing() as session:
        card = session.scalars(select(Card).filter_by(about_id=rail.id)).one()
        session.scalars(select(Card).filter_by(about_id=near.id)).one().created_at = older
        session.scalars(select(Card).filter_by(about_id=near.id)).one().cell_id = card.cell_id
    assert titles(rail) == ["Ma visseuse", "Je donne ma visseuse"]


def test_the_author_reads_them_right_after_publishing(town, rail, drill, karima):
    page = karima.get(rail.path).text.replace("\xa0", " ")
    assert "Ces voisins proposent peut-être cela" in page
    assert f'href="{drill.path}"' in page
    assert "« visseuse » va avec « percer »" in page


def test_who_offers_reads_that_their_offer_may_answer(town, rail, drill, marcel):
    page = marcel.get(rail.path).text
    assert "Votre proposition y répond peut-être" in page
    assert f'href="{drill.path}"' in page


def test_others_are_shown_nothing_beside_it(town, rail, drill, signed_in):
    page = signed_in(town.ines).get(rail.path).text
    assert "peut-être" not in page


def test_nothing_stands_beside_what_is_over(town, rail, drill, karima):
    town.change(rail, status=NoticeStatus.WITHDRAWN)
    assert drill.path not in karima.get(rail.path).text


def test_the_page_costs_the_same_however_many_there_are(town, rail, drill, karima, statements):
    def count() -> int:
        statements.clear()
        karima.get(rail.path)
        return len(statements)

    one = count()
    for _ in range(3):
        town.notice(town.ines, direction=Direction.OFFER, **DRILL)
    assert count() == one
