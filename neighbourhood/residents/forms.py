"""What people write about themselves."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length

from neighbourhood.foundation.forms import (
    BooleanField,
    EmailField,
    Form,
    PasswordField,
    ValidationError,
    line,
    paragraph,
    required,
    select,
)
from neighbourhood.foundation.localisation import LANGUAGES

_MISTYPED = _l("Cette adresse e-mail semble mal écrite. Exemple : prenom.nom@exemple.fr")


def _real_email(_form: Form, field: Field) -> None:
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


class SignUpForm(Form):
    """Name, mailbox, password."""

    full_name = line(
        _l("Prénom et nom"),
        limit=80,
        description=_l(
            "Votre vrai nom. Vos voisins le verront ; au-delà du quartier, seulement « Karima B. »."
        ),
    )
    email = EmailField(
        _l("Adresse e-mail"),
        [required(), _real_email],
        description=_l("Nous y envoyons un lien pour confirmer."),
    )
    password = PasswordField(
        _l("Mot de passe"),
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

    def validate_full_name(self, field: Field) -> None:
        """Ask for something that reads as a name."""
        if not any(letter.isalpha() for letter in field.data or ""):
            raise ValidationError(gettext("Écrivez votre nom avec des lettres."))


class SignInForm(Form):
    """Mailbox and password."""

    email = EmailField(_l("Adresse e-mail"), [required()])
    password = PasswordField(_l("Mot de passe"), [required(), Length(max=200)])


class ProfileForm(Form):
    """What neighbours read about me."""

    full_name = line(_l("Prénom et nom"), limit=80)
    about = paragraph(
        _l("Quelques mots sur vous"),
        limit=400,
        optional=True,
        description=_l("Facultatif : ce que vous aimez faire, quand vous êtes là."),
    )


class ComfortForm(Form):
    """How pages look and speak."""

    language = select(_l("Langue"), LANGUAGES.items())
    comfort = BooleanField(_l("Affichage confort : texte plus grand, plus d’espace"))
