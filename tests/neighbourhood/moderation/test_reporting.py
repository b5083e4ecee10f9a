"""Reports, the cases they make, and what hides a thing before anybody looked at it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import queueing, reporting
from neighbourhood.moderation.models.cases import CASE_MOVES, Case, CaseStatus, HiddenFor
from neighbourhood.moderation.policies import reporting as policies
from neighbourhood.moderation.rules import RULES
from neighbourhood.residents.models.residents import Resident
from tests.support.news import told


def test_each_status_is_followed_by_what_the_table_says():
    table = {before.value: {after.value for after in moves} for before, moves in CASE_MOVES.items()}
    assert table == {
        "open": {"decided", "dropped"},
        "dropped": set(),
        "decided": {"appealed", "closed"},
        "appealed": {"closed", "open"},
        "closed": set(),
    }


def test_one_case_gathers_all_reports_of_a_thing_and_keeps_what_was_read(town):
    first, second = town.report(town.readers[0]), town.report(town.readers[1], "advertising")
    assert first.case_id == second.case_id
    town.change(town.notice, title="Tout autre chose", body="Rien à voir.")
    case = town.case(first)
    assert (case.title, case.excerpt) == (town.notice.title, town.notice.body)
    assert case.due_at == case.created_at + RULES["scam"].within
    assert case.municipality_id == town.valbourg.id


def test_an_urgent_rule_hides_at_once_and_shortens_the_delay(town):
    town.report(town.readers[0], "advertising")
    case = town.case(town.report(town.readers[1], "threat"))
    assert case.hidden_for is HiddenFor.URGENT
    assert case.due_at <= case.created_at + RULES["advertising"].within
    assert town.fresh(town.notice).hidden_at is not None
    assert told(town, town.karima, "moderation.hidden") == 1


def test_three_homes_hide_and_two_do_not(town):
    for reader in town.readers[:2]:
        assert not town.case(town.report(reader)).is_hidden
    assert town.case(town.report(town.readers[2])).hidden_for is HiddenFor.SEVERAL


def test_a_home_counts_once(town):
    one, two, three, four = town.readers
    town.change(three, address_id=one.address_id)
    for reader in (one, two, three):
        assert not town.case(town.report(reader)).is_hidden
    assert town.case(town.report(four)).is_hidden


def test_whoever_reported_in_vain_three_times_hides_nothing_more(town, move_clock):
    reader = town.readers[0]
    for _ in range(3):
        refused = town.report(reader, "advertising", about=("notice", town.published().id))
        with town.make.writing() as session:
            reporting.refuse_reports(session.get_one(Case, refused.case_id))
    assert not town.case(town.report(reader, "threat")).is_hidden
    move_clock(days=91)
    other = town.published()
    town.change(reader, residency_expires_at=None)
    assert town.case(town.report(reader, "threat", about=("notice", other.id))).is_hidden


def test_a_report_taken_back_counts_no_more_and_may_be_put_back(town):
    made = town.report(town.readers[0], "threat")
    town.make.act(reporting.take_back, town.readers[0], made)
    assert town.case(made).status is CaseStatus.DROPPED
    assert town.fresh(town.notice).hidden_at is None
    town.make.act(reporting.put_back, town.readers[0], made)
    assert town.case(made).status is CaseStatus.OPEN
    assert town.fresh(town.notice).hidden_at is not None


def test_one_reports_a_thing_once_never_ones_own_and_not_without_end(town):
    town.report(town.readers[0])
    with pytest.raises(policies.AlreadyReported):
        town.report(town.readers[0], "hate")
    with pytest.raises(policies.OwnThing):
        town.report(town.karima)
    for _ in range(policies.MOST_A_DAY - 1):
        town.report(town.readers[0], about=("notice", town.published().id))
    with pytest.raises(policies.TooManyReports):
        town.report(town.readers[0], about=("notice", town.published().id))


def test_a_party_to_the_matter_sees_no_case_and_cannot_act(town):
    made = town.report(town.readers[0])
    assert may_handle(town, made)
    town.change(town.odile, address_id=town.karima.address_id)
    assert not may_handle(town, made), "she lives with the author"
    town.change(town.odile, address_id=town.readers[0].address_id)
    assert not may_handle(town, made), "she lives with who reported"
    town.change(town.odile, address_id=None)
    assert may_handle(town, made)
    town.change(town.notice, author_id=town.odile.id)
    assert not may_handle(town, made), "she wrote it"


def test_who_reported_cannot_take_up_the_case(town):
    made = town.report(town.odile)
    assert not may_handle(town, made)
    with pytest.raises(Missing):
        town.make.act(queueing.take_up, town.odile, town.case(made))


def may_handle(town, made) -> bool:
    with town.make.writing():
        case = db.session.get_one(Case, made.case_id)
        return policies.may_handle(db.session.get_one(Resident, town.odile.id), case)


def test_a_second_open_case_of_a_thing_is_refused_by_the_database(town):
    made = town.report(town.readers[0])
    case = town.case(made)
    twin = Case(
        about=case.about,
        about_id=case.about_id,
        title="x",
        created_at=case.created_at,
        due_at=case.due_at,
    )
    with pytest.raises(IntegrityError), town.make.writing() as session:
        session.add(twin)
    with town.make.writing() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
