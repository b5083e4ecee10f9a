"""Proposing one’s own thing to a neighbour who looks for one: who asks for days is they."""

from neighbourhood.feed.kinds import Sought
from neighbourhood.feed.postings import PutUp
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.loans.kinds import news, scopes
from neighbourhood.loans.models.items import Item, Proposal
from neighbourhood.loans.policies import proposals as policies
from neighbourhood.loans.queries import proposals as queries
from neighbourhood.loans.subjects import LOANS
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together
from neighbourhood.residents.queries.neighbours import called


def propose(actor: Actor, item: Item, *, sought: PutUp, kind: Sought) -> Proposal:
    """Let whoever looks for a thing see this one and ask for it; they are told once."""
    steady(actor.resident)
    require_together(actor, sought.author_id)
    hold(type(sought), sought.id)  # type: ignore[type-var]
    item = hold(Item, item.id)
    require(policies.may_propose(actor, item))
    require_offered(LOANS, actor.resident.switched_off)
    require(policies.may_answer(actor, sought), policies.SoughtNoMore)
    before = queries.proposed_by(actor.resident, sought)
    require(item.id not in before, policies.ProposedAlready)
    require(policies.may_propose_more(actor, sought), policies.EnoughProposed)
    proposal = Proposal(
        item=item,
        sought=kind.code,
        sought_id=sought.id,
        seeker_id=sought.author_id,
        agent_id=actor.agent_id,
    )
    db.session.add(proposal)
    db.session.flush()
    kind.show(sought)
    note_deed(actor, scopes.PROPOSED, title=item.title, path=item.path)
    _tell(actor, item, sought)
    return proposal


def _tell(actor: Actor, item: Item, sought: PutUp) -> None:
    said = {"title": item.title, "name": called(actor.resident, sought.author)}
    also = getattr(sought, "path", None)
    notify(sought.author_id, news.THING_PROPOSED, path=item.path, also=also, by=actor.id, **said)
