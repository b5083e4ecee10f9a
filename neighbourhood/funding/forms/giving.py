"""How much to give, for whom the receipt is, who reads the name; the mailbox of a visitor."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from neighbourhood.foundation.web.fields import AtTimes, EmailField
from neighbourhood.foundation.web.forms import EurosField, Form, Optional, line, required
from neighbourhood.foundation.web.printing import can_be_printed
from neighbourhood.foundation.words.money import euros
from neighbourhood.foundation.words.showing import shown_by
from neighbourhood.funding.actions.wishing import NOTHING_SAID, Wish
from neighbourhood.funding.forms.monthly import OftenForm
from neighbourhood.funding.models.donors import NAME_LIMIT, ORGANISATION_LIMIT, Showing
from neighbourhood.funding.models.gifts import Means
from neighbourhood.funding.policies import NoNameToShow, refusal_of
from neighbourhood.partners import siret
from neighbourhood.residents.forms.accounts import real_email

SUGGESTED_CENTS = (500, 1000, 2000)
MONTHLY_CENTS = (500, 1000)
# Who reads the name of a donor, in the words of the page.
READERS = (
    (Showing.SECRET, _l("Personne")),
    (
        Showing.PRIVATE,
        _l("Le service de la ville qui tient les comptes, sans savoir pour quoi vous donnez"),
    ),
    (
        Showing.PUBLIC,
        _l("Tout le monde, parmi les personnes qui soutiennent la ville, sans dire pour quoi"),
    ),
)


def fitting(remaining_cents: int, own: Sequence[int] | None = None) -> list[int]:
    """Return the amounts to suggest when so much is missing, all of it last.

    A thing that has amounts of its `own` suggests those alone, as long as one of them can be given.
    """
    if own is not None:
        own_fits = [cents for cents in own if refusal_of(cents, remaining_cents) is None]
        return own_fits or [remaining_cents]
    fits = [cents for cents in SUGGESTED_CENTS if refusal_of(cents, remaining_cents) is None]
    return [*(cents for cents in fits if cents != remaining_cents), remaining_cents]


def with_small(own: Sequence[int]) -> Sequence[int]:
    """Return amounts to suggest each month: small ones too, where a thing has none of its own."""
    return own if min(own) <= MONTHLY_CENTS[-1] else (*MONTHLY_CENTS, *own)


def _who_reads() -> RadioField:
    # Whoever taps an amount has said nothing: then nobody reads the name.
    return RadioField(
        _l("Qui lira votre nom ?"),
        [Optional()],
        choices=[SelectChoice(member.value, words) for member, words in READERS],
        coerce=Showing,
        default=Showing.SECRET,
    )


def _amount_too() -> BooleanField:
    return BooleanField(_l("Si tout le monde lit votre nom, montrer aussi combien vous donnez"))


def _name_to_show() -> StringField:
    return line(_l("Le nom à montrer"), limit=NAME_LIMIT, optional=True, widget=AtTimes())


class NameForm(Form):
    """Who reads the name of a donor, and whether they read the amount."""

    showing = _who_reads()
    shows_amount = _amount_too()


class VisitorNameForm(Form):
    """The same of somebody without an account, who says how they are called."""

    showing = _who_reads()
    public_name = _name_to_show()
    shows_amount = _amount_too()

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse what is no name; ask for one where it is to be read."""
        return super().validate(extra_validators) and _is_named(self.showing.data, self.public_name)


def _is_named(showing: Showing, field: StringField) -> bool:
    typed = (field.data or "").strip()
    if showing is Showing.SECRET:
        return True
    if not typed:
        field.errors = [NoNameToShow().say()]
    elif shown_by([typed]) or "//" in typed:
        field.errors = [gettext("Écrivez un nom seulement, sans téléphone ni adresse.")]
    return not field.errors


