"""A town typed by hand, its files, its service, its rules."""

import re
from collections.abc import Iterable
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from neighbourhood.foundation.web.forms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    IntegerField,
    NumberRange,
    ValidationError,
    line,
    required,
)
from neighbourhood.places.households import MOST_HOUSEHOLDS
from neighbourhood.places.models import Quartier
from neighbourhood.residents.forms.accounts import real_email

_LIGHTER = _l(
    "Ce fichier pèse plus de 12 Mo. Prenez celui de la commune seule, ou compressez-le (.csv.gz)."
)
_QUARTIER = "quartier-"
_CODE = re.compile(r"(\d{2}|2[ABab])\d{3}")
_POSTCODES = re.compile(r"(\d{5})([ ,;]+\d{5})*")


class TownForm(Form):
    """A commune that the list does not know, or that cannot be asked for."""

    name = line(_l("Le nom de la commune"))
    insee = line(
        _l("Son code INSEE"),
        limit=5,
        description=_l("Cinq signes, par exemple 75056. Ce n’est pas le code postal."),
    )
    postcodes = line(
        _l("Ses codes postaux"),
        optional=True,
        description=_l("Cinq chiffres chacun, séparés par un espace."),
    )

    def validate_insee(self, field: Field) -> None:
        """Ask for a code such as the national list has them."""
        if not _CODE.fullmatch(field.data):
            raise ValidationError(gettext("Un code INSEE a cinq signes, par exemple 75056."))
        field.data = field.data.upper()

    def validate_postcodes(self, field: Field) -> None:
        """Ask for figures."""
        if field.data and not _POSTCODES.fullmatch(field.data):
            raise ValidationError(gettext("Écrivez cinq chiffres par code postal."))

    @property
    def all_postcodes(self) -> tuple[str, ...]:
        """Return what was typed, one by one."""
        return tuple(re.findall(r"\d{5}", self.postcodes.data or ""))


class FileForm(Form):
    """A file of a town."""

    file = FileField(_l("Le fichier"), [required(_l("Choisissez un fichier."))], lighter=_LIGHTER)

    def validate_file(self, field: Any) -> None:
        """Ask for something in it."""
        if not field.data.stream.read(1):
            raise ValidationError(gettext("Ce fichier est vide."))
        field.data.stream.seek(0)


class QuartiersForm(FileForm):
    """The outlines of quartiers."""

    name_key = line(
        _l("La propriété qui donne le nom"),
        limit=80,
        optional=True,
        description=_l("À remplir seulement si nous ne la trouvons pas, par exemple : nom."),
    )
    drops = BooleanField(_l("Retirer les quartiers absents du fichier, s’ils n’ont jamais servi"))


class ServiceForm(Form):
    """The first service of a town, and who manages it."""

    name = line(
        _l("Le nom du service"),
        description=_l("Par exemple : Ville de Valbourg, vie des quartiers"),
    )
    email = EmailField(
        _l("L’adresse e-mail de la personne qui gérera l’équipe"),
        [required(), real_email],
        description=_l("Elle reçoit une invitation, valable sept jours."),
    )


class RuleForm(Form):
    """How many neighbours open a quartier."""

    opening_number = IntegerField(
        _l("Voisins pour ouvrir un quartier"),
        [
            required(_l("Écrivez un nombre, de 0 à 1000.")),
            NumberRange(0, 1000, _l("Écrivez un nombre, de 0 à 1000.")),
        ],
        description=_l("Avec 0, chaque quartier ouvre en même temps que la commune."),
    )


class ThresholdsForm(Form):
    """What figures of a town do not tell."""

    fewest = IntegerField(
        _l("Le plus petit nombre montré"),
        [
            required(_l("Écrivez un nombre, de 11 à 100.")),
            NumberRange(11, 100, _l("Écrivez un nombre, de 11 à 100.")),
        ],
        description=_l("Un chiffre de moins de personnes est caché. Le site demande au moins 11."),
    )
    dominance = IntegerField(
        _l("La plus grande part d’une seule personne (pour cent)"),
        [
            required(_l("Écrivez un nombre, de 50 à 85.")),
            NumberRange(50, 85, _l("Écrivez un nombre, de 50 à 85.")),
        ],
        description=_l(
            "Un chiffre qui vient surtout d’une seule personne parle d’elle : il est caché au-delà "
            "de cette part. Le site demande au plus 85."
        ),
    )


class HouseholdsForm(Form):
    """How many households live in each quartier; what is left empty is not known."""

    numbered = (_QUARTIER,)

    @property
    def per_quartier(self) -> list[IntegerField]:
        """The fields, in the order of the quartiers."""
        return [field for field in self if field.name.startswith(_QUARTIER)]

    @property
    def counts(self) -> dict[int, int | None]:
        """What was typed, by the id of the quartier."""
        return {int(field.name.removeprefix(_QUARTIER)): field.data for field in self.per_quartier}


def households_form(quartiers: Iterable[Quartier]) -> HouseholdsForm:
    """Return a form with one field a quartier, filled with what is known."""
    mistake = _l("Écrivez un nombre de foyers, ou laissez vide.")
    drawn = list(quartiers)
    fields = {
        f"{_QUARTIER}{each.id}": IntegerField(
            each.name, [Optional(), NumberRange(0, MOST_HOUSEHOLDS, mistake)]
        )
        for each in drawn
    }
    made = type("HouseholdsForm", (HouseholdsForm,), fields)
    return cast(
        "HouseholdsForm", made(data={f"{_QUARTIER}{each.id}": each.households for each in drawn})
    )
