"""The desk prints and posts the journals of the month."""

import re
from datetime import date

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates import jobs
from neighbourhood.mandates.actions.reports import make_reports
from neighbourhood.mandates.models import (
    MandateDeed,
    MandateReport,
    MandateStatus,
)
from neighbourhood.mandates.queries import journals, mandates, months
from tests.support.pdf import text_of


def test_journals_are_printed_then_posted(hall, reported, reread):
    mandate = reported()
    page = hall.get("/accueil/mandats").text
    assert "Un journal du mois attend" in page
    assert hall.get("/accueil/mandats/journaux.pdf").status_code == 404
    hall.post("/accueil/mandats/imprimer")
    pdf = hall.get("/accueil/mandats/journaux.pdf")
    assert "no-store" in pdf.headers["Cache-Control"]
    lines = text_of(pdf.data).split("\n")
    assert {"Marcel Dupont", "99350 VALBOURG"} <= set(lines)
    [report] = reread(MandateReport)
    assert (report.mandate_id, bool(report.printed_at), report.posted_at) == (
        mandate.id,
        True,
        None,
    )
    listed = re.findall(r'name="report" value="(\d+)"', hall.get("/accueil/mandats").text)
    hall.post("/accueil/mandats/postes", data={"report": listed})
    assert reread(MandateReport)[0].posted_at
    assert "Aucun journal à poster" in hall.get("/accueil/mandats").text


def test_only_what_was_printed_is_posted_and_only_by_its_own_town(
    make, hall, reported, clerk_for, signed_in, reread
):
    reported()
    report_id = reread(MandateReport)[0].id
    hall.post("/accueil/mandats/postes", data={"report": report_id})
    assert reread(MandateReport)[0].posted_at is None
    far = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Marcel" not in far.get("/accueil/mandats").text
    far.post("/accueil/mandats/imprimer")
    assert reread(MandateReport)[0].printed_at is None
    hall.post("/accueil/mandats/imprimer")
    far.post("/accueil/mandats/postes", data={"report": report_id})
    assert reread(MandateReport)[0].posted_at is None
    assert far.get("/accueil/mandats/journaux.pdf").status_code == 404


def test_the_list_and_the_file_send_as_many_statements_for_many_journals(
    hall, reported, statements
):
    counts = []
    for names in (("Marcel Dupont",), ("Rosa Lima", "Paul Leroy", "Inès Moreau")):
        for name in names:
            reported(name)
        hall.get("/accueil/mandats")
        statements.clear()
        hall.get("/accueil/mandats")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 17


# The job of the first of the month


@pytest.fixture
def run(app):
    """Run a job as the clock does."""

    def run(job):
        with app.app_context():
            job()

    return run


@pytest.fixture
def till_next_month(app, month, move_clock):
    with app.app_context():
        _begin, end = months.span_of(month)
    return lambda: move_clock(days=(end - now()).days + 2)


def test_each_mandate_that_ran_gets_one_journal_for_the_month_before(
    prepare, record, stop, reread, till_next_month, month, run
):
    mandate, ended, never = prepare(), prepare("Rosa Lima"), prepare("Paul Leroy")
    record(mandate)
    record(ended)
    stop(ended)
    till_next_month()
    for _ in range(3):
        run(jobs.write_months)
    made = [(one.mandate_id, one.month) for one in reread(MandateReport)]
    assert made == [(mandate.id, month), (ended.id, month)]
    assert never.id not in dict(made)


def test_a_mandate_that_ended_before_the_month_gets_nothing(
    make, prepare, record, stop, reread, month
):
    mandate = prepare()
    record(mandate)
    stop(mandate)
    later = date(month.year + 1, month.month, 1)
    with make.writing():
        assert make_reports(later) == 0
        assert make_reports(months.month_before(month)) == 0
        assert make_reports(month) == 1
        assert make_reports(month) == 0


def test_what_is_over_is_closed_and_what_nobody_signed_is_forgotten(
    prepare, record, again, move_clock, run
):
    running, waiting = prepare(), prepare("Rosa Lima")
    record(running)
    move_clock(days=40)
    run(jobs.close_mandates)
    assert again(running).status is MandateStatus.EXPIRED
    assert again(waiting).is_prepared
    move_clock(days=30)
    run(jobs.forget_unsigned)
    assert again(waiting) is None


def test_deeds_of_a_journal_are_those_of_its_month(make, app, prepare, record, helper, month):
    mandate = prepare()
    record(mandate)
    begin, end = paper_span(app, month)
    with make.writing() as session:
        session.add_all(
            MandateDeed(
                mandate_id=mandate.id,
                agent_id=helper.id,
                deed="posted",
                title=title,
                path="/entraide/1",
                created_at=moment,
            )
            for title, moment in (("dedans", begin), ("trop tard", end))
        )
    with app.app_context():
        found = journals.deeds_between(mandates.by_id(mandate.id), begin, end)
    assert [deed.title for deed in found] == ["dedans"]


def paper_span(app, month):
    with app.app_context():
        return months.span_of(month)


def test_a_journal_is_printed_again_or_came_back(hall, reported, reread):
    reported()
    hall.post("/accueil/mandats/imprimer")
    report_id = reread(MandateReport)[0].id
    hall.post("/accueil/mandats/postes", data={"report": report_id})
    hall.post("/accueil/mandats/revenus", data={"report": report_id})
    assert reread(MandateReport)[0].returned_at
    hall.post("/accueil/mandats/imprimer-de-nouveau", data={"report": report_id})
    [report] = reread(MandateReport)
    assert (bool(report.printed_at), report.posted_at, report.returned_at) == (True, None, None)
    assert hall.get("/accueil/mandats/journaux.pdf").status_code == 200
