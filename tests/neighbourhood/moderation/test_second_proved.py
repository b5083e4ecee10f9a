"""The second person of a heavy measure is known to be one: as for files about many people."""

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.mandates.policies import NobodyProved
from neighbourhood.moderation.models.decisions import Outcome
from tests.support.news import plain, told

NOT_YET = "un deuxième compte n’est pas encore une deuxième personne"


@pytest.fixture
def unknown(town, desk):
    """Make one of those who moderate somebody of whom nothing is proved."""
    town.change(desk.victor, verified_at=None)
    return desk.victor


def test_nobody_agrees_of_whom_nothing_is_proved(town, desk, report, unknown, signed_in):
    made = desk.decide(report, Outcome.EXCLUDED)
    for answer in (desk.agree, desk.disagree):
        with pytest.raises(NobodyProved):
            answer(made)
    assert town.fresh(made).is_proposed
    assert told(town, unknown, "moderation.second-asked") == 0
    browser = signed_in(unknown)
    asked = browser.get(f"/moderation/dossiers/{report.case_id}/accord")
    assert asked.status_code == 403
    assert NOT_YET in plain(asked.text)
    assert NOT_YET in plain(browser.get(f"/moderation/dossiers/{report.case_id}").text)
    queue = plain(browser.get(f"/moderation/{town.valbourg.id}/").text)
    assert "Une mesure lourde attend votre avis" not in queue


def test_somebody_whose_name_a_desk_has_seen_agrees(town, desk, report, unknown):
    made = desk.decide(report, Outcome.EXCLUDED)
    with town.make.writing() as session:
        seen = IdentityCheck(resident_id=unknown.id, reference="ABCD-EFGH", name=unknown.full_name)
        seen.seen_by_id, seen.seen_at = town.odile.id, now()
        session.add(seen)
    desk.agree(made)
    assert town.fresh(made).is_in_force


def test_what_one_person_decides_asks_for_no_proof(town, desk, report, unknown):
    made = desk.decide(report, Outcome.SUSPENDED, 7, by=unknown)
    assert town.fresh(made).is_in_force
