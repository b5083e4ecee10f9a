"""How long a help took: by five minutes for an hour, then by steps one can look through."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, required
from neighbourhood.timebank.kinds import say_time
from neighbourhood.timebank.models import LEAST, MOST, STEP

_USUAL = 30
_HOUR, _QUARTER = 60, 15
_OFFERED = (
    *range(LEAST, _HOUR + 1, STEP),
    *range(_HOUR + _QUARTER, 3 * _HOUR + 1, _QUARTER),
    *range(3 * _HOUR + _USUAL, MOST + 1, _USUAL),
)


class TimeForm(Form):
    """The minutes of a help."""

    minutes = SelectField(
        _l("Combien de temps ?"),
        [required()],
        coerce=int,
        choices=[SelectChoice(each, say_time(each)) for each in _OFFERED],
        default=_USUAL,
    )
