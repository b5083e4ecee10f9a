"""Trust: what one does in a group grows with those who trust one, and is never counted aloud."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership, Role, Trust
from neighbourhood.groups.policies import trust as policies
from neighbourhood.groups.queries import members, trusts
from neighbourhood.groups.telling import tell_trusted
from neighbourhood.residents.acting import Actor


class NotTrusted(DomainError):
    """Nothing was given that could be taken back."""

    sentence = _l("Vous n’aviez rien dit de cette personne. Rien n’a changé.")


def trust(actor: Actor, group: Group, other: Membership) -> Membership:
    """Trust somebody with the next step; enough who do make them a member, or an editor."""
    own, other = _both(actor, group, other)
    require(policies.may_trust(actor, own, other), DomainError)
    step = policies.next_step(other)
    if own is None or step is None or trusts.given(own, other, step):
        return other
    db.session.add(Trust(trusted_id=other.id, by_id=own.id, step=step, created_at=now()))
    db.session.flush()
    if trusts.count(other, step) >= policies.needed(step, trusts.who_may_trust(other)):
        other.take_role(step)
        db.session.flush()
        tell_trusted(other)
    return other


def take_back(actor: Actor, group: Group, other: Membership) -> Membership:
    """Take one’s trust back, the last that was given; too few who are left take one step back."""
    own, other = _both(actor, group, other)
    step = trusts.last_given(own, other)
    if own is None or step is None:
        raise NotTrusted
    mine = Trust.trusted_id == other.id, Trust.by_id == own.id, Trust.step == step
    db.session.execute(delete(Trust).where(*mine))
    left = trusts.count(other, step)
    lost = left < policies.needed(step, trusts.who_may_trust(other))
    if lost and other.role is step and group.author_id != other.resident_id:
        other.take_role(Role.MEMBER if step is Role.EDITOR else Role.NEWCOMER)
    db.session.flush()
    return other


def _both(actor: Actor, group: Group, other: Membership) -> tuple[Membership | None, Membership]:
    """Hold the group, so that two who trust at once are counted one after the other."""
    hold(Group, group.id)
    db.session.refresh(other)
    return members.seat_by_now(actor.resident, group.id), other
