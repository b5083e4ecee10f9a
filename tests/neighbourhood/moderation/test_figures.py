"""What anybody reads of moderation in a town: months that are over, and nothing of few."""

from datetime import UTC, date, datetime, timedelta

import pytest
from time_machine import travel

from neighbourhood.foundation.errors import Missing
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, CaseStatus, Opening
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.queries import figures
from neighbourhood.places.models import Municipality
from tests.support.news import plain

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DATED = (Outcome.READ_ONLY, Outcome.SUSPENDED)
IN_OCTOBER = datetime(2026, 10, 15, 12, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def in_november():
    """The middle of a month, whenever this runs."""
    with travel(NOW, tick=False):
        yield


class Past:
    """What was reported, decided and contested in a town, written as if it had been."""

    def __init__(self, town) -> None:
        self.town, self.number = town, 0
        self.people = [town.make.resident(f"Voisin Numéro{n}", verified=False) for n in range(20)]

    def person(self) -> int:
        """Return somebody else each time, of twenty."""
        return self.people[self.number % len(self.people)].id

    def cases(self, count, *, at=IN_OCTOBER, waited=timedelta(days=2), **more) -> None:
        with self.town.make.writing() as session:
            for _each in range(count):
                self._one(session, at, waited, **more)

    def _one(
        self, session, at, waited, rule="scam", outcome=None, answered=None, town_id=None
    ) -> None:
        self.number += 1
        case = Case(
            about="notice",
            about_id=1000 + self.number,
            municipality_id=town_id or self.town.valbourg.id,
            title="Une annonce",
            status=CaseStatus.CLOSED,
            created_at=at - waited,
            due_at=at + timedelta(days=9),
        )
        session.add(case)
        session.flush()
        reporter = self.person()
        session.add(Report(case_id=case.id, reporter_id=reporter, rule=rule, created_at=at))
        if outcome is not None:
            self._decided(session, case, at, outcome, answered)

    def _decided(self, session, case, at, outcome, answered) -> None:
        made = Decision(
            case_id=case.id,
            outcome=outcome,
            first_outcome=outcome,
            until=at + timedelta(days=7) if outcome in DATED else None,
            rule="scam",
            facts="Des faits.",
            because="Une raison.",
            status=DecisionStatus.IN_FORCE,
            decided_by_id=self.town.odile.id,
            in_force_at=at,
            created_at=at,
        )
        session.add(made)
        session.flush()
        if answered is not None:
            moments = {"created_at": at, "answered_at": at, "due_at": at + timedelta(days=9)}
            session.add(
                Appeal(
                    decision_id=made.id,
                    by_id=self.person(),
                    words="Non.",
                    status=answered,
                    answer="J’ai relu.",
                    answered_by_id=self.town.odile.id,
                    **moments,
                )
            )


@pytest.fixture
def past(town):
    return Past(town)


@pytest.fixture
def read(town, in_app):
    def read(month=OCTOBER):
        in_app.rollback()
        return figures.of_month(in_app.get_one(Municipality, town.valbourg.id), month)

    return read


def test_what_happened_is_counted_by_rule_by_measure_and_by_answer(past, read):
    past.cases(12, rule="scam", outcome=Outcome.WARNING, answered=AppealStatus.OVERTURNED)
    past.cases(11, rule="other")
    told = read()
    assert {code: count for code, count in told.reports.cells.items() if count} == {
        "scam": 12,
        "other": 11,
    }
    assert told.decisions.cells[Outcome.WARNING] == 12
    assert told.appeals.cells[AppealStatus.OVERTURNED] == 12
    assert AppealStatus.WAITING not in told.appeals.cells


def test_what_one_neighbour_reported_over_and_over_is_not_told(past, read, make):
    past.people = past.people[:1]
    past.cases(12, rule="scam", outcome=Outcome.WARNING)
    told = read()
    assert (told.reports.cells["scam"], told.reports.total) == (None, None)
    with make.writing() as session:
        session.get_one(Municipality, past.town.valbourg.id).fewest = 13
    assert told.decisions.cells[Outcome.WARNING] == 12
    assert read().decisions.cells[Outcome.WARNING] is None


def test_what_was_opened_unreported_is_counted_by_rule_in_its_month(past, town, read):
    for at in (IN_OCTOBER, IN_OCTOBER - timedelta(days=31)):
        past.cases(12, at=at)
    with town.make.writing() as session:
        for case in session.query(Case):
            by = {"by_id": town.odile.id, "rule": "hate", "words": "Vu."}
            session.add(Opening(case_id=case.id, created_at=case.created_at, **by))
    told = read()
    assert {code: count for code, count in told.openings.cells.items() if count} == {"hate": 12}


def test_nothing_of_another_town_or_month_is_counted(past, read, make):
    elsewhere = make.municipality("Autre-Ville").id
    past.cases(12, outcome=Outcome.WARNING, answered=AppealStatus.UPHELD, town_id=elsewhere)
    for at in (IN_OCTOBER - timedelta(days=31), IN_OCTOBER + timedelta(days=31)):
        past.cases(12, at=at, outcome=Outcome.WARNING, answered=AppealStatus.UPHELD)
    told = read()
    for table in (told.reports, told.decisions, told.appeals):
        assert set(table.cells.values()) == {None}


def test_a_month_begins_at_midnight_in_town(past, read):
    past.cases(20, at=datetime(2026, 9, 30, 21, 59, tzinfo=UTC))
    past.cases(11, at=datetime(2026, 9, 30, 22, tzinfo=UTC))  # the first of October begins
    past.cases(2, at=datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    past.cases(20, at=datetime(2026, 10, 31, 23, tzinfo=UTC))  # and November
    assert read().reports.cells["scam"] == 13


def test_a_measure_is_counted_as_it_was_decided_not_as_an_appeal_left_it(past, read, make):
    past.cases(11, outcome=Outcome.HIDDEN)
    with make.writing() as session:
        for made in session.query(Decision):
            made.outcome = Outcome.WARNING
    assert read().decisions.cells[Outcome.HIDDEN] == 11


def test_half_waited_so_many_days_at_most(past, read):
    past.cases(20, outcome=Outcome.NOTHING, waited=timedelta(hours=30))
    past.cases(11, outcome=Outcome.WARNING, waited=timedelta(days=20))
    told = read()
    assert (told.decisions.total, told.decisions.at_least) == (None, 31)
    assert told.days == 2


def test_how_long_it_took_tells_of_no_sum_that_is_hidden(past, read):
    for outcome in Outcome:
        past.cases(10, outcome=outcome)
    assert (read().decisions.total, read().decisions.at_least) == (None, 0)
    assert read().days is None


def test_how_long_it_took_is_told_beside_a_sum_that_is(past, read):
    for outcome in Outcome:
        past.cases(3, outcome=outcome)
    assert (read().decisions.total, read().decisions.at_least) == (18, 0)
    assert read().days == 2


@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2026, 12, 1), date(2025, 10, 1)])
def test_neither_this_month_nor_those_to_come_nor_those_long_past(read, month):
    with pytest.raises(Missing):
        read(month)


