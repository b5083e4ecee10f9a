"""What a mandate may let somebody do, and its words: slices declare their scopes and their deeds.

A scope is what the principal ticks, a deed is what an agent did by one: a line of the journal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.templating import calendar_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.elision import fill
from neighbourhood.mandates.models import Mandate, MandateDeed, MandateStatus
from neighbourhood.mandates.queries import mandates
from neighbourhood.notifications.kinds import Letter, declare
from neighbourhood.partners.kinds import HOME
from neighbourhood.residents import names
from neighbourhood.residents.kinds import ENDED_BY_A_NAME, EndedByAName
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A scope on the page where it is given: a verb, what it opens, an icon, its place."""

    code: str
    title: LazyString
    about: LazyString
    icon: str
    rank: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What an agent may do by a mandate that holds one of `scopes`.

    `counted` says in one line how often it was done on one page in a day, where often is usual.
    """

    code: str
    sentence: LazyString
    scopes: frozenset[str]
    counted: Callable[[int, str], str] | None = None


SCOPES: Register[Scope] = Register("scope of mandates")
DEEDS: Register[Deed] = Register("deed of mandates")


def declare_scope(code: str, title: LazyString, about: LazyString, *, icon: str, rank: int) -> str:
    """Make a scope known, offered after those of lower `rank`; return its code."""
    if rank in {scope.rank for scope in SCOPES.values()}:
        raise ValueError(f"the scope {code!r} has the rank of another")
    scope = Scope(code=code, title=title, about=about, icon=icon, rank=rank)
    return SCOPES.declare(scope).code


def declare_deed(
    code: str,
    sentence: LazyString,
    *,
    scopes: set[str],
    counted: Callable[[int, str], str] | None = None,
) -> Deed:
    """Make a deed known, allowed by any of `scopes`, which are declared first."""
    if not scopes or not scopes <= SCOPES.keys():
        raise ValueError(f"the deed {code!r} needs scopes that are declared")
    return DEEDS.declare(Deed(code, sentence, frozenset(scopes), counted))


def known_scopes() -> Mapping[str, Scope]:
    """Return what a mandate may allow, in the order in which it is offered."""
    return dict(sorted(SCOPES.items(), key=lambda known: known[1].rank))


def say_deed(line: MandateDeed) -> str:
    """Return what was done, in the reader’s language; who did it comes before."""
    return fill(str(DEEDS[line.deed].sentence), {"title": line.title})


def _say_scopes(codes: object) -> str:
    known = known_scopes()
    said = codes if isinstance(codes, list) else []
    return ", ".join(str(known[code].title) for code in said if code in known)


# Of two slices that know nothing of each other: what neighbours lend, and libraries of tools.
_USE = _l("tenir l’étagère, répondre aux demandes, emprunter, réserver un outil")
MAY_LEND = declare_scope("loans", _l("Prêter et emprunter des objets"), _USE, icon="drill", rank=25)
DURATIONS = MappingProxyType(
    {1: _l("Une journée"), 31: _l("Un mois"), 182: _l("Six mois"), 365: _l("Un an")}
)
# What is read before somebody is trusted: a mandate, and the draft of one.
ANSWERED = {
    "scopes": Fact(label=_l("Ce qui est confié"), say=_say_scopes),
    "days": Fact(label=_l("Durée"), say=said_by(DURATIONS)),
}
ANSWERED_ON_PAPER = {
    "full_name": Fact(label=_l("Prénom et nom")),
    "typed": Fact(label=_l("Adresse")),
    **ANSWERED,
}
READ = Reading(
    name=Fact(label=_l("Prénom et nom"), of="principal.full_name"),
    scopes=ANSWERED["scopes"],
    days=ANSWERED["days"],
)
STATUSES = MappingProxyType(
    {
        MandateStatus.PREPARED: _l("En attente"),
        MandateStatus.LIVE: _l("En vigueur"),
        MandateStatus.REVOKED: _l("Arrêté"),
        MandateStatus.EXPIRED: _l("Terminé"),
        MandateStatus.ABANDONED: _l("Abandonné"),
    }
)


def say_status(mandate: Mandate) -> str:
    """Return where a mandate stands: one that ran out has ended, noted or not yet."""
    ran_out = mandate.status is MandateStatus.LIVE and not mandate.is_live
    return str(STATUSES[MandateStatus.EXPIRED if ran_out else mandate.status])


def _write_begun(details: Mapping[str, Any]) -> str:
    who = details.get("partner") or details.get("name")
    sentence = gettext("Votre mandat commence. Qui peut agir pour vous : %(who)s.", who=who)
    stop = gettext(
        "Vous pouvez l’arrêter à tout moment, sans dire pourquoi ; cela prend effet à l’instant. "
        "Ouvrez le mandat, puis choisissez « Arrêter ce mandat »."
    )
    return _write(sentence, details, stop)


def _write_held(details: Mapping[str, Any]) -> str:
    sentence = gettext("Le mandat commence : vous pouvez agir pour %(name)s.", **_name(details))
    stop = gettext(
        "Tout ce que vous faites s’écrit dans un journal que cette personne peut lire. L’un comme "
        "l’autre, vous pouvez arrêter à tout moment."
    )
    return _write(sentence, details, stop)


def _name(details: Mapping[str, Any]) -> dict[str, str]:
    return {"name": details["name"]}


def _write(sentence: str, details: Mapping[str, Any], stop: str) -> str:
    """Say what is allowed, and until when; nothing where that was not kept."""
    given, until = details.get("scopes"), details.get("until")
    if not given or not until:
        return ""
    codes = given.split(",")
    allowed = [scope for code, scope in known_scopes().items() if code in codes]
    lines = [f"- {scope.title}\u00a0: {scope.about}" for scope in allowed]
    day = gettext("Jusqu’au %(day)s.", day=calendar_day(datetime.fromisoformat(until["moment"])))
    return "\n\n".join([sentence, "\n".join([gettext("Ce qui est permis :"), *lines]), day, stop])


_TO_PRINCIPAL = Letter(_write_begun, way=_l("Pour voir, ou pour arrêter :"))
BEGUN = declare(
    "mandates.begun",
    _l(
        "Votre mandat commence : %(name)s peut agir pour vous. Le lien dit ce qui est confié, et "
        "jusqu’à quand. Vous pouvez l’arrêter à tout moment, sans dire pourquoi."
    ),
    by_mail=True,
    headline=_l("%(name)s peut agir pour vous"),
    letter=_TO_PRINCIPAL,
)
BEGUN_BY_PARTNER = declare(
    "mandates.begun-by-partner",
    _l(
        "Votre mandat commence : %(partner)s peut agir pour vous. Le lien dit ce qui est confié, "
        "et jusqu’à quand. Vous pouvez l’arrêter à tout moment, sans dire pourquoi."
    ),
    by_mail=True,
    headline=_l("%(partner)s peut agir pour vous"),
    letter=_TO_PRINCIPAL,
)
HELD = declare(
    "mandates.held",
    _l("Le mandat commence : vous pouvez agir pour %(name)s."),
    by_mail=True,
    headline=_l("Vous pouvez agir pour %(name)s"),
    letter=Letter(_write_held),
)
OVER = declare(
    "mandates.over",
    _l("Le mandat a pris fin : %(name)s n’agit plus pour vous."),
    by_mail=True,
    headline=_l("%(name)s n’agit plus pour vous"),
)
OVER_BY_PARTNER = declare(
    "mandates.over-by-partner",
    _l("Le mandat a pris fin : %(partner)s n’agit plus pour vous."),
    by_mail=True,
    headline=_l("%(partner)s n’agit plus pour vous"),
)
GIVEN_UP = declare(
    "mandates.given-up",
    _l("Le mandat a pris fin : vous n’agissez plus pour %(name)s."),
    headline=_l("Vous n’agissez plus pour %(name)s"),
)
JOURNAL_RETURNED = declare(
    "mandates.journal-returned",
    _l(
        "Le journal de votre mandat est revenu à la mairie : vérifiez le nom sur la boîte et "
        "votre adresse. Vous pouvez le lire ici."
    ),
    by_mail=True,
)
# No mail: the whole of a staff is told. What inboxes keep bears the names these had at first.
ACCOMPANIED = declare(
    "partners.accompanied",
    _l("%(partner)s : %(name)s vous confie un mandat, vous pouvez agir."),
    headline=_l("%(name)s vous confie un mandat"),
)
ACCOMPANIED_NO_MORE = declare(
    "partners.accompanied-no-more",
    _l("%(partner)s : vous n’agissez plus pour %(name)s, le mandat a pris fin."),
    headline=_l("Vous n’agissez plus pour %(name)s"),
)


def path_of(partner_id: int, mandate_id: int) -> str:
    """Return where the staff of a partner look at a mandate given to it."""
    return f"{HOME}/{partner_id}/personnes/{mandate_id}"


def ended_by_the_name(resident: Resident, full_name: str) -> LazyString | None:
    """Say that what `resident` holds ends with another name: who bears it is to be asked anew."""
    known = resident.proved_name or resident.full_name
    if names.is_correction(known, full_name) or not mandates.count_held(resident):
        return None
    return _l(
        "Vous n’agirez plus pour personne : vos mandats s’arrêtent. Demandez-en un nouveau à "
        "chaque personne, sous ce nom."
    )


ENDED_BY_A_NAME.declare(EndedByAName(code="mandates", said=ended_by_the_name))
