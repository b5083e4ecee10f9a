"""Between which hours one wants to be written to."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, required
from neighbourhood.foundation.web.templating import say_full_hour

ALWAYS, BETWEEN = "always", "between"
USUAL = 9, 20


class HoursForm(Form):
    """At any time, or from one full hour to another."""

    when = RadioField(
        _l("Quand peut-on vous écrire ?"),
        [required()],
        choices=[
            SelectChoice(ALWAYS, _l("À toute heure")),
            SelectChoice(BETWEEN, _l("Seulement entre ces heures")),
        ],
    )
    since = SelectField(_l("À partir de"), coerce=int, default=USUAL[0])
    until = SelectField(_l("Jusqu’à"), coerce=int, default=USUAL[1])

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.since.choices = [SelectChoice(hour, say_full_hour(hour)) for hour in range(24)]
        self.until.choices = [SelectChoice(hour, say_full_hour(hour)) for hour in range(1, 25)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for hours in their order."""
        right = bool(super().validate(extra_validators))
        if right and self.when.data == BETWEEN and self.since.data >= self.until.data:
            self.until.errors = [gettext("Choisissez une heure plus tardive que la première.")]
            return False
        return right

    @property
    def hours(self) -> tuple[int, int] | None:
        """What was chosen, None for any time."""
        return (self.since.data, self.until.data) if self.when.data == BETWEEN else None
