"""Whether one gives once, or each month."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, Optional
from neighbourhood.funding.months import Rhythm


class OftenForm(Form):
    """How often somebody gives; to what will be complete one day, once."""

    # Whoever taps an amount on the page of a thing has said nothing: then once.
    rhythm = RadioField(
        _l("Une fois ou chaque mois ?"),
        [Optional()],
        choices=[
            SelectChoice(Rhythm.ONCE.value, _l("Une fois")),
            SelectChoice(Rhythm.MONTHLY.value, _l("Chaque mois")),
        ],
        coerce=Rhythm,
        default=Rhythm.ONCE,
    )

    def offer_rhythm(self, *, monthly: bool) -> None:
        """Ask how often only where one may give each month."""
        if "rhythm" in self and not monthly:
            del self.rhythm

    @property
    def is_monthly(self) -> bool:
        """Whether the gift is to come again each month."""
        return "rhythm" in self and self.rhythm.data is Rhythm.MONTHLY
