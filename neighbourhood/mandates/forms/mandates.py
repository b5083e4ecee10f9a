"""Giving a mandate and taking one up."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import BooleanField, Form, ValidationError, line, required
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


class MandateCodeForm(Form):
    """The code that the principal gives in person."""

    code = line(
        _l("Code du mandat"),
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )
    meant = ""

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code."""
        meant = codes.read(field.data or "")
        if meant is None:
            raise ValidationError(
                gettext(
                    "Un code compte dix lettres et chiffres, comme ABCDE-12345. Faites-le répéter."
                )
            )
        self.meant = meant
