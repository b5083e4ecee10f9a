"""While a heavy measure is proposed: who reported ends nothing, and who hid it is said."""

import pytest

from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.models.cases import HiddenFor
from neighbourhood.moderation.models.decisions import DecisionStatus, Outcome
from neighbourhood.moderation.sayings.process import say_automatic
from tests.neighbourhood.moderation.deciding import is_hidden
from tests.support.news import plain, told


@pytest.mark.parametrize("rule", ["advertising", "threat"])
def test_a_report_taken_back_leaves_a_proposal_and_what_it_hides(town, desk, rule):
    report = town.report(town.readers[0], rule)
    made = desk.decide(report, Outcome.EXCLUDED)
    town.make.act(reporting.take_back, town.readers[0], report)
    assert town.case(report).is_open
    assert is_hidden(town)
    desk.agree(made)
    assert town.fresh(made).status is DecisionStatus.IN_FORCE


def test_once_a_proposal_is_refused_people_decide_all_the_same(town, desk):
    report = town.report(town.readers[0], "advertising")
    desk.disagree(desk.decide(report, Outcome.EXCLUDED))
    town.make.act(reporting.take_back, town.readers[0], report)
    assert town.case(report).is_open
    assert is_hidden(town)
    desk.decide(report, Outcome.WARNING)
    assert not is_hidden(town)


def test_a_proposal_says_that_it_hides_and_no_machine(town, desk, signed_in):
    report = town.report(town.readers[0], "advertising")
    made = desk.decide(report, Outcome.EXCLUDED)
    assert town.case(report).hidden_for is HiddenFor.PROPOSED
    page = plain(signed_in(desk.victor).get(f"/moderation/dossiers/{report.case_id}").text)
    assert "par la personne qui a proposé une mesure lourde" in plain(page.lower())
    assert "urgente" not in page
    desk.disagree(made)
    decided = desk.decide(report, Outcome.WARNING)
    with town.make.writing() as session:
        said = str(say_automatic(session.merge(decided)))
    assert "sans aucun automatisme" in plain(said)
    assert "urgente" not in said


def test_who_reports_back_and_forth_sends_no_mails_with_it(town):
    for reader in town.readers[:2]:
        town.report(reader)
    last = town.readers[2]
    made = town.report(last)
    town.make.act(reporting.take_back, last, made)
    town.make.act(reporting.put_back, last, made)
    assert is_hidden(town)
    assert told(town, town.karima, "moderation.hidden") == 1
    assert told(town, town.karima, "moderation.shown again") == 1


def test_one_goes_back_on_having_taken_a_report_back_once(town, signed_in):
    reader, made = town.readers[0], town.report(town.readers[0])
    town.make.act(reporting.take_back, reader, made)
    town.make.act(reporting.put_back, reader, made)
    browser = signed_in(reader)
    browser.post(f"/signalements/{made.id}/reprendre")
    assert browser.post(f"/signalements/{made.id}/remettre").status_code == 409
    assert not town.fresh(made).stands


def test_another_day_its_author_is_told_again(town, move_clock):
    made = town.report(town.readers[0], "threat")
    town.make.act(reporting.take_back, town.readers[0], made)
    move_clock(days=2)
    town.report(town.readers[1], "threat")
    assert told(town, town.karima, "moderation.hidden") == 2
