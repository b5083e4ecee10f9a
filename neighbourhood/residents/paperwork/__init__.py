"""The papers of mandates: the form that is signed, and the journal of a month."""

from neighbourhood.residents.paperwork.forms import FormWords, compose_form, draw_form
from neighbourhood.residents.paperwork.journals import draw_journals
from neighbourhood.residents.paperwork.months import (
    Done,
    Journal,
    compose_journal,
    compose_report,
    say_month,
)

__all__ = [
    "Done",
    "FormWords",
    "Journal",
    "compose_form",
    "compose_journal",
    "compose_report",
    "draw_form",
    "draw_journals",
    "say_month",
]
