"""The words of looking after people: how an account stands, what one may do, what is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.declaring import Register
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries import staff
from neighbourhood.residents.kinds import SIGHTS, SightKind, declare_reason
from neighbourhood.residents.models.residents import Resident

MY_DEVICES = "/moi/connexions"
MY_SECURITY = "/moi/securite"
MY_MAILBOX = "/moi/email"
REASON_LIMIT = 200


class State(StrEnum):
    """How an account stands: one of these, the heaviest that is true."""

    ACTIVE = "active"
    UNCONFIRMED = "unconfirmed"
    RESTRICTED = "restricted"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"
    CLOSING = "closing"
    ERASED = "closed"


STATE_WORDS = MappingProxyType(
    {
        State.ACTIVE: _l("compte ouvert"),
        State.UNCONFIRMED: _l("e-mail pas encore confirmé"),
        State.RESTRICTED: _l("lecture seule"),
        State.SUSPENDED: _l("suspendu"),
        State.EXCLUDED: _l("exclu"),
        State.CLOSING: _l("fermé, peut revenir"),
        State.ERASED: _l("effacé"),
    }
)


class Help(StrEnum):
    """What those who run the site may do for somebody, one word each."""

    CONFIRM = "confirmation"
    PASSWORD = "mot-de-passe"  # noqa: S105 - a word of an address
    SESSIONS = "deconnecter"
    RETURNS = "e-mail-revient"
    ARRIVES = "e-mail-arrive"
    FACTORS = "deuxieme-preuve"


@dataclass(frozen=True, slots=True)
class Helping:
    """The words of one help: its button, the question, what will happen, what is said after."""

    icon: str
    word: LazyString
    question: LazyString
    happens: tuple[LazyString, ...]
    done: LazyString


HELPS = MappingProxyType(
    {
        Help.CONFIRM: Helping(
            "mail",
            _l("Renvoyer l’e-mail de confirmation"),
            _l("Renvoyer l’e-mail de confirmation ?"),
            (
                _l("Un e-mail part vers l’adresse de ce compte, avec un nouveau lien."),
                _l("Rien d’autre ne change."),
            ),
            _l("L’e-mail de confirmation est parti."),
        ),
        Help.PASSWORD: Helping(
            "key-round",
            _l("Envoyer un lien pour changer de mot de passe"),
            _l("Envoyer un lien pour changer de mot de passe ?"),
            (
                _l("Un e-mail part vers l’adresse de ce compte. Le lien sert une fois."),
                _l("Le mot de passe d’avant reste bon tant qu’un autre n’est pas choisi."),
            ),
            _l("Le lien est parti."),
        ),
        Help.SESSIONS: Helping(
            "log-out",
            _l("Déconnecter tous ses appareils"),
            _l("Déconnecter tous ses appareils ?"),
            (
                _l("C’est utile quand un téléphone est perdu ou volé."),
                _l("Cette personne devra se connecter de nouveau sur chaque appareil."),
                _l("Ce qu’elle écrivait sans l’envoyer peut être perdu. Elle est prévenue."),
            ),
            _l("Tous ses appareils sont déconnectés. La personne est prévenue."),
        ),
        Help.RETURNS: Helping(
            "undo-2",
            _l("Noter que ses e-mails reviennent"),
            _l("Ses e-mails reviennent-ils ?"),
            (
                _l(
                    "Les nouvelles ne lui sont plus envoyées par e-mail : elles restent sur Palier."
                ),
                _l("Sur Palier, cette personne lit que son adresse e-mail est à vérifier."),
                _l("Quand elle confirme une nouvelle adresse, les e-mails repartent."),
            ),
            _l("C’est noté. La personne le lira sur Palier."),
        ),
        Help.ARRIVES: Helping(
            "send",
            _l("Noter que ses e-mails arrivent"),
            _l("Ses e-mails arrivent-ils de nouveau ?"),
            (_l("Les nouvelles lui sont de nouveau envoyées. Elle est prévenue."),),
            _l("C’est noté. Les e-mails repartent."),
        ),
        Help.FACTORS: Helping(
            "shield-check",
            _l("Retirer la deuxième preuve perdue"),
            _l("Retirer la deuxième preuve ?"),
            (
                _l("Le mot de passe seul ouvrira ce compte, jusqu’à une nouvelle deuxième preuve."),
                _l("Tous ses appareils sont déconnectés. La personne est prévenue par e-mail."),
                _l("Vérifiez d’abord, en face à face, que ce compte est bien le sien."),
            ),
            _l("La deuxième preuve est retirée. La personne est prévenue."),
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What upper slices tell of somebody to who helps them: one sentence a thing under way."""

    code: str
    said: Callable[[Resident], Iterable[object]]


MATTERS: Register[Matter] = Register("matter of a person")


def _list_of(reader: Resident) -> tuple[str, LazyString]:
    """Return the list of people that a reader comes from."""
    towns = [] if reader.is_administrator else staff.staff_of(reader, StaffRole.ADMINISTER)
    town = f"communes/{towns[0].municipality_id}/" if towns else ""
    return f"/administration/{town}personnes", _l("Personnes")


SEEN = SIGHTS.declare(
    SightKind(
        code="people.seen",
        title=_l("Page du compte : lue"),
        back=_list_of,
        opens=_l("Vous allez ouvrir la page du compte d’une personne."),
        reasons=(
            declare_reason(
                "people.help", _l("La personne demande de l’aide"), _l("Vous demandez de l’aide")
            ),
            declare_reason(
                "people.mail", _l("Ses e-mails n’arrivent pas"), _l("Vos e-mails n’arrivent pas")
            ),
            declare_reason("people.device", _l("Un appareil est perdu ou volé")),
            declare_reason("people.neighbour", _l("Un signalement, ou une question d’un voisin")),
        ),
    )
)
# What is noted of each help, for the person concerned.
HELPED = {
    help_: SIGHTS.declare(SightKind(code=f"people.{help_}", title=title))
    for help_, title in (
        (Help.CONFIRM, _l("E-mail de confirmation : renvoyé")),
        (Help.PASSWORD, _l("Lien pour changer de mot de passe : envoyé")),
        (Help.SESSIONS, _l("Appareils : tous déconnectés")),
        (Help.RETURNS, _l("E-mails : notés comme revenant à l’envoyeur")),
        (Help.ARRIVES, _l("E-mails : notés comme arrivant de nouveau")),
        (Help.FACTORS, _l("Deuxième preuve : retirée")),
    )
}

SIGNED_OUT = declare(
    "people.signed-out",
    _l("Les responsables du site ont déconnecté tous vos appareils. Rien d’autre n’a changé."),
    importance=Importance.WAITS,
    by_mail=False,
)
FACTORS_GONE = declare(
    "people.factors-gone",
    _l("Les responsables du site ont retiré votre deuxième preuve. Ajoutez-en une autre."),
    importance=Importance.WAITS,
    by_mail=False,
)
RETURNS = declare(
    "people.mail-returns",
    _l("Nos e-mails ne vous arrivent plus : ils nous reviennent. Vérifiez votre adresse e-mail."),
    importance=Importance.WAITS,
    by_mail=False,
)
ARRIVES = declare("people.mail-arrives", _l("Les e-mails vous sont de nouveau envoyés."))
