"""Texts ready to be sent, with the figures of the moment: nobody is in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.campaigns.queries.figures import Live
from neighbourhood.foundation.words.money import euros


@dataclass(frozen=True, slots=True)
class Told:
    """What a text is made of: the name of the town, its figures and the address of its page."""

    town: str
    live: Live
    link: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text: what it is about, and its paragraphs."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The paragraphs, apart from each other."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of text: its name, its icon, how it is written, whether it is sent as a mail."""

    name: LazyString
    icon: str
    write: Callable[[Told], Text]
    is_mail: bool = False


def say_figure(shown: Live) -> str:
    """Say what was given, and by how many; nothing while that is of too few."""
    if shown.cents is None or shown.people is None:
        return ""
    said = gettext(
        "Déjà plus de %(amount)s donnés par plus de %(people)s personnes.",
        amount=euros(shown.cents),
        people=shown.people,
    )
    return str(said)


def _subject(told: Told) -> str:
    return str(gettext("À %(town)s, on finance ensemble des besoins précis", town=told.town))


def _what() -> str:
    return str(
        gettext(
            "Des associations et des services de la ville publient des besoins précis : une "
            "facture, un cartable, des lunettes. Chacun donne ce qu’il veut, même peu."
        )
    )


def _promise() -> str:
    return str(
        gettext(
            "Qui reçoit reste anonyme. Qui donne aussi, sauf s’il préfère le dire. Deux personnes "
            "voient chaque besoin avant sa publication, et le partenaire dit à quoi l’argent a "
            "servi. Aucun frais n’est pris sur les dons."
        )
    )


def say_promise() -> str:
    """Say on a poster what whoever gives may count on."""
    return str(
        gettext(
            "Qui reçoit reste anonyme. Qui donne aussi, sauf s’il préfère le dire. Aucun frais "
            "n’est pris sur les dons."
        )
    )


def _where(told: Told) -> str:
    return str(gettext("Voir où en est la ville, et donner : %(link)s", link=told.link))


def _text(told: Told, *paragraphs: str) -> Text:
    return Text(_subject(told), tuple(filter(None, paragraphs)))


def _mail(told: Told) -> Text:
    figure = say_figure(told.live)
    return _text(told, str(gettext("Bonjour,")), _what(), figure, _promise(), _where(told))


def _message(told: Told) -> Text:
    return _text(told, _subject(told) + ".", say_figure(told.live), _where(told))


def _newsletter(told: Told) -> Text:
    return _text(told, _subject(told) + ".", _what(), say_figure(told.live), _where(told))


def _press(told: Told) -> Text:
    opening = gettext(
        "%(town)s fait financer par ses habitants des besoins anonymes, vérifiés par des "
        "associations et des services publics.",
        town=told.town,
    )
    source = gettext("Chiffres et méthode : %(link)s", link=told.link)
    return _text(told, str(opening), say_figure(told.live), _promise(), str(source))


SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        "courriel": Sort(_l("Un e-mail"), "mail", _mail, is_mail=True),
        "message": Sort(_l("Un message de téléphone"), "message-circle", _message),
        "lettre": Sort(_l("Un paragraphe pour un bulletin"), "file-text", _newsletter),
        "presse": Sort(_l("Quelques lignes pour la presse"), "book-open", _press),
    }
)
