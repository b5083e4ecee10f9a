"""What staff say of a need."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import (
    EurosField,
    Form,
    ListField,
    NumberRange,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.needs.forms.texts import Anonymous
from neighbourhood.needs.kinds import KINDS, URGENCIES
from neighbourhood.needs.models import Urgency
from neighbourhood.needs.policies import LARGEST_CENTS, SMALLEST_CENTS


class KindForm(Form):
    """Which kind of need."""

    kind = choice(_l("De quoi s’agit-il ?"), ((kind, words.name) for kind, words in KINDS.items()))


class TextForm(Anonymous):
    """What the money pays for."""

    texts = ("title", "covers")

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


class AmountForm(Form):
    """How much, and where."""

    amount = EurosField(
        _l("Montant"),
        [
            required(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un besoin va de 10 € à 5 000 €.")),
        ],
        description=_l(
            "En euros, par exemple 150. Il est arrondi au-dessus : 137,42 € devient 140 €."
        ),
    )
    quartier = ListField(
        _l("Quartier"),
        coerce=int,
        description=_l("Montré seulement si assez de foyers y vivent : sinon, un lieu plus large."),
    )
    urgency = choice(
        _l("Quand l’argent doit-il être là ?"), URGENCIES.items(), otherwise=Urgency.NONE
    )


class NeedForm(TextForm, KindForm, AmountForm):
    """The whole need on one page, to correct it."""


class CorrectionForm(TextForm, KindForm):
    """Another version of what neighbours read: the quartier stays."""

    amount = EurosField(
        _l("Montant"),
        [
            required(),
            NumberRange(SMALLEST_CENTS, LARGEST_CENTS, _l("Un besoin va de 10 € à 5 000 €.")),
        ],
        description=_l(
            "Jamais moins que ce que des voisins ont déjà donné. Il est arrondi au-dessus."
        ),
    )
