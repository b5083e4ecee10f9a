"""Facts that somebody compares before they press again: in words, never as codes."""

import pytest
from flask_babel import force_locale

from neighbourhood.needs.batches import NeedFileStatus
from neighbourhood.needs.intake.words import READ_FILE as FILE_OF_NEEDS
from neighbourhood.openings.kinds import READ_FILE as FILE_OF_A_TOWN
from neighbourhood.openings.models.files import FileStatus

FIGURES = {"created": 3, "changed": 0, "closed": 1, "lines": 9, "cents": 45000}


def said(app, weighed, name, value):
    with app.test_request_context(), force_locale("fr"):
        return weighed.facts[name].say(value)


def test_figures_are_said_in_words_and_those_that_are_nought_are_not(app):
    assert said(app, FILE_OF_NEEDS, "figures", FIGURES) == "3 besoins à créer, 1 besoin à fermer"
    assert said(app, FILE_OF_A_TOWN, "figures", {"imported": 2, "refused": 1}) == (
        "2 à ajouter, 1 à corriger"
    )


@pytest.mark.parametrize("nothing", [{}, {"created": 0}, None])
def test_no_figure_at_all_is_nothing(app, nothing):
    assert said(app, FILE_OF_NEEDS, "figures", nothing) == "rien"


@pytest.mark.parametrize(
    ("weighed", "statuses"), [(FILE_OF_NEEDS, NeedFileStatus), (FILE_OF_A_TOWN, FileStatus)]
)
def test_every_status_of_a_file_has_a_word(app, weighed, statuses):
    words = [said(app, weighed, "status", status.value) for status in statuses]
    assert len(set(words)) == len(words)
    assert not set(words) & {status.value for status in statuses}
