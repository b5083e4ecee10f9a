"""Why something private of somebody is about to be seen."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, ValidationError, line, required
from neighbourhood.residents.kinds import Reason, in_own_words

OTHER = "other"
WORDS_LIMIT = 120


class ReasonForm(Form):
    """One of the reasons at hand, or words."""

    ready = RadioField(_l("Pour quelle raison ?"), [required(_l("Choisissez une des réponses."))])
    words = line(
        _l("Précision"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Sans nom ni adresse : par exemple le numéro d’un dossier."),
    )

    reasons: Sequence[Reason] = ()

    @classmethod
    def among(cls, reasons: Sequence[Reason]) -> "ReasonForm":
        """Return the form with these reasons at hand, each under its number."""
        form = cls()
        form.reasons = reasons
        at_hand = [SelectChoice(str(number), str(one.words)) for number, one in enumerate(reasons)]
        form.ready.choices = [*at_hand, SelectChoice(OTHER, gettext("Autre raison"))]
        return form

    def validate_ready(self, field: RadioField) -> None:
        """Ask for another reason in words."""
        if field.data == OTHER and not in_own_words(self.words.data or ""):
            raise ValidationError(gettext("Dites laquelle, en quelques mots, dans « Précision »."))

    @property
    def said(self) -> str:
        """Return the reason as it is noted: the code of one at hand, and words."""
        words = (self.words.data or "").strip()
        if self.ready.data == OTHER:
            return in_own_words(words)
        return self.reasons[int(self.ready.data)].noted(words)
