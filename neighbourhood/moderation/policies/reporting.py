"""Who may report, and who may look at what was reported: never a party to the matter."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from neighbourhood.foundation.errors import DomainError, Forbidden, Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import Reportable
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.queries import decisions, parties
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import works_for_town
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

MOST_A_DAY = 10


class NoLongerVisible(Missing):
    """Something that could be read, and is hidden while somebody looks at it."""

    status = 410
    sentence = _l(
        "Ce contenu n’est plus visible : il est masqué en attendant un examen. Revenez plus tard, "
        "ou voyez ce que proposent vos autres voisins."
    )


class OwnThing(Forbidden):
    """Somebody reports what they answer for."""

    sentence = _l("C’est à vous : on ne signale pas ce qu’on a écrit. Vous pouvez le changer.")


class TooManyReports(DomainError):
    """More reports in a day than anybody needs."""

    status = 429
    sentence = _l(
        "Vous avez fait %(most)s signalements depuis hier, c’est le maximum. Ils seront tous "
        "regardés. En cas de danger, appelez le 17 ou le 112."
    )


class AlreadyReported(DomainError):
    """One report for one person and one thing."""

    sentence = _l("Vous l’avez déjà signalé : quelqu’un va le regarder. Rien d’autre à faire.")


class LookedAtAlready(DomainError):
    """What somebody was about to report was hidden meanwhile: enough others did."""

    sentence = _l("Merci, quelqu’un regarde déjà ce texte : il n’est plus visible. Rien à faire.")


class AlreadyLookedAt(DomainError):
    """The case is not open any more."""

    sentence = _l(
        "Ce dossier a avancé entre-temps : une décision est prise, ou proposée. Rechargez la page "
        "pour voir où il en est."
    )


class TakenUp(DomainError):
    """Another moderator looks at it."""

    sentence = _l("Une autre personne s’occupe déjà de ce dossier. Laissez-la finir.")


def may_report(actor: Actor, kind: Reportable, thing: Any) -> bool:
    """Allow in one’s own name whoever sees a thing and does not answer for it."""
    return (
        actor.is_oneself
        and actor.id not in kind.authors(thing)
        and kind.sees(actor.resident, thing)
    )


def moderates(resident: Resident, municipality_id: int | None) -> bool:
    """Tell whether `resident` looks at what is reported in a town, or in none."""
    if not resident.is_active:
        return False
    if municipality_id is None or resident.is_administrator:
        return resident.is_administrator
    return works_for_town(resident, municipality_id, StaffRole.MODERATE)


def is_party(resident: Resident, case: Case) -> bool:
    """Tell whether a matter is one’s own: as the queue does it."""
    own = select(Case.id).where(Case.id == case.id, parties.is_party(resident))
    return db.session.scalar(own) is not None


def may_handle(resident: Resident, case: Case) -> bool:
    """Allow a moderator of the town, but no party to the matter."""
    return moderates(resident, case.municipality_id) and not is_party(resident, case)


def may_take_up(resident: Resident, case: Case) -> bool:
    """Allow it while nobody looks at the case, and nothing is proposed in it."""
    free = case.is_open and case.assigned_id is None and decisions.proposed(case) is None
    return free and may_handle(resident, case)


def may_give_back(resident: Resident, case: Case) -> bool:
    """Allow whoever took a case up."""
    return case.is_open and case.assigned_id == resident.id
