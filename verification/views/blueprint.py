"""What all pages of verification share."""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.codes import spell_figures
from verification import letters
from verification.models import LetterCode

# In the session of a clerk: the number that somebody at the desk has said.
NUMBER = "number_at_the_desk"

bp = Blueprint("verification", __name__)
bp.add_app_template_filter(spell_figures, "figures")


def pdf_of(printed: Sequence[LetterCode], name: str) -> ResponseReturnValue:
    """Answer with letters as one PDF that nobody keeps."""
    answer = send_file(BytesIO(letters.print_all(printed)), "application/pdf", download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
