"""A code as it is typed: that of a letter, of a household, of a neighbour."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import Form, ValidationError, line

LETTERS_AND_FIGURES = {
    "autocapitalize": "characters",
    "spellcheck": "false",
    "placeholder": "ABCDE-12345",
    "data-behaviour": "code",
}


class CodeForm(Form):
    """The code of a letter, however it is typed."""

    code = line(
        _l("Code de la lettre"),
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )
    meant = ""

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code, so that a slip of the finger costs no try."""
        meant = codes.read(field.data or "")
        if meant is None:
            raise ValidationError(
                gettext(
                    "Un code compte dix lettres et chiffres, comme ABCDE-12345. Relisez la lettre."
                )
            )
        self.meant = meant
