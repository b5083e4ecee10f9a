"""Giving a mandate and taking one up."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from neighbourhood.foundation.web.forms import BooleanField, Form, ValidationError, required
from neighbourhood.foundation.web.typed_codes import TypedCodeForm, code_line
from neighbourhood.mandates.kinds import DURATIONS, known_scopes


class ScopesForm(Form):
    """What the agents may do: one thing at least."""

    scopes = SelectMultipleField(
        _l("Qu’est-ce que cette personne pourra faire ?"),
        choices=lambda: [(code, scope.title) for code, scope in known_scopes().items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def validate_scopes(self, field: Field) -> None:
        """Ask for one at least."""
        if not field.data:
            raise ValidationError(gettext("Choisissez au moins une chose."))


class DurationForm(Form):
    """For how many days."""

    days = RadioField(
        _l("Pendant combien de temps ?"),
        [required(_l("Choisissez une des durées."))],
        choices=[SelectChoice(days, words) for days, words in DURATIONS.items()],
        coerce=int,
    )


class ConsentForm(Form):
    """Yes, after having read what it means."""

    agreed = BooleanField(
        _l("J’ai lu, et je suis d’accord."),
        [required(_l("Cochez cette case pour continuer, ou revenez en arrière."))],
    )


class MandateCodeForm(TypedCodeForm):
    """The code that the principal gives in person."""

    UNREAD = _l("Un code compte dix lettres et chiffres, comme ABCDE-12345. Faites-le répéter.")
    code = code_line(_l("Code du mandat"))
