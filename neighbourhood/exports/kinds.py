"""What can be put in a file about many people, and the words around it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.exports.models import ExportStatus
from neighbourhood.foundation.outside.sheets import Cell
from neighbourhood.foundation.web.facts import Fact, said_when
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.residents.kinds import SIGHTS, SightKind

# Whom a line of the file is about (None: nobody), and its cells.
Line = tuple[int | None, Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKind:
    """One file about many people of a town.

    `soft` says who asks for it and what is not in it; `lines` returns one line for each row under
    `columns`, given the id of the town.
    """

    code: str
    title: LazyString
    soft: LazyString
    columns: tuple[LazyString, ...]
    lines: Callable[[int], Iterable[Line]]


EXPORTS: Register[ExportKind] = Register("file about many people")

STATUS_WORDS = MappingProxyType(
    {
        ExportStatus.WAITING: _l("attend l’accord d’une autre personne"),
        ExportStatus.PREPARING: _l("se prépare"),
        ExportStatus.READY: _l("prêt, pour 24 heures"),
        ExportStatus.GONE: _l("effacé"),
        ExportStatus.REFUSED: _l("refusé"),
        ExportStatus.LAPSED: _l("resté sans réponse"),
    }
)
READ_EXPORT = Weighed(
    who=Fact(label=_l("Demandé par"), of="asked_by.full_name"),
    reason=Fact(label=_l("Raison")),
    created_at=Fact(label=_l("Demandé le"), say=said_when),
)
IN_A_FILE = SIGHTS.declare(
    SightKind(
        code="exports.line",
        title=_l("Fichier de plusieurs personnes : une ligne sur la personne"),
        told=_l("Fichier de plusieurs personnes : une ligne vous concerne"),
        together=_l("Fichier de plusieurs personnes : préparé"),
    )
).code
TAKEN = SIGHTS.declare(
    SightKind(code="exports.taken", title=_l("Fichier de plusieurs personnes : téléchargé"))
).code
ASKED = declare(
    "exports.asked",
    _l("Un fichier sur plusieurs personnes est demandé : il faut l’accord d’une autre personne."),
    importance=Importance.WAITS,
)
READY = declare(
    "exports.ready",
    _l("Le fichier que vous avez demandé est prêt. Vous pouvez le télécharger pendant 24 heures."),
    importance=Importance.WAITS,
)
NOT_MADE = declare(
    "exports.not made",
    _l(
        "Un fichier sur plusieurs personnes n’est pas fait : qui l’a demandé n’administre plus "
        "le site pour la commune."
    ),
    importance=Importance.COUNTS,
)
REFUSED = declare(
    "exports.refused",
    _l("Le fichier que vous avez demandé est refusé. La raison est sur sa page."),
    importance=Importance.COUNTS,
)
