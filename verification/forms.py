"""What people tell us about where they live."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.web.forms import (
    BooleanField,
    Form,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.printing import can_be_printed
from neighbourhood.places import halls
from neighbourhood.places.forms import DoorForm, door_line
from verification.kinds import WITHDRAWAL_WORDS
from verification.models.claims import REFERENCE_LENGTH
from verification.models.homes import WITHDRAWAL_WORDS_LIMIT, WithdrawalReason
from verification.proving.registry import proof_codes


class AddressForm(DoorForm):
    """Where one lives oneself."""

    typed = door_line(_l("Votre adresse"))


class ReferenceForm(Form):
    """The reference of a letter that came to the wrong people."""

    reference = line(
        _l("Référence de la lettre"),
        limit=60,
        description=_l("Huit lettres et chiffres, en bas de la lettre."),
    )
    meant = ""

    def validate_reference(self, field: Field) -> None:
        """Refuse what cannot be a reference; whether it exists is not told."""
        meant = codes.read(field.data or "", REFERENCE_LENGTH)
        if meant is None:
            raise ValidationError(
                gettext(
                    "Une référence compte huit lettres et chiffres, comme ABCD-1234. "
                    "Relisez la lettre."
                )
            )
        self.meant = meant


class ProofForm(Form):
    """How one wants to prove one’s address, among what is known."""

    method = RadioField(
        _l("Comment voulez-vous prouver votre adresse ?"),
        [required(_l("Choisissez une des réponses."))],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.method.choices = [SelectChoice(code, code) for code in proof_codes()]


class NumberForm(ReferenceForm):
    """The number that a resident says at the desk."""

    reference = line(
        _l("Numéro de la demande"),
        limit=60,
        description=_l("Huit lettres et chiffres, sur la page « Mon adresse » de la personne."),
    )


class MandateNumberForm(ReferenceForm):
    """The reference of a mandate, in a corner of its paper, or the number of who will act."""

    reference = line(
        _l("Référence de la feuille ou de la lettre"),
        limit=60,
        description=_l(
            "Huit lettres et chiffres, en haut de la feuille ; ou le numéro que dit la personne "
            "qui agira."
        ),
    )


class SeenForm(Form):
    """What staff say they have seen; `known` is the account of the same person, if there is one."""

    known = RadioField(
        _l("Est-ce la même personne ?"), coerce=int, validators=[required(_l("Choisissez."))]
    )
    seen = BooleanField(
        _l(
            "J’ai vu la personne, sa pièce d’identité, un papier à son adresse et les deux "
            "signatures."
        ),
        [required(_l("Cochez cette case si c’est vrai. Sinon, n’enregistrez pas la feuille."))],
    )


class HallForm(Form):
    """Where the town hall is, for the papers that it posts."""

    address = line(
        _l("Adresse de la mairie"),
        limit=halls.LIMITS["address"],
        optional=True,
        description=_l("Une lettre qui ne trouve personne y revient. Avec le code postal."),
    )
    telephone = line(_l("Téléphone de la mairie"), limit=halls.LIMITS["telephone"], optional=True)
    hours = line(
        _l("Heures d’ouverture"),
        limit=halls.LIMITS["hours"],
        optional=True,
        description=_l("Exemple : du lundi au vendredi de 9 h à 17 h"),
    )

    validate_address = validate_telephone = validate_hours = can_be_printed


class IdentityForm(Form):
    """What staff say they have seen of somebody who will act for others."""

    seen = BooleanField(
        _l("J’ai vu la personne et sa pièce d’identité, à ce nom."),
        [required(_l("Cochez cette case si c’est vrai. Sinon, n’enregistrez rien."))],
    )


class WithdrawalForm(Form):
    """Why a proof is taken back; whoever lived there reads it."""

    reason = choice(_l("Pourquoi la retirer ?"), WITHDRAWAL_WORDS.items())
    words = paragraph(
        _l("Quelques mots pour cette personne"),
        limit=WITHDRAWAL_WORDS_LIMIT,
        optional=True,
        description=_l("Elle les lira. Ne nommez personne."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for words where the reason is none of those listed."""
        fine: bool = super().validate(extra_validators)
        if self.reason.data is WithdrawalReason.OTHER and not (self.words.data or "").strip():
            self.words.errors = [gettext("Écrivez ici la raison : elle n’est pas dans la liste.")]
            return False
        return fine


class TakenForm(Form):
    """By which proofs people of a town prove their address."""

    methods = SelectMultipleField(_l("Preuves acceptées"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.methods.choices = [SelectChoice(code, code) for code in proof_codes()]
