"""Why a file about many people is asked for, and what is answered."""

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.exports.models import WORDS_LIMIT
from neighbourhood.foundation.web.forms import Form, ValidationError, choice, line


class Answer(StrEnum):
    AGREE = "agree"
    REFUSE = "refuse"


class AskForm(Form):
    """Why it is asked for."""

    reason = line(
        _l("À quoi servira ce fichier ?"),
        limit=WORDS_LIMIT,
        description=_l("Les personnes qui y figurent liront cette raison."),
    )


class AnswerForm(Form):
    """Yes or no, and why not."""

    answer = choice(
        _l("Votre réponse"),
        [
            (Answer.AGREE, _l("D’accord, ce fichier peut être fait")),
            (Answer.REFUSE, _l("Non, ce fichier ne doit pas être fait")),
        ],
    )
    words = line(_l("Quelques mots"), limit=WORDS_LIMIT, optional=True)

    def validate_answer(self, field: Field) -> None:
        """Ask for the reason of a refusal."""
        if field.data is Answer.REFUSE and not (self.words.data or "").strip():
            raise ValidationError(gettext("Dites pourquoi en quelques mots, juste en dessous."))
