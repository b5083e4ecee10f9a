"""What a second reader answers, and what became of the money."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    DateField,
    EurosField,
    Form,
    ValidationError,
    choice,
    paragraph,
    required,
)
from neighbourhood.foundation.words.giveaways.traces import Here
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.forms.paying import of_late
from neighbourhood.funding.treasury import MoreThanRaised
from neighbourhood.needs.anonymity import QUESTIONS
from neighbourhood.needs.forms.texts import Anonymous
from neighbourhood.needs.policies import LARGEST_CENTS, NotChecked
from neighbourhood.needs.proofs import PROOF_WORDS, as_typed


class ChecklistForm(Form):
    """Each question answered, by whoever sends a text and by whoever approves it."""

    questions = SelectMultipleField(
        _l("Quelqu’un du quartier pourrait-il reconnaître cette personne…"),
        choices=[SelectChoice(code, words) for code, words in QUESTIONS.items()],
    )

    def validate_questions(self, field: SelectMultipleField) -> None:
        """Refuse until every line is ticked."""
        if set(field.data or ()) != set(QUESTIONS):
            raise ValidationError(str(NotChecked.sentence))


class ReturnForm(Anonymous):
    """Why a need goes back to its author."""

    texts = ("reason",)

    reason = paragraph(
        _l("Ce qu’il faut reprendre"),
        limit=400,
        description=_l("Votre collègue lira cette remarque."),
    )


class ProofForm(Anonymous):
    """What became of the money: how much of it was spent, when and how, and in words."""

    texts = ("text",)
    most_cents = LARGEST_CENTS

    kind = choice(_l("Comment l’argent a-t-il été dépensé ?"), PROOF_WORDS.items())
    spent_on = DateField(
        _l("Le jour de la dépense"),
        [required(), of_late],
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