def test_the_months_are_twelve_and_the_last_one_is_over(in_app):
    months = figures.months_told()
    assert (months[0], months[-1], len(months)) == (OCTOBER, date(2025, 11, 1), 12)


def test_anybody_reads_them_and_the_present_month_is_not_there(past, town, visitor):
    past.cases(12, rule="scam", outcome=Outcome.WARNING)
    past.cases(3, rule="hate")
    page = f"/moderation/chiffres/{town.valbourg.id}"
    read = plain(visitor.get(page).text)
    assert "Octobre 2026" in read
    assert "moins de 11" in read
    assert "au moins 12" in read
    assert visitor.get(f"{page}?mois=2026-09").status_code == 200
    for asked in ("2026-11", "2027-01", "nonsense", "2026-10-01"):
        assert visitor.get(f"{page}?mois={asked}").status_code == 404
    assert visitor.get("/moderation/chiffres/999999").status_code == 404


def test_a_month_of_nothing_or_of_few_says_so_and_draws_no_table(past, town, visitor):
    past.cases(2)
    page = plain(visitor.get(f"/moderation/chiffres/{town.valbourg.id}?mois=2026-10").text)
    assert "Un mois calme" in page
    assert "<table" not in page
    past.cases(15, at=IN_OCTOBER)
    page = plain(visitor.get(f"/moderation/chiffres/{town.valbourg.id}?mois=2026-10").text)
    assert "Un mois calme" not in page
    assert page.count("<table") == 1
    assert page.count("Aucun chiffre ce mois-là") == 3
