"""What staff write about a need; a text that points at a person is refused."""

from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.web.forms import (
    EurosField,
    Form,
    ListField,
    NumberRange,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.needs.anonymity import Trace, trace_of
from neighbourhood.needs.kinds import KINDS

SMALLEST_CENTS = 10_00
LARGEST_CENTS = 5_000_00

_REMEDIES = MappingProxyType(
    {
        Trace.EMAIL: _l(
            "Ce texte contient une adresse e-mail. Un besoin reste anonyme : enlevez-la."
        ),
        Trace.PHONE: _l(
            "Ce texte contient un numéro de téléphone. Un besoin reste anonyme : enlevez-le."
        ),
        Trace.ADDRESS: _l(
            "Ce texte contient une adresse. On pourrait reconnaître la personne : "
            "le quartier suffit."
        ),
        Trace.NAME: _l(
            "Ce texte contient un nom. On pourrait reconnaître la personne : "
            "écrivez « une famille » ou « un voisin »."
        ),
        Trace.NUMBER: _l(
            "Ce texte contient un numéro personnel. Un besoin reste anonyme : enlevez-le."
        ),
    }
)


def _anonymous(_form: Form, field: Field) -> None:
    trace = trace_of(field.data or "")
    if trace is not None:
        raise ValidationError(str(_REMEDIES[trace]))


class KindForm(Form):
    """Which kind of need."""

    kind = choice(_l("De quoi s’agit-il ?"), ((kind, words.name) for kind, words in KINDS.items()))


class TextForm(Form):
    """What the money pays for."""

    title = line(
        _l("Le besoin en une phrase"),
        limit=120,
        description=_l("Par exemple : « Une facture de chauffage pour une famille du quartier »."),
    )
    covers = paragraph(
        _l("Ce que l’argent paie exactement"),
        limit=800,
        description=_l(
            "Dites ce qui manque et à quoi sert chaque euro. Pas de nom, pas d’histoire."
        ),
    )

    validate_title = _anonymous
    validate_covers = _anonymous


class AmountForm(Form):
    """How much, and where."""

    amount = EurosField(
        _l("Montant"),
        [
            required(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un besoin va de 10 € à 5 000 €.")),
        ],
        description=_l("En euros, par exemple 150."),
    )
    quartier = ListField(
        _l("Quartier"),
        coerce=int,
        description=_l("Seul le quartier est montré, jamais une adresse."),
    )


class NeedForm(KindForm, TextForm, AmountForm):
    """The whole need on one page, to correct it."""


class ReturnForm(Form):
    """Why a need goes back to its author."""

    reason = paragraph(
        _l("Ce qu’il faut reprendre"),
        limit=400,
        description=_l("Votre collègue lira cette remarque."),
    )

    validate_reason = _anonymous


class ProofForm(Form):
    """What became of the money."""

    text = paragraph(
        _l("Ce qui a été fait"),
        limit=800,
        description=_l(
            "Par exemple : « La facture a été payée le 12 mars, le chauffage fonctionne. »"
        ),
    )

    validate_text = _anonymous
