"""Neighbours of trust: they read without names, give an opinion in words, and decide nothing."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Outcome
from neighbourhood.moderation.policies import reviewing as policies
from neighbourhood.moderation.policies.reporting import AlreadyLookedAt
from neighbourhood.moderation.queries import reviews
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from tests.support.news import told


@pytest.fixture
def shared(town, desk):
    """A case that is shown to Paul, who helps to review."""
    report = town.report(town.readers[0])
    desk.trust(town.readers[2])
    desk.share(report)
    return report


@pytest.fixture
def paul(town):
    return town.readers[2]


def may_review(town, report, who) -> bool:
    with town.make.writing() as session:
        case, resident = session.get_one(Case, report.case_id), session.get_one(Resident, who.id)
        allowed = policies.may_review(resident, case)
        assert not allowed or case in reviews.cases_for(resident)
        return allowed


def test_a_reviewer_reads_what_is_shown_and_who_is_none_does_not(town, shared, paul):
    assert may_review(town, shared, paul)
    assert told(town, paul, "moderation.to review") == 1
    assert not may_review(town, shared, town.readers[3])
    town.change(paul, read_only_until=now() + timedelta(days=1))
    assert not may_review(town, shared, paul)


@pytest.mark.parametrize("situation", ["author", "home", "reported", "lives with", "apart"])
def test_a_party_reviews_nothing_of_their_own_matter(town, make, shared, paul, situation):
    if situation == "author":
        town.change(town.notice, author_id=paul.id)
    elif situation == "home":
        town.change(paul, address_id=town.karima.address_id)
    elif situation == "reported":
        town.report(paul)
    elif situation == "lives with":
        town.change(paul, address_id=town.readers[0].address_id)
    else:
        with make.writing() as session:
            session.add(Block(blocker_id=town.karima.id, blocked_id=paul.id))
    assert not may_review(town, shared, paul)


def test_a_case_of_another_town_is_not_theirs(town, make, shared, paul):
    town.change(town.case(shared), municipality_id=make.municipality("Autre-Ville").id)
    assert not may_review(town, shared, paul)


def test_an_urgent_rule_takes_the_case_back_from_neighbours(town, shared, paul):
    town.report(town.readers[1], "child")
    assert not may_review(town, shared, paul)


@pytest.mark.parametrize("rule", ["threat", "child", "private life"])
def test_what_is_urgent_is_never_shown(town, desk, rule):
    for urgent in (
        desk.open_case(("resident", town.karima.id), rule=rule),
        town.report(town.readers[0], rule),
    ):
        with pytest.raises(policies.NotForNeighbours):
            desk.share(urgent)


@pytest.mark.parametrize("code", ["message", "reply", "seat"])
def test_what_is_said_between_some_is_never_shown(town, desk, things, code):
    said = town.report(town.karima, about=(code, things[code]))
    with pytest.raises(policies.NotForNeighbours):
        desk.share(said)


def test_a_case_is_shown_once_by_who_handles_it_while_it_is_open(town, desk, shared):
    with pytest.raises(AlreadyLookedAt):
        desk.share(shared)
    other = town.report(town.readers[1], about=("notice", town.published().id))
    with pytest.raises(Missing):
        desk.share(other, by=town.readers[1])
    desk.decide(other, Outcome.NOTHING)
    with pytest.raises(AlreadyLookedAt):
        desk.share(other)


def test_one_gives_one_opinion_and_may_change_it_until_it_is_decided(town, desk, shared, paul):
    first = desk.think(shared, paul, broken=False, words="Rien de grave.")
    second = desk.think(shared, paul, words="Si, il insiste.")
    assert first.id == second.id
    assert (town.fresh(first).broken, town.fresh(first).words) == (True, "Si, il insiste.")
    assert town.case(shared).is_open, "an opinion decides nothing"
    with pytest.raises(Missing):
        desk.think(shared, town.readers[3])
    desk.decide(shared, Outcome.WARNING)
    with pytest.raises(policies.ReviewedAlready):
        desk.think(shared, paul, words="Non.")
    assert town.fresh(first).words == "Si, il insiste."


def test_nothing_changes_once_a_heavy_measure_is_proposed(town, desk, shared, paul):
    desk.think(shared, paul)
    desk.trust(town.readers[3])
    desk.decide(shared, Outcome.EXCLUDED)
    with pytest.raises(policies.ReviewedAlready):
        desk.think(shared, paul, words="Non.")
    with pytest.raises(Missing):
        desk.think(shared, town.readers[3])
