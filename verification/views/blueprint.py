"""What all pages of verification share."""

from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.codes import spell_figures
from verification.letters import pages
from verification.models.letters import LetterCode

# In the session of a clerk: the number that somebody at the desk has said.
NUMBER = "number_at_the_desk"

bp = Blueprint("verification", __name__)
bp.add_app_template_filter(spell_figures, "figures")


def pdf_of(printed: Sequence[LetterCode], name: str) -> ResponseReturnValue:
    """Answer with letters as one PDF that nobody keeps."""
    return paper.hand_out(pages.print_all(printed), name)
