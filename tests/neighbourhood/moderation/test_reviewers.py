"""Who helps to review: asked by who moderates, free to say no, to stop, and thanked."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.actions import reviewing
from neighbourhood.moderation.models.reviewers import REVIEWER_MOVES, Reviewer, ReviewerStatus
from neighbourhood.moderation.policies import reviewing as policies
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models.residents import Resident
from tests.support.news import told


@pytest.fixture
def paul(town):
    return town.readers[2]


@pytest.fixture
def name(town, desk, make):
    """Ask somebody to help, as Odile unless told who."""

    def name(who, by=None) -> Reviewer:
        with make.writing() as session:
            here = session.get_one(Municipality, town.valbourg.id)
            asked = who and session.get_one(Resident, who.id)
            return reviewing.name(desk._as(session, by or town.odile), here, asked)

    return name


def test_each_status_is_followed_by_what_the_table_says():
    table = {str(before): {str(after) for after in to} for before, to in REVIEWER_MOVES.items()}
    assert table == {
        "asked": {"serving", "declined", "thanked"},
        "declined": set(),
        "serving": {"stopped", "thanked"},
        "stopped": set(),
        "thanked": set(),
    }


def test_only_a_verified_neighbour_of_the_town_who_works_elsewhere_is_asked(
    town, desk, make, name, paul
):
    far = make.resident("Jean Loin", make.quartier("Ailleurs"))
    new = make.resident("Nora Neuve", town.here, verified=False)
    admin = make.resident("Ali Admin", town.here)
    town.change(admin, is_administrator=True)
    town.change(town.readers[1], read_only_until=now() + timedelta(days=3))
    town.change(town.readers[3], closed_at=now())
    for unfit in (None, far, new, admin, desk.victor, town.readers[1], town.readers[3]):
        with pytest.raises(policies.CannotReview):
            name(unfit)
    name(paul)
    with pytest.raises(policies.CannotReview):
        name(paul)
    with pytest.raises(Missing):
        name(town.readers[0], by=town.karima)


def test_the_database_refuses_to_ask_twice(town, make, name, paul):
    name(paul)
    twin = {"municipality_id": town.valbourg.id, "resident_id": paul.id}
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(Reviewer(named_by_id=town.odile.id, **twin))


def test_one_says_yes_or_no(town, make, name, paul):
    asked = name(paul)
    assert told(town, paul, "moderation.review asked") == 1
    with pytest.raises(Missing):
        make.act(reviewing.answer, town.readers[0], asked, accepts=True)
    make.act(reviewing.answer, paul, asked, accepts=False)
    assert told(town, town.odile, "moderation.review declined") == 1
    assert told(town, town.odile, "moderation.review accepted") == 0
    with pytest.raises(policies.AnsweredReview):
        make.act(reviewing.answer, paul, asked, accepts=True)
    make.act(reviewing.answer, paul, name(paul), accepts=True)
    assert told(town, town.odile, "moderation.review accepted") == 1


def test_one_stops_when_one_likes(town, desk, make, paul):
    serving = desk.trust(paul)
    with pytest.raises(Missing):
        make.act(reviewing.stop, town.readers[0], serving)
    make.act(reviewing.stop, paul, serving)
    assert told(town, town.odile, "moderation.review stopped") == 1
    assert town.fresh(serving).status is ReviewerStatus.STOPPED
    with pytest.raises(policies.AnsweredReview):
        make.act(reviewing.stop, paul, serving)


def test_one_is_thanked_by_who_moderates(town, desk, make, name, paul):
    serving = desk.trust(paul)
    with pytest.raises(Missing):
        make.act(reviewing.thank, town.readers[0], serving)
    make.act(reviewing.thank, town.odile, serving)
    assert told(town, paul, "moderation.review ended") == 1
    assert town.fresh(serving).status is ReviewerStatus.THANKED
    with pytest.raises(policies.AnsweredReview):
        make.act(reviewing.thank, town.odile, serving)
    asked = name(paul)
    make.act(reviewing.thank, town.odile, asked)
    with pytest.raises(policies.AnsweredReview):
        make.act(reviewing.answer, paul, asked, accepts=True)


def test_who_is_fit_no_more_when_answering_does_not_serve(town, make, name, paul):
    asked = name(paul)
    town.change(paul, verified_at=None)
    with pytest.raises(policies.CannotReview):
        make.act(reviewing.answer, paul, asked, accepts=True)
