"""Preparing a mandate on paper for somebody without e-mail, and stopping one by its code."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import Form, HiddenField, ValidationError, line
from neighbourhood.residents.forms.profile import NamedForm
from neighbourhood.residents.models.mandates import REFERENCE_LENGTH

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


class HomeForm(Form):
    """Where that person lives; `key` names the door once it was chosen from a list."""

    typed = line(
        _l("Son adresse"),
        description=_l("Le numéro et la rue. Exemple : 12 rue des Tanneurs"),
    )
    key = HiddenField()


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
