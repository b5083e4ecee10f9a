"""Pages of one case, or of its appeal, for the moderators of its town who are no party to it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.menu import Place
from neighbourhood.moderation.kinds import REPORTABLES, RESIDENT, Reportable
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.policies.opening import may_open
from neighbourhood.moderation.policies.reporting import may_handle
from neighbourhood.moderation.queries import cases, decisions
from neighbourhood.residents.access import second_factor_first, with_free_hands
from neighbourhood.residents.kinds import SIGHTS, SightKind

P = ParamSpec("P")
R = TypeVar("R")

# It would tell whom it concerns that somebody reported them, before anything is decided.
CASE_SEEN = SIGHTS.declare(
    SightKind(
        code="moderation.case",
        title=_l("Texte ou profil signalé : lu"),
        told=_l("Un de vos textes, examiné : lu"),
        held_since=cases.examined_since,
        held=_l(
            "Une seule exception : ce qu’une personne qui modère ouvre pendant un examen se lit "
            "ici quand plus aucun de vos textes n’est examiné."
        ),
    )
).code


def moderator(handler: Callable[Concatenate[Case, P], R]) -> Callable[..., R]:
    """Let in who may handle the case of the address; for others it is not there.

    The view receives the `Case` in place of its id.
    """

    @wraps(handler)
    def guarded(case_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
        case = cases.handled_by(current_user, case_id)
        first = second_factor_first(staff=True)
        return cast("R", first) if first is not None else handler(case, *args, **kwargs)

    return _opened(guarded)


def judge(handler: Callable[Concatenate[Appeal, P], R]) -> Callable[..., R]:
    """Let in who may handle the case of the appeal in the address; for others it is not there."""

    @wraps(handler)
    def guarded(appeal_id: int, *args: P.args, **kwargs: P.kwargs) -> R:
        appeal = decisions.appeal(appeal_id)
        if not may_handle(current_user, appeal.decision.case):
            raise Missing
        first = second_factor_first(staff=True)
        return cast("R", first) if first is not None else handler(appeal, *args, **kwargs)

    return _opened(guarded)


def concerned_by(case_id: int) -> int | None:
    """Return whose account a case of the reader is about."""
    return cases.handled_by(current_user, case_id).concerned_id


def initiator(handler: Callable[[Reportable, Any], R]) -> Callable[..., R]:
    """Let in who may open a case about the thing, or the account, of the address.

    The view receives the `Reportable` and its thing; for others it is not there.
    """

    @wraps(handler)
    def guarded(about: str = RESIDENT.code, about_id: int = 0, resident_id: int = 0) -> R:
        kind = REPORTABLES.get(about)
        thing = kind.load(about_id or resident_id) if kind else None
        if kind is None or thing is None or not may_open(current_user, kind, thing):
            raise Missing
        with_free_hands()
        first = second_factor_first(staff=True)
        return cast("R", first) if first is not None else handler(kind, thing)

    return _opened(guarded, "moderator of the town of the thing")


def _opened(guarded: Callable[..., R], access: str = "moderator of the case") -> Callable[..., R]:
    opened: Any = signed_in(guarded)
    opened.access = access
    opened.place = Place.DESK
    return opened  # type: ignore[no-any-return]
