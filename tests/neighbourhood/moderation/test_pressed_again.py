"""A form of the desk sent again once it acted: a tired network does that by itself."""

import pytest

from neighbourhood.foundation.web import pressing
from tests.support.carried import carried


@pytest.fixture
def sent_twice(town, report, signed_in):
    """Decide, and send the very same form again; return both answers."""
    moderator, way = signed_in(town.odile), f"/moderation/dossiers/{report.case_id}/decider"
    shown = moderator.get(way)
    said = {"outcome": "hidden", "days": "30", "rule": "scam", "facts": "Il demande de l’argent."}
    said |= {"because": "La charte l’interdit.", **carried(shown)}
    return lambda: [moderator.post(way, data=said) for _press in range(2)]


def test_the_second_press_gets_the_answer_of_the_first(sent_twice):
    first, second = sent_twice()
    assert first.status_code == second.status_code == 303
    assert first.location == second.location


def test_without_that_it_is_refused_in_words_and_never_breaks(sent_twice, monkeypatch):
    monkeypatch.setattr(pressing, "answered_before", lambda: None)
    _first, second = sent_twice()
    assert second.status_code == 409
