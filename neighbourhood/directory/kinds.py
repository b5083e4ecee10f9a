"""What this slice declares, in words: what is read, talked about, and what a mandate allows."""

from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment
from neighbourhood.directory.models import SCOPE, Hello
from neighbourhood.directory.queries import hellos, welcomes
from neighbourhood.directory.subjects import (
    DIRECTORY,
    INTEREST_LIST,
    READY,
    SINCE,
    say_phrase,
)
from neighbourhood.feed.kinds import ASIDES, Aside
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.facts import Fact, said_by
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.tongues import tongue
from neighbourhood.mandates.kinds import declare_deed, declare_scope

BESIDE = ASIDES.declare(
    Aside("neighbours", welcomes.beside, "neighbourhood/directory/aside.html", DIRECTORY)
)


def say_interests(codes: Any) -> str:
    """Say what somebody likes, by its names."""
    known = codes if isinstance(codes, list) else []
    return ", ".join(str(named(INTEREST_LIST.code, str(code)).name) for code in known)


def say_languages(codes: Any) -> str:
    """Say which languages somebody speaks."""
    known = codes if isinstance(codes, list) else []
    return ", ".join(tongue(str(code)) for code in known)


def _yes_or_no(chosen: Any) -> str:
    return str(gettext("oui") if chosen else gettext("non"))


# What people read before they press: a listing, a welcome, a hello.
READ_LISTING = Reading(
    words=Fact(label=_l("Quelques mots")),
    interests=Fact(label=_l("Ce que j’aime"), say=say_interests),
    own_interests=Fact(label=_l("Autre chose que vous aimez")),
    languages=Fact(label=_l("Langues parlées"), say=say_languages),
    gives=Fact(label=_l("Ce que j’aime donner")),
    since=Fact(label=_l("Depuis quand ?"), say=said_by(SINCE)),
    in_building=Fact(label=_l("Aussi dans mon immeuble"), say=_yes_or_no),
    is_greeted=Fact(label=_l("Reçoit des bonjours"), say=_yes_or_no),
)
READ_WELCOME = Reading(text=Fact(label=_l("Votre mot de bienvenue")))
READ_HELLO = Reading(
    phrase=Fact(label=_l("Le bonjour"), say=lambda code: str(say_phrase(str(code))))
)


def _phrases(_hello: Hello, _resident_id: int) -> Sequence[LazyString]:
    return READY


HELLO = ABOUTS.declare(
    About(
        code=Hello.ABOUT,
        load=hellos.to_talk_about,
        panel="neighbourhood/directory/panel.html",
        phrases=_phrases,
        facts={},
    )
)
HELLO_ANSWERED = MOMENTS.declare(
    Moment(
        "hello answered",
        _l("%(name)s a répondu au bonjour. Vous pouvez vous écrire ici."),
        _l("Vous avez répondu au bonjour. Vous pouvez vous écrire ici."),
    )
)

# What a mandate may allow here, and what its journal says was done.
MAY_BE_LISTED = declare_scope(
    SCOPE,
    _l("Faire connaissance avec les voisins"),
    _l("tenir la fiche dans l’annuaire, dire bonjour, souhaiter la bienvenue"),
    icon="smile",
    rank=37,
)
_MEETING = {MAY_BE_LISTED}
LISTED = declare_deed(
    "listed", _l("a mis « %(title)s » dans l’annuaire des voisins"), scopes=_MEETING
)
EDITED = declare_deed(
    "edited listing",
    _l("a modifié la fiche « %(title)s » de l’annuaire des voisins"),
    scopes=_MEETING,
)
LEFT = declare_deed(
    "left directory", _l("a retiré « %(title)s » de l’annuaire des voisins"), scopes=_MEETING
)
CAME_BACK = declare_deed(
    "came back to directory",
    _l("a remis « %(title)s » dans l’annuaire des voisins"),
    scopes=_MEETING,
)
GREETED = declare_deed("said hello", _l("a dit bonjour : %(title)s"), scopes=_MEETING)
ANSWERED = declare_deed("answered hello", _l("a répondu au bonjour : %(title)s"), scopes=_MEETING)
TOOK_BACK = declare_deed("took back hello", _l("a repris son bonjour : %(title)s"), scopes=_MEETING)
DECLINED = declare_deed(
    "declined hello", _l("a répondu « pas cette fois » au bonjour : %(title)s"), scopes=_MEETING
)
WENT_BACK = declare_deed(
    "went back on hello", _l("a remis le bonjour comme avant : %(title)s"), scopes=_MEETING
)
WELCOMED = declare_deed(
    "wrote welcome", _l("a écrit un mot de bienvenue pour « %(title)s »"), scopes=_MEETING
)
STOPPED = declare_deed(
    "stopped welcome", _l("a retiré le mot de bienvenue de « %(title)s »"), scopes=_MEETING
)
WELCOMES_AGAIN = declare_deed(
    "welcomes again", _l("a remis le mot de bienvenue de « %(title)s »"), scopes=_MEETING
)
