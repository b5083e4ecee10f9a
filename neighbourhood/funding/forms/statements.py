"""A statement to read, and what a person says of money that nobody expected."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from neighbourhood.foundation.web.forms import FileField, Form, Optional, paragraph, required
from neighbourhood.foundation.web.templating import when
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.bank import BankLine, LineStatus, TransferPromise
from neighbourhood.funding.statements.references import grouped


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
