"""Preparing a mandate on paper for somebody without e-mail, and stopping one by its code."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import Form, ValidationError, line
from neighbourhood.mandates.forms.mandates import DurationForm, ScopesForm
from neighbourhood.mandates.models import REFERENCE_LENGTH
from neighbourhood.places.forms import DoorForm, door_line
from neighbourhood.residents.forms.profile import NamedForm

UNKNOWN_HOME = _l(
    "Nous ne trouvons pas cette adresse. Vérifiez le numéro et le nom de la rue. "
    "Elle est juste ? Demandez à l’accueil de la mairie."
)


class PrincipalForm(NamedForm):
    """Whose name the mandate bears."""

    full_name = line(
        _l("Son prénom et son nom"),
        limit=200,
        description=_l("Comme sur sa pièce d’identité : la mairie comparera."),
    )


class HomeForm(DoorForm):
    """Where that person lives."""

    typed = door_line(_l("Son adresse"))


class TermsForm(ScopesForm, DurationForm):
    """What the next form of somebody known allows, and for how long."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        # Where residents choose, this person is whoever acts.
        self.scopes.label.text = gettext("Que pourrons-nous faire pour cette personne ?")


class PaperForm(PrincipalForm, HomeForm, TermsForm):
    """Everything a mandate on paper says, on one page, for those whose trade it is."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        # Mistakes are listed in the order of the page: first who it is, then what is allowed.
        for name in ("scopes", "days"):
            self._fields[name] = self._fields.pop(name)


class StopForm(Form):
    """The two codes of a paper, however they are typed."""

    reference = line(
        _l("Référence"),
        limit=60,
        description=_l("Huit lettres et chiffres, en haut de la feuille ou dans la lettre."),
    )
    code = line(
        _l("Code pour arrêter"),
        limit=60,
        description=_l("Dix lettres et chiffres, dans le cadre de la feuille ou de la lettre."),
    )
    meant = ("", "")

    def validate_reference(self, field: Field) -> None:
        """Refuse what cannot be a reference, so that a slip of the finger costs no try."""
        meant = codes.read(field.data or "", REFERENCE_LENGTH)
        if meant is None:
            raise ValidationError(
                gettext("Une référence compte huit lettres et chiffres, comme ABCD-1234.")
            )
        self.meant = (meant, self.meant[1])

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code."""
        meant = codes.read(field.data or "")
        if meant is None:
            raise ValidationError(
                gettext("Ce code compte dix lettres et chiffres, comme ABCDE-12345.")
            )
        self.meant = (self.meant[0], meant)
