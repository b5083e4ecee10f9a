"""What to decide about a payment, what the pretend bank says."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    Form,
    ListField,
    paragraph,
    required,
)
from neighbourhood.foundation.web.templating import when
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.policies import Decision

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
