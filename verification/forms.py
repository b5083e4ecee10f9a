"""What people tell us about where they live."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    HiddenField,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from verification.kinds import REFUSAL_WORDS, WITHDRAWAL_WORDS
from verification.models.claims import REFERENCE_LENGTH, Method
from verification.models.homes import WITHDRAWAL_WORDS_LIMIT, WithdrawalReason

YEAR = timedelta(days=366)


def today() -> date:
    """Return the day it is in town."""
    day: date = to_user_timezone(now()).date()
    return day


class AddressForm(Form):
    """An address as typed; `key` names the door once it was chosen from a list."""

    typed = line(
        _l("Votre adresse"),
        description=_l("Le numéro et la rue. Exemple : 12 rue des Tanneurs"),
    )
    key = HiddenField()


class CodeForm(Form):
    """The code of a letter, however it is typed."""

    code = line(
        _l("Code de la lettre"),
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )
    meant = ""

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code, so that a slip of the finger costs no try."""
        meant = codes.read(field.data or "")
        if meant is None:
            raise ValidationError(
                gettext(
                    "Un code compte dix lettres et chiffres, comme ABCDE-12345. Relisez la lettre."
                )
            )
        self.meant = meant


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


class FiguresForm(CodeForm):
    """The code read aloud at the desk."""

    code = line(
        _l("Code donné à l’accueil"),
        limit=60,
        description=_l("Huit chiffres, valables un quart d’heure."),
    )

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be this code."""
        meant = codes.read(field.data or "", codes.FIGURES)
        if meant is None or not meant.isdecimal():
            raise ValidationError(
                gettext("Ce code compte huit chiffres, comme 1234 5678. Faites-le répéter.")
            )
        self.meant = meant


class VouchForm(CodeForm):
    """The code that a newcomer gave to a neighbour."""

    code = line(
        _l("Code donné par votre voisin"),
        limit=60,
        description=_l(
            "Dix lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        ),
    )


class PledgeForm(Form):
    """The word of a neighbour who vouches."""

    agreed = BooleanField(
        _l("Je connais cette personne et je sais qu’elle habite à cette adresse."),
        [required(_l("Cochez cette case si c’est vrai. Sinon, ne vous portez pas garant."))],
    )


class ProofForm(Form):
    """How one wants to prove one’s address, among what the town takes."""

    method = RadioField(
        _l("Comment voulez-vous prouver votre adresse ?"),
        [required(_l("Choisissez une des réponses."))],
        choices=[SelectChoice(method.value, method.value) for method in Method],
        coerce=lambda value: Method(value) if value else None,
    )


class DocumentForm(Form):
    """A document that bears the name and the address."""

    document = FileField(
        _l("Votre document"),
        [FileRequired(_l("Choisissez une photo ou un fichier PDF."))],
        description=_l("Une photo nette, ou un PDF, de 12 Mo au plus."),
    )
    dated_on = DateField(
        _l("La date écrite sur le document"),
        [required(_l("Recopiez la date qui est sur le document."))],
        description=_l("Il doit avoir moins de 12 mois."),
    )

    def validate_dated_on(self, field: Field) -> None:
        """Refuse what is older than twelve months, and what is still to come."""
        if field.data is None:
            raise ValidationError(gettext("Écrivez une date, comme celle du document."))
        if field.data > today():
            raise ValidationError(gettext("Cette date n’est pas encore passée. Relisez-la."))
        if field.data < today() - YEAR:
            raise ValidationError(
                gettext("Ce document a plus de 12 mois. Choisissez-en un plus récent.")
            )


class NumberForm(ReferenceForm):
    """The number that a resident says at the desk."""

    reference = line(
        _l("Numéro de la demande"),
        limit=60,
        description=_l("Huit lettres et chiffres, sur la page « Mon adresse » de l’habitant."),
    )


class MandateNumberForm(ReferenceForm):
    """The reference of a mandate, in a corner of its paper."""

    reference = line(
        _l("Référence de la feuille ou de la lettre"),
        limit=60,
        description=_l("Huit lettres et chiffres, en haut de la feuille."),
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


class RefusalForm(Form):
    """Why a document proves nothing."""

    refusal = choice(_l("Pourquoi le refuser ?"), REFUSAL_WORDS.items())


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
