"""How long a help took: by five minutes, up to eight hours."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import Form, required
from neighbourhood.timebank.kinds import say_time
from neighbourhood.timebank.models import LEAST, MOST, STEP

_USUAL = 30


class TimeForm(Form):
    """The minutes of a help."""

    minutes = SelectField(
        _l("Combien de temps ?"),
        [required()],
        coerce=int,
        choices=[SelectChoice(each, say_time(each)) for each in range(LEAST, MOST + 1, STEP)],
        default=_USUAL,
    )
