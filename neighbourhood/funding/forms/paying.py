"""What is typed of bank accounts, pay-outs and what comes back."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    DateField,
    EurosField,
    Form,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.funding import iban
from neighbourhood.funding.cases.paying import VERSION_WORDS
from neighbourhood.funding.gateways import sepa_file
from neighbourhood.funding.gateways.sepa_file import Side
from neighbourhood.funding.models.paying import HOLDER_LIMIT, PainVersion

# The number of an account that holds together, to try a name or a bank with.
_ANY = "FR7699999000010000000000115"
# No day of a statement is older.
FIRST_YEAR = 2000


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

    def validate_holder(self, field: Field) -> None:
        """Refuse a name of which no letter reaches a bank: its order could never be written."""
        if not sepa_file.allows(Side(holder=field.data, iban=_ANY)):
            raise ValidationError(gettext("Écrivez ce nom avec des lettres, pour la banque."))

    def validate_bic(self, field: Field) -> None:
        """Refuse what is no number of a bank; none at all will do."""
        allowed = iban.is_bic(self.bank) and sepa_file.allows(
            Side(holder="Palier", iban=_ANY, bic=self.bank)
        )
        if (field.data or "").strip() and not allowed:
            raise ValidationError(gettext("Ce BIC ne va pas. Relisez-le, ou laissez vide."))


class HandOverForm(Form):
    """As which message the bank reads a transfer."""

    version = choice(
        _l("Le format que lit votre banque"), VERSION_WORDS.items(), default=PainVersion.V09
    )


def of_late(_form: object, field: DateField) -> None:
    """Refuse a day that has not come, and one of another century: a slip."""
    if field.data and field.data.year < FIRST_YEAR:
        raise ValidationError(gettext("Cette date est trop ancienne : relisez l’année."))
    if field.data and field.data > in_town(now()).date():
        raise ValidationError(gettext("Cette date n’est pas encore arrivée."))


class DayForm(Form):
    """The day that stands on the statement of the bank."""

    day = DateField(_l("Date sur le relevé de la banque"), [required(), of_late])


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


class PaidInForm(DayForm):
    """What a town paid in for what it covers, as the statement has it."""

    amount = EurosField(
        _l("Montant payé par la commune"),
        [required()],
        description=_l("Ce qui est arrivé sur le compte des dons, en euros."),
    )
    reference = line(
        _l("Référence de la banque"),
        limit=140,
        description=_l("Telle qu’elle est sur le relevé. Jamais le nom d’une personne."),
    )
