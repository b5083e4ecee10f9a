"""How much to give, what to decide about a payment, what the pretend bank says."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    DateField,
    EurosField,
    Form,
    ListField,
    Optional,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.templating import in_town, when
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding import iban
from neighbourhood.funding.cases.paying import VERSION_WORDS
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.paying import HOLDER_LIMIT
from neighbourhood.funding.policies import Decision, refusal_of

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


_DECISIONS: Mapping[Decision, LazyString] = {
    Decision.NOTHING: _l("Rien de plus à faire"),
    Decision.GIVE_BACK: _l("Rendre ce don : il ne comptera plus, et la personne sera remboursée"),
    Decision.TRY_AGAIN: _l("Essayer encore de le rendre par la banque"),
    Decision.BY_HAND: _l("La banque qui encaisse les dons a rendu l’argent par un autre chemin"),
    Decision.SECOND_BACK: _l("Rendre ce deuxième paiement maintenant"),
    Decision.KEEP_BOTH: _l("Garder les deux : la personne a dit qu’elle voulait donner deux fois"),
}


class CaseForm(Form):
    """What a person decides about a payment, and why."""

    decision = RadioField(_l("Votre décision"), [required(_l("Choisissez une des réponses."))])
    word = paragraph(
        _l("Ce qui a été fait"),
        limit=400,
        description=_l("Pour qui relira : ce que vous avez vérifié, avec qui. Sans nom."),
    )

    def offer(self, decisions: Sequence[Decision]) -> None:
        """Offer what may be decided now."""
        self.decision.choices = [(each.value, _DECISIONS[each]) for each in decisions]


class News(StrEnum):
    """What the pretend bank may say of a gift that was paid."""

    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly refunded"
    REFUND_PENDING = "refund pending"
    REFUND_FAILED = "refund failed"
    DISPUTE_OPENED = "dispute opened"
    DISPUTE_WON = "dispute won"
    DISPUTE_LOST = "dispute lost"
    PAID_AGAIN = "paid again"
    NONSENSE = "nonsense"


class BankForm(Form):
    """Of which gift the pretend bank speaks, and what it says."""

    key = ListField(_l("Le don"))
    news = ListField(
        _l("Ce que dit la banque"),
        coerce=News,
        choices=[
            SelectChoice(News.REFUNDED.value, _l("elle l’a rendu")),
            SelectChoice(News.PARTLY_REFUNDED.value, _l("elle en a rendu la moitié")),
            SelectChoice(News.REFUND_PENDING.value, _l("un remboursement est en route")),
            SelectChoice(News.REFUND_FAILED.value, _l("ce remboursement est revenu")),
            SelectChoice(News.DISPUTE_OPENED.value, _l("la personne conteste le paiement")),
            SelectChoice(News.DISPUTE_WON.value, _l("la contestation est gagnée")),
            SelectChoice(News.DISPUTE_LOST.value, _l("la contestation est perdue")),
            SelectChoice(News.PAID_AGAIN.value, _l("il a été payé une deuxième fois")),
            SelectChoice(News.NONSENSE.value, _l("un message que personne ne comprend")),
        ],
    )

    def offer(self, paid: Iterable[Pledge]) -> None:
        """Offer gifts by what they are for and how much they were."""
        self.key.choices = [
            (
                pledge.key,
                f"{pledge.fund.title} · {euros(pledge.paid_cents)} · {when(pledge.created_at)}"
                f" · {pledge.key}",
            )
            for pledge in paid
        ]


class NumberForm(Form):
    """The number of an account, as it stands on paper."""

    iban = line(
        _l("IBAN"),
        limit=60,
        description=_l("Tel qu’il est imprimé sur le relevé d’identité bancaire, espaces compris."),
    )

    @property
    def number(self) -> str:
        """The number without spaces."""
        return iban.tidy(self.iban.data or "")

    def validate_iban(self, _field: object) -> None:
        """Refuse what does not hold together."""
        if not iban.is_valid(self.number):
            raise ValidationError(
                gettext("Ce numéro ne va pas : il y a une faute de frappe. Relisez-le.")
            )


class AccountForm(NumberForm):
    """An account as a first person writes it."""

    holder = line(
        _l("Titulaire du compte"),
        limit=HOLDER_LIMIT,
        description=_l("Le nom de l’organisme, comme la banque l’écrit. Jamais une personne."),
    )
    bic = line(
        _l("BIC"),
        limit=20,
        optional=True,
        description=_l("Le numéro de la banque, 8 ou 11 signes."),
    )

    @property
    def bank(self) -> str:
        """The number of the bank without spaces."""
        return iban.tidy(self.bic.data or "")

    def validate_bic(self, _field: object) -> None:
        """Refuse what is no number of a bank; none at all will do."""
        if self.bank and not iban.is_bic(self.bank):
            raise ValidationError(gettext("Ce BIC ne va pas. Relisez-le, ou laissez vide."))


class HandOverForm(Form):
    """As which message the bank reads a transfer."""

    version = choice(_l("Le format que lit votre banque"), VERSION_WORDS.items())


class DayForm(Form):
    """The day that stands on the statement of the bank."""

    day = DateField(_l("Date sur le relevé de la banque"), [required()])

    def validate_day(self, field: DateField) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > in_town(now()).date():
            raise ValidationError(gettext("Cette date n’est pas encore arrivée."))


class BackForm(DayForm):
    """When it came back, and why."""

    word = paragraph(
        _l("Ce que dit la banque"), limit=400, description=_l("Par exemple : « compte clos ».")
    )


class GivenBackForm(Form):
    """How much a partner gave back."""

    amount = EurosField(
        _l("Montant rendu par le partenaire"),
        [required()],
        description=_l("Ce qui est arrivé sur le compte de la commune, en euros."),
    )