class GiftForm(OftenForm):
    """A suggested amount, or one’s own: what is typed wins; and what is said about the name."""

    suggested = RadioField(_l("Votre don"), [Optional()], coerce=lambda value: int(value or 0))
    amount = EurosField(
        _l("Un autre montant"),
        description=_l("En euros, par exemple 12 ou 12,50."),
    )
    organisation = line(
        _l("Vous donnez pour une organisation ? Son nom"),
        limit=ORGANISATION_LIMIT,
        optional=True,
        description=_l("Il est écrit sur le reçu, nulle part ailleurs."),
    )
    siret = StringField(_l("Le SIRET de l’organisation"), [Optional()])
    in_name_of = line(
        _l("Vous donnez au nom de quelqu’un ? Son nom"),
        limit=NAME_LIMIT,
        optional=True,
        description=_l(
            "Il est écrit sur le reçu et sur une carte que vous pourrez imprimer, nulle part "
            "ailleurs."
        ),
    )
    validate_organisation = validate_in_name_of = can_be_printed
    showing = _who_reads()
    shows_amount = _amount_too()
    # Whoever taps an amount on the page of a thing has said nothing: then by card.
    means = RadioField(
        _l("Comment payer"),
        [Optional()],
        choices=[
            SelectChoice(Means.CARD.value, _l("Par carte, tout de suite")),
            SelectChoice(Means.TRANSFER.value, _l("Par virement, depuis le site de ma banque")),
        ],
        coerce=Means,
        default=Means.CARD,
    )

    def offer(
        self,
        remaining_cents: int,
        *,
        by_transfer: int = 0,
        own: Sequence[int] | None = None,
        monthly: bool = False,
    ) -> None:
        """Suggest what fits in what is missing; `by_transfer` at most may wait for a transfer."""
        self.remaining_cents = remaining_cents
        self.offer_rhythm(monthly=monthly)
        if self.is_monthly and own:
            own = with_small(own)
        if "means" in self and not by_transfer:
            del self.means
        self.suggested.choices = [
            (cents, suggested_words(cents, remaining_cents))
            for cents in fitting(remaining_cents, own)
        ]

    @property
    def is_by_transfer(self) -> bool:
        """Whether the neighbour chose to make a transfer."""
        return "means" in self and self.means.data is Means.TRANSFER

    @property
    def cents(self) -> int:
        """What the neighbour wants to give."""
        return self.amount.data if self.amount.data is not None else self.suggested.data or 0

    @property
    def wish(self) -> Wish:
        """What is said about the name."""
        name = getattr(self, "public_name", None)
        is_read = self.showing.data is not Showing.SECRET
        return Wish(
            organisation=self.organisation.data or "",
            siret=self.siret.data or "",
            in_name_of=self.in_name_of.data or "",
            public_name=(name.data or "") if name is not None and is_read else "",
            showing=self.showing.data,
            shows_amount=bool(self.shows_amount.data) and self.showing.data is Showing.PUBLIC,
        )

    @property
    def says_more(self) -> bool:
        """Whether more than an amount was said, so that it stays in sight."""
        more = {"organisation", "siret", "in_name_of", "showing", "shows_amount", "public_name"}
        return self.wish != NOTHING_SAID or not more.isdisjoint(self.errors)

    def validate_siret(self, field: StringField) -> None:
        """Refuse a number that does not hold together, or that belongs to no name."""
        field.data = siret.tidy(field.data or "")
        if not siret.is_valid(field.data):
            raise ValidationError(
                gettext("Ce SIRET n’existe pas : relisez ses 14 chiffres, ou videz la case.")
            )
        if not self.organisation.data:
            raise ValidationError(gettext("Écrivez aussi le nom de l’organisation."))

    def validate(self, extra_validators: object = None) -> bool:
        """Check that the amount can be given, and say what can."""
        if not super().validate(extra_validators):
            return False
        if self.amount.data is None and not self.suggested.data:
            self.amount.errors = [gettext("Choisissez un montant, ou écrivez le vôtre.")]
            return False
        if self.is_monthly and self.is_by_transfer:
            self.means.errors = [gettext("Chaque mois, on donne par carte : choisissez la carte.")]
            return False
        refusal = refusal_of(self.cents, self.remaining_cents)
        if refusal is not None:
            self.amount.errors = [refusal.say()]
        return refusal is None


def suggested_words(cents: int, remaining_cents: int) -> str:
    """Say a suggested amount; of the last one, that nothing is missing afterwards."""
    if cents != remaining_cents:
        return euros(cents)
    return str(gettext("Ce qui manque : %(amount)s", amount=euros(cents)))


class VisitorGiftForm(GiftForm):
    """The same of somebody without an account."""

    email = EmailField(
        _l("Votre adresse e-mail"),
        [required(), real_email],
        description=_l("Pour le reçu, et pour vous dire à quoi votre don a servi. Rien d’autre."),
    )
    public_name = _name_to_show()

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse what is no name, too; ask for one where it is to be read."""
        if self.suggested.data:  # a button with an amount gives that one, whatever was typed
            self.amount.data, self.amount.raw_data, self.amount.process_errors = None, [], []
        return super().validate(extra_validators) and _is_named(self.showing.data, self.public_name)


class LinkForm(Form):
    """The mailbox with which one gave."""

    email = EmailField(_l("Votre adresse e-mail"), [required(), real_email])
