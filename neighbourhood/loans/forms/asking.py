"""What is typed to ask for a thing, and to answer."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.foundation.web.forms import DateField, Form, Optional, paragraph, required
from neighbourhood.loans.kinds.words import CALLING_OFF, GENTLE_DECLINES, OPENINGS
from neighbourhood.moderation.forms.careful import Careful


class ReadyWords(Form):
    """A ready sentence, one’s own words, or both."""

    SENTENCES: Iterable[object] = ()
    # Whether the first is chosen already: not where each says why something is taken back.
    PICKS_FIRST = True

    ready = RadioField(_l("Une phrase toute prête"), [Optional()])
    own = paragraph(_l("Ou avec vos mots"), limit=300, optional=True)

    def __init__(self, *given: Any, **options: object) -> None:
        super().__init__(*given, **options)
        self.ready.choices = [(str(n), str(words)) for n, words in enumerate(self.SENTENCES)]
        if self.PICKS_FIRST and not self.is_submitted():
            self.ready.data = "0"

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        right = bool(super().validate(extra_validators))
        if not self.text and not self.own.errors:
            self.own.errors = [gettext("Choisissez une phrase ou écrivez la vôtre.")]
        return right and bool(self.text)

    @property
    def text(self) -> str:
        """What was said in the end."""
        chosen = dict(self.ready.choices).get(self.ready.data, "")
        return "\n\n".join(part for part in (chosen, (self.own.data or "").strip()) if part)


class AskForm(ReadyWords, Careful):
    """From which day to which, and a word."""

    SENTENCES = OPENINGS

    first_day = DateField(_l("Du"), [required()])
    last_day = DateField(_l("Au, ce jour compris"), [required()])


class DeclineForm(ReadyWords):
    """A gentle no."""

    SENTENCES = GENTLE_DECLINES


class CallOffForm(ReadyWords):
    """Why what was agreed will not be."""

    SENTENCES = CALLING_OFF
    PICKS_FIRST = False
