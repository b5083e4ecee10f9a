"""What is said of polls, lists, notes and files: in the conversation, in journals, in inboxes."""

from datetime import date

from flask_babel import LazyString, format_decimal, gettext
from flask_babel import lazy_gettext as _l

from messaging.kinds import MOMENTS, Moment
from neighbourhood.foundation.web.facts import Fact, said_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.mandates.kinds import Deed, declare_deed
from neighbourhood.notifications.kinds import Importance, declare

_MEGABYTE = 1024 * 1024


def _moment(code: str, others: LazyString, mine: LazyString) -> Moment:
    # Without a title: what moderation hides is not read there either.
    return MOMENTS.declare(Moment(code, others, mine, leads="/ensemble"))


ASKED = _moment(
    "group poll",
    _l("%(name)s propose un sondage, sur la page du groupe."),
    _l("Vous proposez un sondage, sur la page du groupe."),
)
LISTED = _moment(
    "group list",
    _l("%(name)s commence une liste, sur la page du groupe : qui fait quoi ?"),
    _l("Vous commencez une liste, sur la page du groupe : qui fait quoi ?"),
)
PINNED = _moment(
    "group note",
    _l("%(name)s épingle une note, sur la page du groupe."),
    _l("Vous épinglez une note, sur la page du groupe."),
)
FILED = _moment(
    "group file",
    _l("%(name)s ajoute un fichier, sur la page du groupe."),
    _l("Vous ajoutez un fichier, sur la page du groupe."),
)

_WITHIN = {MAY_JOIN}


def _deed(code: str, sentence: LazyString) -> Deed:
    return declare_deed(code, sentence, scopes=_WITHIN)


POLLED = _deed("asked a poll", _l("a proposé le sondage « %(title)s »"))
ANSWERED = _deed("answered a poll", _l("a répondu au sondage « %(title)s »"))
CLOSED = _deed("closed a poll", _l("a clos le sondage « %(title)s »"))
WROTE_LIST = _deed("wrote a list", _l("a commencé la liste « %(title)s »"))
TOOK = _deed("took a task", _l("a pris une ligne de « %(title)s »"))
GAVE_BACK = _deed("gave a task back", _l("a laissé une ligne de « %(title)s »"))
TICKED = _deed("ticked a task", _l("a coché ou décoché une ligne de « %(title)s »"))
WROTE_NOTE = _deed("pinned a note", _l("a épinglé la note « %(title)s »"))
ADDED_FILE = _deed("added a file", _l("a ajouté le fichier « %(title)s »"))
CHANGED = _deed("changed in a group", _l("a modifié « %(title)s » dans un groupe"))
REMOVED = _deed("removed in a group", _l("a retiré « %(title)s » d’un groupe"))
WENT_BACK = _deed("went back in a group", _l("a remis comme avant « %(title)s » dans un groupe"))

POLL_OVER = declare(
    "groups.poll over",
    _l("Le sondage « %(title)s » est clos. Voyez ce qui en sort"),
    importance=Importance.TELLS,
    headline=_l("Un sondage est clos : voyez ce qui en sort"),
    general=_l("Un sondage de votre groupe est clos"),
)
TASK_DUE = declare(
    "groups.task due",
    _l("« %(title)s » : c’est pour bientôt, et vous avez pris quelque chose"),
    importance=Importance.WAITS,
    headline=_l("Une liste de votre groupe : c’est pour bientôt"),
    general=_l("Une liste de votre groupe arrive à sa date"),
)


_TITLE = {"title": Fact(label=_l("Le titre"))}
READ_SHARED = Reading("group", **_TITLE)
READ_POLL = Reading("group", **_TITLE, closed_at=Fact(label=_l("Clos le"), say=said_day))
READ_LIST = Reading(
    "group",
    **_TITLE,
    wanted_on=Fact(label=_l("Pour quel jour ?"), say=said_day),
    lines=Fact(label=_l("Ce qu’il faut"), of="typed_lines"),
)
READ_NOTE = Reading("group", **_TITLE, body=Fact(label=_l("La note")))
READ_FILE = Reading("group", **_TITLE, alt=Fact(label=_l("Ce que montre la photo")))


def said_due(day: date) -> str:
    """Say by when a list is."""
    return str(gettext("pour le %(day)s", day=said_day(day.isoformat())))


def said_weight(weight: int) -> str:
    """Say what a file weighs, roughly."""
    if weight < _MEGABYTE:
        return str(gettext("%(num)s Ko", num=max(1, weight // 1024)))
    return str(gettext("%(num)s Mo", num=format_decimal(round(weight / _MEGABYTE, 1))))
