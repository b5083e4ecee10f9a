"""The days on which a neighbour lends nothing, as they are typed."""

from datetime import date, timedelta

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import DateField, Form, ValidationError, required

FURTHEST = timedelta(days=365)


def today() -> date:
    """Return the date it is for the reader."""
    local: date = to_user_timezone(now()).date()
    return local


class BreakForm(Form):
    """From one day to another, both included."""

    first_day = DateField(_l("Du"), [required()])
    last_day = DateField(_l("Au, ce jour compris"), [required()])

    def validate_first_day(self, field: Field) -> None:
        """Ask for a day from today to a year ahead."""
        if field.data and not today() <= field.data <= today() + FURTHEST:
            raise ValidationError(gettext("Choisissez un jour entre aujourd’hui et dans un an."))

    def validate_last_day(self, field: Field) -> None:
        """Ask for a day that does not come before the first."""
        first = self.first_day.data
        if field.data and first and not first <= field.data <= first + FURTHEST:
            raise ValidationError(
                gettext("Choisissez le même jour ou un jour plus tard, dans l’année qui suit.")
            )
