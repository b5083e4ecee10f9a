"""What one types to enter and to keep an account."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Field
from wtforms.validators import Length

from neighbourhood.foundation.web.forms import (
    EmailField,
    Form,
    PasswordField,
    ValidationError,
    required,
)
from neighbourhood.foundation.words.guessing import is_guessed
from neighbourhood.foundation.words.mailboxes import MOST_BEFORE, NoMailbox, canonical
from neighbourhood.places.queries import municipalities

_MISTYPED = _l("Cette adresse e-mail semble mal écrite. Exemple : prenom.nom@exemple.fr")
# RFC 5322, 3.2.3: atext, and the dot between.
_PLAIN = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]")
_NO_AT = _l("Il manque le signe @. Exemple : prenom.nom@exemple.fr")
_NO_END = _l("Après le signe @, il manque la fin, comme .fr ou .com. Exemple : nom@exemple.fr")
_LONG = _l(
    "Avant le signe @, c’est trop long : une adresse e-mail a 64 signes au plus à cet endroit. "
    "Relisez la vôtre."
)
_TWO = _l("Il y a deux fois le signe @. Écrivez une seule adresse e-mail.")


def real_email(_form: Form, field: Field) -> None:
    """Refuse what is no mailbox address; the field has tidied what is one."""
    try:
        canonical(field.data)
    except NoMailbox as error:
        raise ValidationError(_fault(field.data or "")) from error


def _fault(text: str) -> str:
    """Say what is wrong with an address, and what to write instead."""
    name, sign, domain = text.partition("@")
    if not sign or not name or not domain:
        return str(_MISTYPED if sign else _NO_AT)
    odd = next((letter for letter in name if not _PLAIN.fullmatch(letter)), None)
    if odd is not None:
        said = gettext(
            "Avant le signe @, « %(odd)s » n’est pas possible : il n’y a ni accent ni espace dans "
            "ces adresses. Exemple : prenom.nom@exemple.fr",
            odd=gettext("espace") if odd.isspace() else odd,
        )
        return str(said)
    if "@" in domain:
        return str(_TWO)
    if len(name) > MOST_BEFORE:
        return str(_LONG)
    return str(_MISTYPED if "." in domain else _NO_END)


def hard_to_guess(form: Form, field: Field) -> None:
    """Refuse a password that whoever knows the person, or nobody in particular, tries first."""
    typed = (form.data.get(name) or "" for name in ("full_name", "email"))
    person = (
        (current_user.full_name, current_user.email or "") if current_user.is_authenticated else ()
    )
    towns = (town.name for town in municipalities())
    if is_guessed(field.data or "", (*typed, *person, *towns)):
        raise ValidationError(
            gettext("Ce mot de passe se devine trop vite. Choisissez plutôt une petite phrase.")
        )


def _new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [
            required(),
            Length(
                10,
                200,
                _l("Choisissez au moins 10 caractères : une petite phrase convient très bien."),
            ),
            hard_to_guess,
        ],
        description=_l("10 caractères au moins. Une petite phrase est facile à retenir."),
    )


def _present_password() -> PasswordField:
    return PasswordField(_l("Votre mot de passe actuel"), [required(), Length(max=200)])


class SignInForm(Form):
    """Mailbox and password."""

    email = EmailField(_l("Adresse e-mail"), [required()])
    password = PasswordField(_l("Mot de passe"), [required(), Length(max=200)])


class ForgottenForm(Form):
    """The mailbox of an account one cannot enter."""

    email = EmailField(
        _l("Adresse e-mail"),
        [required(), real_email],
        description=_l("Celle de votre compte."),
    )


class NewPasswordForm(Form):
    """A new password."""

    password = _new_password(_l("Nouveau mot de passe"))


class ChangePasswordForm(Form):
    """The present password, and the next."""

    present = _present_password()
    password = _new_password(_l("Nouveau mot de passe"))


class PresentPasswordForm(Form):
    """The present password, to go on."""

    present = _present_password()


class MailboxForm(Form):
    """Another mailbox, and the password."""

    email = EmailField(
        _l("Nouvelle adresse e-mail"),
        [required(), real_email],
        description=_l("Nous y envoyons un lien. Rien ne change tant qu’il n’est pas ouvert."),
    )
    present = _present_password()
