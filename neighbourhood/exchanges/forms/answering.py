"""What neighbours type in answer to a notice, and back."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.exchanges.kinds.words import FOR_ANOTHER
from neighbourhood.exchanges.models.replies import REPLY_LIMIT
from neighbourhood.foundation.web.forms import Form, Optional, paragraph, required
from neighbourhood.moderation.forms.careful import Careful


class WordsForm(Careful):
    """A ready-made sentence, one’s own words, or both."""

    ready = RadioField(_l("Une réponse toute prête"), [Optional()])
    own = paragraph(_l("Ou avec vos mots"), limit=REPLY_LIMIT - 200, optional=True)

    def __init__(self, sentences: Iterable[object], **options: object) -> None:
        super().__init__(**options)
        self.ready.choices = [(str(n), str(sentence)) for n, sentence in enumerate(sentences)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        right = bool(super().validate(extra_validators))
        if not self.needs_words():
            return right
        if not self.errors and not self.text:
            self.own.errors = [gettext("Choisissez une phrase ou écrivez la vôtre.")]
        return right and bool(self.text)

    def needs_words(self) -> bool:
        """Tell whether something has to be said."""
        return True

    @property
    def text(self) -> str:
        """What was said in the end."""
        chosen = dict(self.ready.choices).get(self.ready.data, "")
        return "\n\n".join(part for part in (chosen, (self.own.data or "").strip()) if part)


class ShortWordsForm(WordsForm):
    """The same, in a few words."""

    own = paragraph(_l("Ou avec vos mots"), limit=300, optional=True)


class DeclineForm(ShortWordsForm):
    """A gentle no."""

    @property
    def for_another(self) -> bool:
        """Whether all it says is that somebody else was taken: the ready sentence, alone."""
        return self.ready.data == str(FOR_ANOTHER) and not (self.own.data or "").strip()


class EndForm(ShortWordsForm):
    """How a notice ended, and why: the why may be left out."""

    how = RadioField(_l("En un mot"), [required()])
    ready = RadioField(_l("Pourquoi (si vous voulez le dire)"), [Optional()])

    def __init__(
        self, ends: list[tuple[str, str]], sentences: Iterable[object], **options: object
    ) -> None:
        super().__init__(sentences, **options)
        self.how.choices = ends

    def needs_words(self) -> bool:
        """Nobody has to say why."""
        return False


class ThanksForm(Form):
    """A few words of thanks."""

    text = paragraph(_l("Votre mot"), limit=400)
