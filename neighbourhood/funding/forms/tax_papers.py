"""What is typed for tax receipts: by a town, and by whoever gave."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from neighbourhood.foundation.web.forms import Form, Optional, line, paragraph
from neighbourhood.foundation.web.printing import can_be_printed
from neighbourhood.funding.actions.tax_papers import Donated, Terms
from neighbourhood.funding.models.donors import ORGANISATION_LIMIT
from neighbourhood.funding.models.tax import ADDRESS_LIMIT, TEXT_LIMIT
from neighbourhood.partners import siret


class TaxRightForm(Form):
    """Whether a partner gives receipts, and what donors read of it."""

    is_given = BooleanField(_l("Cet organisme remet des reçus fiscaux"))
    text = paragraph(
        _l("Ce que lit une personne avant de demander son reçu"),
        limit=TEXT_LIMIT,
        optional=True,
        description=_l(
            "La règle, dans vos mots : qui y a droit, ce que cela change pour l’impôt. Nécessaire "
            "si l’organisme remet des reçus."
        ),
    )
    address = paragraph(
        _l("Adresse postale de l’organisme"),
        limit=ADDRESS_LIMIT,
        optional=True,
        description=_l(
            "Elle est écrite sur chaque feuille. Nécessaire si l’organisme remet des reçus."
        ),
    )
    contact = line(
        _l("À qui écrire pour un reçu"),
        optional=True,
        description=_l(
            "Une adresse e-mail ou un téléphone de l’organisme. Nécessaire si l’organisme remet "
            "des reçus."
        ),
    )

    validate_address = can_be_printed

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for each in (self.text, self.address, self.contact):
            each.flags.needed_at_times = True

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for all of it where receipts are given."""
        if not super().validate(extra_validators):
            return False
        lacking = [each for each in (self.text, self.address, self.contact) if not each.data]
        if self.is_given.data:
            for each in lacking:
                each.errors = [gettext("Cette réponse manque.")]
        return not (self.is_given.data and lacking)

    @property
    def terms(self) -> Terms:
        """What the town says."""
        return Terms(
            is_given=bool(self.is_given.data),
            text=self.text.data or "",
            address=self.address.data or "",
            contact=self.contact.data or "",
        )


class TaxPaperForm(Form):
    """Who gave, as the receipt names them."""

    name = line(
        _l("Votre nom, ou celui de l’organisation qui donne"),
        limit=ORGANISATION_LIMIT,
        description=_l(
            "Comme sur votre avis d’impôt : prénom et nom, ou nom officiel de l’organisation."
        ),
    )
    siret = StringField(_l("Le SIRET, pour une organisation"), [Optional()])
    address = paragraph(_l("Adresse postale"), limit=ADDRESS_LIMIT)
    validate_name = validate_address = can_be_printed

    def validate_siret(self, field: StringField) -> None:
        """Refuse a number that does not hold together."""
        field.data = siret.tidy(field.data or "")
        if field.data and not siret.is_valid(field.data):
            raise ValidationError(
                gettext("Ce SIRET n’existe pas : relisez ses 14 chiffres, ou videz la case.")
            )

    @property
    def donated(self) -> Donated:
        """Who gave."""
        return Donated(
            name=self.name.data or "", address=self.address.data or "", siret=self.siret.data or ""
        )
