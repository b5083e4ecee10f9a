"""A mandate by which something was done this month."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.models import MandateDeed
from neighbourhood.mandates.paperwork import months
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries import months as calendar
from tests.support.mandates import prepare_paper, record

FONTS = Path("static/dist/letters")
SQUARE = "http://localhost/mandats/arreter-un-mandat"


@pytest.fixture
def mandate_id(make, helper, door):
    mandate_id = prepare_paper(make, helper, "Marcel Dupont", door=door)
    record(make, mandate_id)
    return mandate_id


@pytest.fixture
def month(app):
    with app.app_context():
        return calendar.month_of(now())


@pytest.fixture
def note(make, helper, mandate_id, month):
    """Write deeds of the first days of this month: `note((day, deed, title), …)`."""

    def note(*deeds, agent=helper):
        with make.writing() as session:
            for minute, (day, deed, title) in enumerate(deeds):
                session.add(
                    MandateDeed(
                        mandate_id=mandate_id,
                        agent_id=agent.id,
                        deed=deed.code,
                        title=title,
                        path=f"/about/{title}",
                        created_at=datetime(month.year, month.month, day, 12, minute, tzinfo=UTC),
                    )
                )

    return note


@pytest.fixture
def compose(app, mandate_id, month):
    def compose(*, sealed=True):
        with app.test_request_context():
            return months.compose_journal(queries.by_id(mandate_id), month, sealed=sealed)

    return compose


def lines(journal):
    return [(done.heading, done.lines) for done in journal.done]
