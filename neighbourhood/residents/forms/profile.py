"""What one says of oneself, and to whom."""

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice

from neighbourhood.foundation.web.forms import (
    BooleanField,
    EmailField,
    Form,
    HiddenField,
    ListField,
    ValidationError,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.foundation.words.elision import fill
from neighbourhood.foundation.words.localisation import LANGUAGES
from neighbourhood.residents import names
from neighbourhood.residents.forms.accounts import _new_password, real_email
from neighbourhood.residents.models.charters import Charter
from neighbourhood.residents.names import Objection

_OBJECTIONS = {
    Objection.NO_LETTER: _l("Écrivez votre nom avec des lettres."),
    Objection.TOO_LONG: _l("C’est trop long : 80 caractères au plus, raccourcissez un peu."),
    Objection.MAIL: _l("Ceci ressemble à une adresse e-mail. Écrivez votre prénom et votre nom."),
    Objection.LINK: _l("Ceci ressemble à une adresse de site. Écrivez votre prénom et votre nom."),
    Objection.SIGN: _l("Le signe « %(sign)s » ne s’écrit pas dans un nom. Retirez-le."),
    Objection.INITIAL: _l("Écrivez votre nom en entier : une lettre seule ne suffit pas."),
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
            raise ValidationError(fill(str(_OBJECTIONS[found]), {"sign": sign}))


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
    # Which version the page showed.
    charter_id = HiddenField()
    agrees = BooleanField(
        _l("J’ai lu la charte et je l’accepte"),
        [required(_l("Lisez la charte, puis cochez cette case."))],
    )

    def ask_for(self, charter: Charter | None) -> None:
        """Ask to agree to `charter`; where there is none, nothing is asked."""
        if charter is None:
            del self.charter_id, self.agrees
        elif not self.charter_id.data:
            self.charter_id.data = str(charter.id)

    @property
    def agreed_to(self) -> int | None:
        """The version that was read."""
        said = self.charter_id.data if "charter_id" in self else ""
        return int(said) if said and said.isdecimal() and len(said) < 19 else None


class ProfileForm(NamedForm, Public):
    """What neighbours read about me; `another_name` is asked only where one was typed."""

    public = ("about",)

    full_name = line(
        _l("Prénom et nom"),
        limit=200,
        description=_l(
            "Corriger une lettre ou un accent, ajouter un deuxième nom : c’est libre. Pour un "
            "autre nom, il faudra prouver de nouveau votre adresse."
        ),
    )
    another_name = BooleanField(_l("Oui, c’est bien mon nouveau nom"))

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

    language = ListField(
        _l("Langue"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    comfort = BooleanField(_l("Affichage confort : texte plus grand, plus d’espace"))
