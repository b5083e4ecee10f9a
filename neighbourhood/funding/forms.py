"""How much to give, what to decide about money, what the pretend bank says."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    EurosField,
    FileField,
    Form,
    ListField,
    Optional,
    choice,
    paragraph,
    required,
)
from neighbourhood.foundation.web.templating import when
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.bank import BankLine, LineStatus, TransferPromise
from neighbourhood.funding.models.gifts import Means, Pledge
from neighbourhood.funding.policies import Decision, refusal_of
from neighbourhood.funding.statements.references import grouped

SUGGESTED_CENTS = (500, 1000, 2000)


class GiftForm(Form):
    """A suggested amount, or one’s own; what is typed wins."""

    suggested = RadioField(_l("Votre don"), [Optional()], coerce=lambda value: int(value or 0))
    amount = EurosField(
        _l("Un autre montant"), description=_l("En euros, par exemple 12 ou 12,50.")
    )

    means = choice(
        _l("Comment payer"),
        [
            (Means.CARD, _l("Par carte, tout de suite")),
            (Means.TRANSFER, _l("Par virement, depuis le site de ma banque")),
        ],
        default=Means.CARD,
    )

    @property
    def is_by_transfer(self) -> bool:
        """Whether the neighbour chose to make a transfer."""
        return "means" in self and self.means.data is Means.TRANSFER

    def offer(self, remaining_cents: int, *, by_transfer: int = 0) -> None:
        """Suggest what fits in what is missing; `by_transfer` at most may wait for a transfer."""
        self.remaining_cents = remaining_cents
        if "means" in self and not by_transfer:
            del self.means
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
    Decision.SENT_BY_BANK: _l("Le virement est fait : l’argent est rendu à la personne"),
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


class StatementForm(Form):
    """A statement of the account, as the bank gives it."""

    file = FileField(
        _l("Le relevé"),
        [required(_l("Choisissez un fichier."))],
        description=_l("Un fichier CAMT.053 (XML) ou CSV, téléchargé sur le site de la banque."),
        lighter=_l("Ce fichier est trop lourd : demandez à la banque une période plus courte."),
    )


class LineChoice(StrEnum):
    """What a person may say of money that nobody expected."""

    MATCH = "match"
    GIVE_BACK = "give back"
    RETURNED = "returned"
    SET_ASIDE = "set aside"


_LINE_CHOICES: Mapping[LineChoice, tuple[LineStatus, LazyString]] = {
    LineChoice.MATCH: (LineStatus.MATCHED, _l("C’est un don que nous attendions : le choisir")),
    LineChoice.GIVE_BACK: (LineStatus.TO_RETURN, _l("À rendre, sur le compte d’où il est venu")),
    LineChoice.RETURNED: (LineStatus.RETURNED, _l("Il est rendu : j’ai fait le virement")),
    LineChoice.SET_ASIDE: (LineStatus.SET_ASIDE, _l("Ce n’est pas un don : le mettre de côté")),
}


class LineForm(Form):
    """What money that nobody expected is for, or where it goes."""

    decision = RadioField(_l("Votre décision"), [required(_l("Choisissez une des réponses."))])
    key = SelectField(_l("Le don"), [Optional()])
    word = paragraph(
        _l("Ce qui a été fait"),
        limit=400,
        description=_l("Pour qui relira : ce que vous avez vérifié, avec qui. Sans nom."),
    )

    def offer(self, line: BankLine, promises: Iterable[TransferPromise]) -> None:
        """Offer what may be said of `line`, and gifts by their amounts: never what they are for."""
        known = [] if line.amount_cents < 0 else list(promises)
        self.key.choices = [
            ("", gettext("Choisissez…")),
            *((each.pledge.key, _said_of(each)) for each in known),
        ]
        self.decision.choices = [
            (each.value, words)
            for each, (status, words) in _LINE_CHOICES.items()
            if line.may_become(status) and (known or each is not LineChoice.MATCH)
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Ask which gift it is, where it is one."""
        if not super().validate(extra_validators):
            return False
        if self.decision.data == LineChoice.MATCH and not self.key.data:
            self.key.errors = [gettext("Choisissez le don dans la liste.")]
            return False
        return True


def _said_of(promise: TransferPromise) -> str:
    pledge = promise.pledge
    return (
        f"{euros(pledge.amount_cents)} · {grouped(promise.reference)} · {when(pledge.created_at)}"
    )
