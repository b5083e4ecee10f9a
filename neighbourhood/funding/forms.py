"""How much to give."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from neighbourhood.foundation.web.forms import EurosField, Form, Optional
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.policies import refusal_of

SUGGESTED_CENTS = (500, 1000, 2000)


class GiftForm(Form):
    """A suggested amount, or one’s own; what is typed wins."""

    suggested = RadioField(_l("Votre don"), [Optional()], coerce=lambda value: int(value or 0))
    amount = EurosField(
        _l("Un autre montant"), description=_l("En euros, par exemple 12 ou 12,50.")
    )

    def offer(self, remaining_cents: int) -> None:
        """Suggest what fits in what is missing."""
        self.remaining_cents = remaining_cents
        fitting = [cents for cents in SUGGESTED_CENTS if refusal_of(cents, remaining_cents) is None]
        self.suggested.choices = [
            *((cents, euros(cents)) for cents in fitting if cents != remaining_cents),
            (remaining_cents, gettext("Ce qui manque : %(amount)s", amount=euros(remaining_cents))),
        ]

    @property
    def cents(self) -> int:
        """What the neighbour wants to give."""
        return self.amount.data if self.amount.data is not None else self.suggested.data or 0

    def validate(self, extra_validators: object = None) -> bool:
        """Check that the amount can be given, and say what can."""
        if not super().validate(extra_validators):
            return False
        if self.amount.data is None and not self.suggested.data:
            self.amount.errors = [gettext("Choisissez un montant, ou écrivez le vôtre.")]
            return False
        refusal = refusal_of(self.cents, self.remaining_cents)
        if refusal is not None:
            self.amount.errors = [refusal.say()]
        return refusal is None
