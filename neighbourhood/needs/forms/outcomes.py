"""What staff write once a need is funded: what the money did, and a word of thanks."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import (
    DateField,
    EurosField,
    ValidationError,
    choice,
    paragraph,
    required,
)
from neighbourhood.foundation.words.giveaways.traces import Here
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.treasury import MoreThanRaised
from neighbourhood.needs.forms.writing import Anonymous
from neighbourhood.needs.policies import LARGEST_CENTS
from neighbourhood.needs.proofs import PROOF_WORDS, as_typed, has_come


class ProofForm(Anonymous):
    """What became of the money: how much of it was spent, when and how, and in words."""

    texts = ("text",)
    most_cents = LARGEST_CENTS

    kind = choice(_l("Comment l’argent a-t-il été dépensé ?"), PROOF_WORDS.items())
    spent_on = DateField(
        _l("Le jour de la dépense"),
        [required(), has_come],
        description=_l("Celui de la facture ou du ticket, que vous gardez."),
    )
    amount = EurosField(
        _l("Montant dépensé"),
        [required()],
        description=_l("S’il en reste, cela va à un autre de vos besoins. Jamais plus que donné."),
    )

    text = paragraph(
        _l("Ce qui a été fait"),
        limit=800,
        description=_l(
            "Par exemple : « La facture a été payée le 12 mars, le chauffage fonctionne. »"
        ),
    )

    @classmethod
    def of(cls, said: Mapping[str, Any], raised_cents: int, here: Here) -> Self:
        """Return it with what is said already, for so much money at most."""
        form = cls(data=as_typed(said, raised_cents), here=here)
        form.most_cents = raised_cents
        return form

    def validate_amount(self, field: EurosField) -> None:
        """Refuse nothing at all, and more than neighbours gave."""
        if field.data is not None and not 0 < field.data <= self.most_cents:
            raise ValidationError(MoreThanRaised(raised=euros(self.most_cents)).say())

    @property
    def says(self) -> dict[str, Any]:
        """What a version of the proof keeps."""
        return {
            "text": self.text.data,
            "proof_kind": self.kind.data.value,
            "spent_on": self.spent_on.data.isoformat(),
            "spent_cents": self.amount.data,
        }


class ThanksForm(Anonymous):
    """A word to those who gave, in the words of the partner."""

    texts = ("text",)

    text = paragraph(
        _l("Votre mot de remerciement"),
        limit=300,
        description=_l(
            "Avec vos mots, pas ceux de la personne aidée. Par exemple : « Merci. Grâce à vous, "
            "une facture lourde est payée. »"
        ),
    )
