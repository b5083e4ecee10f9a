"""What residents read of themselves before they change it, and what ends by that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, force_locale, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside.mail import MAIL_KINDS, MailKind
from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.templating import say_full_hour
from neighbourhood.foundation.web.versions import Reading, Weighed
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.localisation import LANGUAGES
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedByAName:
    """Something that was begun under one name and ends with another.

    `said` returns the sentence of what ends for a resident who takes that name, None when nothing
    does; it is read before they do.
    """

    code: str
    said: Callable[[Resident, str], LazyString | None]


ENDED_BY_A_NAME: Register[EndedByAName] = Register("thing that a name ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtClosing:
    """What closing an account does to something of a slice.

    `ends` returns the sentences of what ends at once, read before by who leaves; `counting` the
    people who count on them, read by who closes the account in their place; `hinders` the refusals
    where closing would harm somebody, nothing when it would not.
    """

    code: str
    ends: Callable[[Resident], Iterable[object]] = lambda _resident: ()
    counting: Callable[[Resident], Iterable[object]] = lambda _resident: ()
    hinders: Callable[[Resident], Iterable[DomainError]] = lambda _resident: ()


AT_CLOSING: Register[AtClosing] = Register("thing that closing an account touches")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """A way of having met somebody whose profile one may not see any more.

    `knows` tells whether the first account met the second in that way.
    """

    code: str
    knows: Callable[[int, int], bool]


ACQUAINTANCES: Register[Acquaintance] = Register("way of having met somebody")


for _mail in (
    MailKind(code="confirm_email", title=_l("Confirmez votre adresse e-mail")),
    MailKind(code="already_here", title=_l("Vous avez déjà un compte Palier")),
    MailKind(code="reset_password", title=_l("Choisissez un nouveau mot de passe")),
    MailKind(code="let_in", title=_l("Votre lien pour entrer sur Palier")),
    MailKind(code="new_mailbox", title=_l("Confirmez votre nouvelle adresse e-mail")),
    MailKind(code="mailbox_moved", title=_l("Votre adresse e-mail a changé sur Palier")),
    MailKind(code="closed", title=_l("Votre compte Palier est fermé")),
    MailKind(code="security_notice", title=_l("La sécurité de votre compte Palier a changé")),
):
    MAIL_KINDS.declare(_mail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason of the house, stored as its code and said in the language of whoever reads it.

    `words` are those at hand for who gives it, `told` what the person concerned reads, where it is
    not the same.
    """

    code: str
    words: LazyString
    told: LazyString | None = None

    def noted(self, words: str = "") -> str:
        """Return what is stored of it, with the words that somebody adds."""
        return _BETWEEN.join(filter(None, (f"{_CODED}{self.code}", words)))


REASONS: Register[Reason] = Register("reason to look")
_CODED, _BETWEEN = "#", " : "


def declare_reason(code: str, words: LazyString, told: LazyString | None = None) -> Reason:
    """Make a reason known under its code."""
    return REASONS.declare(Reason(code=code, words=words, told=told))


def in_own_words(words: str) -> str:
    """Return a reason that somebody writes, which is never taken for one of the house."""
    return words.strip().lstrip(_CODED).strip()


def say_reason(noted: str, *, mine: bool = False) -> str:
    """Say why somebody looked, to an office or to whom it concerns; own words stay as they are."""
    first, _between, words = noted.partition(_BETWEEN)
    is_coded = first.startswith(_CODED)
    reason = REASONS.get(first.removeprefix(_CODED)) if is_coded else _noted_in_french(first)
    if reason is None:
        return noted
    said = str(reason.told or reason.words) if mine else str(reason.words)
    return gettext("%(reason)s : %(words)s", reason=said, words=words) if words else said


def _noted_in_french(words: str) -> Reason | None:
    """Return the reason of the house that was noted by its words, before it was by its code."""
    with force_locale("fr"):
        return next((one for one in REASONS.values() if str(one.words) == words), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SightKind:
    """Something private of somebody else that is seen or changed, and who was it is noted.

    `title` says it in words: "votre preuve d’adresse a été lue". Where a reason is asked before,
    `reasons` are those at hand, and `opens` says to who gives one what comes next, and `back`
    where they go instead, and its name. Where `title` is for the office, `told` is what the person
    concerned reads. Where many are concerned by one act, each has a line of their own; `together`
    is the one line that the journal of a town has for all of them.

    Where to read of it at once would betray something, `held_since` is given an account and returns
    from when on it is kept from them, None when nothing is; `held` says to everybody that it is so.
    It is noted at once all the same, and shown as soon as nothing keeps it.
    """

    code: str
    title: LazyString
    reasons: tuple[Reason, ...] = ()
    told: LazyString | None = None
    together: LazyString | None = None
    opens: LazyString | None = None
    back: Callable[[Resident], tuple[str, LazyString]] | None = None
    held_since: Callable[[int], datetime | None] | None = None
    held: LazyString | None = None

    @property
    def said(self) -> LazyString:
        """What the person concerned reads."""
        return self.told or self.title


SIGHTS: Register[SightKind] = Register("kind of sight")


CLOSED_FOR = SIGHTS.declare(
    SightKind(
        code="residents.closed_for",
        title=_l("Compte : fermé à la demande de la personne"),
        told=_l("Compte : fermé à votre demande"),
    )
).code


@dataclass(frozen=True, slots=True)
class Office:
    """In whose name somebody acts for others: an organisation, in a town; no name: of the site."""

    name: str = ""
    municipality_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksFor:
    """A way to tell in whose name an account acts for others; None when in nobody’s.

    `office` is given the account, and the town where it acts (None: wherever).
    """

    code: str
    office: Callable[[int, int | None], Office | None]


WORKS_FOR: Register[WorksFor] = Register("way of acting in the name of an organisation")


def _yes_or_no(chosen: bool | None) -> str:
    return str(gettext("oui") if chosen else gettext("non"))


def _said_hour(hour: int | None) -> str:
    return str(gettext("à toute heure")) if hour is None else say_full_hour(hour)


READ_PROFILE = Reading(
    full_name=Fact(label=_l("Prénom et nom")), about=Fact(label=_l("Quelques mots sur vous"))
)
READ_KEY = Reading(name=Fact(label=_l("Nom de la clé")))
READ_COMFORT = Reading(
    comfort=Fact(label=_l("Affichage confort"), say=_yes_or_no),
    language=Fact(label=_l("Langue"), say=said_by(LANGUAGES)),
)
READ_HOURS = Reading(
    reached_from=Fact(label=_l("À partir de"), say=_said_hour),
    reached_until=Fact(label=_l("Jusqu’à"), say=_said_hour),
)
READ_SHOWN = Reading(
    shows_full_name=Fact(label=_l("Nom entier dans le quartier"), say=_yes_or_no),
    shows_street=Fact(label=_l("Nom de la rue"), say=_yes_or_no),
)
READ_CHARTER = Weighed(
    version=Fact(label=_l("Version")),
    title=Fact(label=_l("Titre")),
    text=Fact(label=_l("Texte")),
    change=Fact(label=_l("Ce qui change, en une phrase")),
    title_en=Fact(label=_l("Titre en anglais")),
    text_en=Fact(label=_l("Texte en anglais")),
    change_en=Fact(label=_l("Ce qui change, en anglais")),
)
