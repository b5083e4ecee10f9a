"""What people tell us about where they live."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.forms import Form, HiddenField, ValidationError, line
from verification import codes
from verification.models import REFERENCE_LENGTH


class AddressForm(Form):
    """An address as typed; `key` names the door once it was chosen from a list."""

    typed = line(
        _l("Votre adresse"),
        description=_l("Le numéro et la rue. Exemple : 12 rue des Tanneurs"),
    )
    key = HiddenField()


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


class ReferenceForm(Form):
    """The reference of a letter that came to the wrong people."""

    reference = line(
        _l("Référence de la lettre"),
        limit=60,
        description=_l("Huit lettres et chiffres, en bas de la lettre."),
    )
    meant = ""

    def validate_reference(self, field: Field) -> None:
        """Refuse what cannot be a reference; whether it exists is not told."""
        meant = codes.read(field.data or "", REFERENCE_LENGTH)
        if meant is None:
            raise ValidationError(
                gettext(
                    "Une référence compte huit lettres et chiffres, comme ABCD-1234. "
                    "Relisez la lettre."
                )
            )
        self.meant = meant
