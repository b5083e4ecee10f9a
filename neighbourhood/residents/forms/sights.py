"""Why something private of somebody is about to be seen."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, ValidationError, line, required

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

    @classmethod
    def among(cls, reasons: Iterable[object]) -> "ReasonForm":
        """Return the form with these reasons at hand, each under its number."""
        form = cls()
        at_hand = [SelectChoice(str(number), str(one)) for number, one in enumerate(reasons)]
        form.ready.choices = [*at_hand, SelectChoice(OTHER, gettext("Autre raison"))]
        return form

    def validate_ready(self, field: RadioField) -> None:
        """Ask for another reason in words."""
        if field.data == OTHER and not (self.words.data or "").strip():
            raise ValidationError(gettext("Dites laquelle, en quelques mots, dans « Précision »."))

    @property
    def said(self) -> str:
        """Return the reason in words."""
        chosen = [str(one.label) for one in self.ready.choices if one.value == self.ready.data]
        at_hand = "" if self.ready.data == OTHER else "".join(chosen)
        return " : ".join(filter(None, (at_hand, (self.words.data or "").strip())))
