"""That somebody opened a case about one’s text is noted at once, and read once it is decided."""

import pytest

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.moderation.access import CASE_SEEN
from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.models.appeals import AppealStatus
from neighbourhood.moderation.models.decisions import Outcome
from tests.support.news import plain
from tests.support.noted import acts_about

SEEN = "Un de vos textes, examiné : lu"


@pytest.fixture
def read_by(town, report, signed_in):
    """Let somebody who moderates open the case."""

    def read_by(who):
        way = f"/moderation/dossiers/{report.case_id}"
        assert signed_in(who).get(way).status_code == 200

    return read_by


@pytest.fixture
def shown(town, signed_in, app):
    """Count how often the author reads of it on their page; what they take along says the same."""

    def shown():
        page = plain(signed_in(town.karima).get("/moi/donnees/regards").text)
        assert "se lit ici quand plus aucun de vos textes n’est examiné" in page
        with app.test_request_context():
            acts = [plain(str(row["act"])) for row in HOLDINGS["sights"].read(town.karima.id)]
        taken = [act for act in acts if act == SEEN]
        assert bool(taken) == (SEEN in page)
        return len(taken)

    return shown


def test_it_is_noted_at_once_and_read_once_it_is_decided(town, desk, report, read_by, shown):
    read_by(town.odile)
    assert acts_about(town.make, town.karima) == [CASE_SEEN]
    assert shown() == 0
    desk.decide(report, Outcome.NOTHING)
    assert shown() == 1


def test_a_measure_that_is_only_proposed_betrays_nothing(town, desk, report, read_by, shown):
    read_by(town.odile)
    desk.disagree(desk.decide(report, Outcome.EXCLUDED))
    assert shown() == 0


def test_when_every_report_is_taken_back_it_is_read(town, report, read_by, shown):
    read_by(town.odile)
    town.make.act(reporting.take_back, town.readers[0], report)
    assert shown() == 1


def test_what_was_shown_stays_shown_while_it_is_examined_again(
    town, desk, report, read_by, shown, move_clock
):
    read_by(town.odile)
    made = desk.decide(report, Outcome.NOTHING)
    appeal = desk.contest(made, town.readers[0])
    move_clock(hours=1)
    desk.answer(appeal, AppealStatus.OVERTURNED)
    assert town.case(report).is_open
    move_clock(hours=1)
    read_by(desk.moderator("Zoé Tierce"))
    assert len(acts_about(town.make, town.karima)) == 2
    assert shown() == 1


def test_what_concerns_others_is_kept_from_nobody(town, desk, report, read_by, signed_in):
    other = town.report(town.readers[1], about=("resident", town.readers[2].id))
    read_by(town.odile)
    desk.decide(report, Outcome.WARNING)
    assert town.case(other).is_open
    assert SEEN in plain(signed_in(town.karima).get("/moi/donnees/regards").text)
