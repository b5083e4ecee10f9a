"""Codes of ten letters and figures, however they are typed."""

from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import Form, ValidationError, line


def code_line(label: Any) -> Any:
    """Return the field of such a code."""
    return line(
        label,
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )


class TypedCodeForm(Form):
    """The base of a form with one `code`; `meant` is the code once it was read."""

    UNREAD: ClassVar[LazyString]
    meant = ""

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code, so that a slip of the finger costs no try."""
        meant = codes.read(field.data or "")
        if meant is None:
            raise ValidationError(str(self.UNREAD))
        self.meant = meant
