"""What a form carries of what was read can be written by anybody: no page breaks over it."""

import gc

import pytest

from app import create_app
from neighbourhood.foundation.web.versions import Changed, Reading, carried_by, compare
from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]

NONSENSE = (None, "x", "", [], {}, [None], {"a": 1}, True, -1, 1e308, 10**400, "2026-99-99")


def readings():
    """Every fact that some page of the house carries."""
    assert create_app, "all of the house is imported"
    gc.unfreeze()  # what a run keeps to its end is set aside from what may be garbage
    found = [one for one in gc.get_objects() if isinstance(one, Reading) and one.facts]
    gc.freeze()
    return found


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_no_fact_of_the_house_breaks_the_page_that_compares_versions(app, nonsense):
    known = readings()
    assert len(known) > 20
    with app.test_request_context(method="POST", data={"said": "…"}):
        for reading in known:
            forged = dict.fromkeys(reading.facts, nonsense)
            changed = Changed(reading.facts, forged, {}, "read")
            for name in changed.read:
                assert isinstance(reading.facts[name].say(changed.read[name]), str)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_a_forged_version_is_answered_as_one_that_has_changed(
    app, office, make, signed_in, nonsense
):
    need = office.open()
    donor = make.resident("Karima Benali", office.quartier)
    forged = carried_by({"title": nonsense, "cents": nonsense, "partner": nonsense})
    answer = signed_in(donor).post(
        f"/solidarite/{need.id}/donner", data={"suggested": "1000", "read": forged}
    )
    assert answer.status_code == 409
    assert "Cela a changé pendant que vous lisiez" in answer.text


def test_the_comparison_still_tells_what_was_read(app):
    """The control: what may have been drawn is said."""
    facts = next(one.facts for one in readings() if "status" in one.facts)
    with app.test_request_context(method="POST"), pytest.raises(Changed) as refused:
        compare(facts, carried_by({"status": "checked"}), {"status": "submitted"})
    assert "status" in refused.value.read
