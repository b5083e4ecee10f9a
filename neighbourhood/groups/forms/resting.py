"""What is chosen before a group of a town is put to sleep."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from neighbourhood.foundation.web.forms import Form
from neighbourhood.groups.subjects import RESTS, Rest


class RestForm(Form):
    """Why, in words of the house: nobody is judged by them."""

    why = RadioField(
        _l("Pourquoi ? Les membres le liront."),
        choices=[SelectChoice(rest.value, words) for rest, words in RESTS.items()],
        validators=[InputRequired(_l("Choisissez une raison."))],
        coerce=Rest,
    )
