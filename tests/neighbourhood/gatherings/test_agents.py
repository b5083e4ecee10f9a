"""Coming to a gathering, and putting one up, in somebody’s place."""

import pytest

from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.mandates.models import MandateDeed
from tests.support.mandates import act_by, give


@pytest.fixture
def for_karima(court, signed_in, make):
    """Marcel at his browser, in the place of Karima."""
    return act_by(signed_in(court.marcel), give(make, court.karima, court.marcel))


def test_an_agent_comes_for_somebody_and_signs(app, court, for_karima, signed_in):
    date = court.first(court.gathering(court.ines))
    for_karima.post(f"{date.path}/venir", data={"party": "1"})
    own = court.of(court.karima, date)
    assert own.is_coming
    assert own.agent_id == court.marcel.id
    with court.make.writing() as session:
        assert "comes to gathering" in {deed.deed for deed in session.query(MandateDeed)}


def test_nobody_comes_by_a_mandate_to_what_they_hold_themselves(court, for_karima):
    date = court.first(court.gathering(court.marcel))
    assert "Je viens" not in for_karima.get(date.path).text
    assert for_karima.post(f"{date.path}/venir", data={"party": "1"}).status_code == 409
    assert court.of(court.karima, date) is None


def test_who_may_only_reply_to_notices_meets_nobody(court, signed_in, make):
    mandate = give(make, court.karima, court.marcel, scopes={"reply"})
    browser = act_by(signed_in(court.marcel), mandate)
    date = court.first(court.gathering(court.ines))
    assert browser.get("/rencontres/proposer").status_code == 403
    page = browser.get(date.path).text
    assert "Le mandat ne permet pas de répondre aux rencontres" in page
    assert f"{date.path}/venir" not in page
    with court.make.writing() as session:
        assert session.query(Gathering).count() == 1
