"""What people write about themselves, and what they prove themselves with."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length

from neighbourhood.foundation.forms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    PasswordField,
    ValidationError,
    line,
    paragraph,
    required,
    select,
)
from neighbourhood.foundation.localisation import LANGUAGES
from neighbourhood.residents import names
from neighbourhood.residents.names import Objection

_MISTYPED = _l("Cette adresse e-mail semble mal écrite. Exemple : prenom.nom@exemple.fr")


def real_email(_form: Form, field: Field) -> None:
    try:
        found = validate_email(
            field.data or "",
            check_deliverability=False,
            test_environment=True,
            allow_smtputf8=False,
        )
    except EmailNotValidError as error:
        raise ValidationError(str(_MISTYPED)) from error
    field.data = found.normalized.lower()


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
        ],
        description=_l("10 caractères au moins. Une petite phrase est facile à retenir."),
    )


def _present_password() -> PasswordField:
    return PasswordField(_l("Votre mot de passe actuel"), [required(), Length(max=200)])


_OBJECTIONS = {
    Objection.NO_LETTER: _l("Écrivez votre nom avec des lettres."),
    Objection.TOO_LONG: _l("C’est trop long : 80 caractères au plus, raccourcissez un peu."),
    Objection.MAIL: _l("Ceci ressemble à une adresse e-mail. Écrivez votre prénom et votre nom."),
    Objection.LINK: _l("Ceci ressemble à une adresse de site. Écrivez votre prénom et votre nom."),
    Objection.SIGN: _l("Le signe « %(sign)s » ne s’écrit pas dans un nom. Retirez-le."),
    Objection.MIXED: _l(
        "Un même mot mélange des lettres de plusieurs alphabets. Écrivez-le avec un seul clavier."
    ),
}


class NamedForm(Form):
    """A form that asks for a name."""

    full_name = line(_l("Prénom et nom"), limit=200)

    def validate_full_name(self, field: Field) -> None:
        """Put the name in order, or say why it cannot be one."""
        field.data = names.tidy(field.data or "")
        found = names.objection(field.data)
        if found is not None:
            sign = names.strange_sign(field.data)
            raise ValidationError(str(_OBJECTIONS[found]) % {"sign": sign})


class SignUpForm(NamedForm):
    """Name, mailbox, password."""

    full_name = line(
        _l("Prénom et nom"),
        description=_l(
            "Votre vrai nom. Vos voisins le verront ; au-delà du quartier, seulement « Karima B. »."
        ),
    )
    email = EmailField(
        _l("Adresse e-mail"),
        [required(), real_email],
        description=_l("Nous y envoyons un lien pour confirmer."),
    )
    password = _new_password(_l("Mot de passe"))


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


class CodeForm(Form):
    """A code of an application, or one kept on paper."""

    code = line(_l("Code"), limit=40)


class ShownCodeForm(Form):
    """The first code of an application that is being enrolled."""

    sealed = HiddenField()
    code = line(
        _l("Code à 6 chiffres"),
        limit=12,
        description=_l("Celui que l’application montre maintenant."),
    )


class PasskeyNameForm(Form):
    """What the owner of a key calls it."""

    name = line(
        _l("Nom de cette clé"),
        limit=60,
        description=_l("Pour la reconnaître : « Mon téléphone », « Ordinateur du salon »."),
    )


class PasskeyForm(PasskeyNameForm):
    """What a device made, and the name its owner gives it."""

    credential = HiddenField()


class ProfileForm(NamedForm):
    """What neighbours read about me."""

    about = paragraph(
        _l("Quelques mots sur vous"),
        limit=400,
        optional=True,
        description=_l("Ce que vous aimez faire, quand vous êtes là."),
    )


class AudienceForm(Form):
    """What the quartier reads of me."""

    shows_full_name = BooleanField(
        _l("Montrer mon nom entier à mon quartier"),
        description=_l(
            "Sinon, votre prénom et l’initiale de votre nom. Ailleurs, c’est toujours ainsi."
        ),
    )
    shows_street = BooleanField(
        _l("Montrer ma rue à mon quartier"),
        description=_l(
            "Jamais le numéro. Les gens de votre immeuble liront que vous y habitez aussi."
        ),
    )


class ComfortForm(Form):
    """How pages look and speak."""

    language = select(_l("Langue"), LANGUAGES.items())
    comfort = BooleanField(_l("Affichage confort : texte plus grand, plus d’espace"))
