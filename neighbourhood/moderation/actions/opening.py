"""Opening a case that nobody reported: on the own initiative of those who moderate."""

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import hiding
from neighbourhood.moderation.actions.reporting import begin
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.models.cases import Case, Opening
from neighbourhood.moderation.policies import opening as policies
from neighbourhood.moderation.queries import cases
from neighbourhood.moderation.rules import RULES
from neighbourhood.residents.acting import Actor


def open_case(actor: Actor, *, about: tuple[str, int], rule: str, words: str) -> Case:
    """Open a case and take it up; what breaks an urgent rule is hidden at once."""
    kind, about_id = REPORTABLES[about[0]], about[1]
    thing = kind.load(about_id)
    require(actor.is_oneself and thing is not None, Missing)
    require(policies.may_open(actor.resident, kind, thing), Missing)
    require(cases.open_about(kind.code, about_id) is None, policies.OpenedAlready)
    try:
        with db.session.begin_nested():
            case = begin(kind, about_id, thing, RULES[rule])
    except IntegrityError:
        # Somebody reported it, or opened it, at the same moment.
        raise policies.OpenedAlready from None
    case.opening = Opening(by_id=actor.id, rule=rule, words=words, created_at=case.created_at)
    case.assigned_id, case.assigned_at = actor.id, case.created_at
    db.session.flush()
    hiding.follow(case)
    return case
