"""What a town writes of a package; no text may point at a person."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    DateField,
    EurosField,
    NumberRange,
    Optional,
    ValidationError,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.funding.policies import SMALLEST_CENTS
from neighbourhood.needs.forms.texts import Anonymous
from neighbourhood.needs.kinds import KINDS
from neighbourhood.packages.kinds import PARTS, PICTURES
from neighbourhood.packages.models import Part
from neighbourhood.packages.policies import NoKind, NoPart, NoPrice

LARGEST_CENTS = 1_000_00
LONGEST_CRISIS = timedelta(days=366)


class PackageForm(Anonymous):
    """A package: its words, its price, how one may give, where the gifts go."""

    texts = ("title", "covers")
    pictures = PICTURES

    title = line(
        _l("Nom de la formule"),
        limit=80,
        description=_l("Par exemple : « Un panier de courses »."),
    )
    covers = paragraph(
        _l("Ce que le don paie"),
        limit=400,
        description=_l("En une ou deux phrases. Pas de nom, pas d’histoire."),
    )
    price = EurosField(
        _l("Prix"),
        [
            Optional(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un prix va de 1 € à 1 000 €.")),
        ],
        description=_l("En euros. Sans prix, chaque personne donne ce qu’elle veut."),
    )
    parts = SelectMultipleField(
        _l("Ce que l’on peut donner"),
        choices=[SelectChoice(part.value, words) for part, words in PARTS.items()],
    )
    kinds = SelectMultipleField(
        _l("Les sortes de besoin où vont les dons"),
        choices=[SelectChoice(kind.value, words.name) for kind, words in KINDS.items()],
    )
    icon = RadioField(
        _l("Son image"),
        [required(_l("Choisissez une image."))],
        choices=[SelectChoice(icon, word) for icon, word in PICTURES.items()],
    )

    def validate_parts(self, field: SelectMultipleField) -> None:
        """Ask for a way to give, and for a price where a part of one is given."""
        if not field.data:
            raise ValidationError(NoPart().say())
        if self.price.data is None and set(field.data) != {Part.FREE.value}:
            raise ValidationError(NoPrice().say())

    def validate_kinds(self, field: SelectMultipleField) -> None:
        """Ask for a kind of need."""
        if not field.data:
            raise ValidationError(NoKind().say())


class CrisisForm(Anonymous):
    """A sentence and its last day; neither when there is no crisis any more."""

    texts = ("text",)

    text = line(
        _l("La phrase de l’urgence"),
        limit=160,
        optional=True,
        description=_l("Par exemple : « Grand froid : les factures de chauffage montent. »"),
    )
    until = DateField(
        _l("Dernier jour"),
        [Optional()],
        description=_l("Après ce jour, la formule reprend sa place toute seule."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for both or neither, and for a day to come."""
        if not super().validate(extra_validators):
            return False
        if bool(self.text.data) != bool(self.until.data):
            lacking = self.until if self.text.data else self.text
            lacking.errors = [gettext("Remplissez les deux cases, ou videz-les toutes les deux.")]
            return False
        if self.until.data and not self._is_to_come(self.until.data):
            self.until.errors = [gettext("Choisissez un jour à venir, dans un an au plus.")]
            return False
        return True

    def _is_to_come(self, day: date) -> bool:
        today = in_town(now()).date()
        return today <= day <= today + LONGEST_CRISIS
