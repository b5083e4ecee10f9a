"""When the needs of a town go out, and the file of needs of a partner."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    BooleanField,
    FileField,
    Form,
    IntegerField,
    NumberRange,
    ValidationError,
    required,
)
from neighbourhood.foundation.web.offloading import off_the_loop
from neighbourhood.needs.intake.tables import MOST_BYTES, Row, read_table
from neighbourhood.places.naming import UnreadableError

WEEKDAYS: Mapping[str, LazyString] = {
    "1": _l("lundi"),
    "2": _l("mardi"),
    "3": _l("mercredi"),
    "4": _l("jeudi"),
    "5": _l("vendredi"),
    "6": _l("samedi"),
    "7": _l("dimanche"),
}
_WRONG_HOUR = _l("Écrivez une heure, de 6 à 21.")
_WRONG_CRISIS = _l("Écrivez un nombre de jours, de 0 à 30.")
_WRONG_PART = _l("Écrivez un nombre, de 10 à 100.")


class NeedsFileForm(Form):
    """A file of needs; `rows` are its lines, once it is right as a whole."""

    file = FileField(
        _l("Le fichier"),
        [required(_l("Choisissez un fichier."))],
        lighter=_l("Ce fichier pèse plus de 4 Mo. Envoyez-le en plusieurs parties."),
    )
    closes = BooleanField(
        _l("Ce fichier est complet : fermer les besoins qui n’y sont plus"),
        description=_l(
            "Sans cocher, le fichier ajoute et change des besoins, il n’en ferme aucun. Un besoin "
            "déjà financé reste."
        ),
    )

    rows: Sequence[Row] = ()

    def validate_file(self, field: Any) -> None:
        """Refuse the whole file, or keep its lines."""
        try:
            self.rows = off_the_loop(read_table, field.data.stream.read(MOST_BYTES + 1))
        except UnreadableError as why:
            raise ValidationError(why.say()) from None


class RhythmForm(Form):
    """When the needs of a town go out, and how careful it counts."""

    days = SelectMultipleField(
        _l("Jours"), choices=[SelectChoice(code, words) for code, words in WEEKDAYS.items()]
    )
    hour = IntegerField(
        _l("Heure"),
        [required(_WRONG_HOUR), NumberRange(6, 21, _WRONG_HOUR)],
        description=_l("De 6 à 21 : on ne publie pas la nuit."),
    )
    crisis = IntegerField(
        _l("Crise : envois chaque jour pendant (jours)"),
        [required(_WRONG_CRISIS), NumberRange(0, 30, _WRONG_CRISIS)],
        description=_l("0 : pas de crise. Même alors, un besoin attend douze heures au moins."),
    )
    concerned = IntegerField(
        _l("Part des foyers concernés que la commune retient (pour cent)"),
        [required(_WRONG_PART), NumberRange(10, 100, _WRONG_PART)],
        description=_l(
            "100 : les parts déclarées plus bas. Moins, si peu de foyers sont concernés ici : les "
            "lieux montrés sont alors plus larges."
        ),
    )

    def validate_days(self, field: SelectMultipleField) -> None:
        """Ask for a day at least."""
        if not field.data:
            raise ValidationError(str(_l("Cochez au moins un jour.")))
