"""What this slice has to propose to who looks for a thing to borrow."""

from neighbourhood.feed.kinds import PROPOSALS, Proposed, Proposing
from neighbourhood.feed.postings import PutUp
from neighbourhood.loans.kinds.cards import SOUGHT
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.policies import proposals as policies
from neighbourhood.loans.queries import proposals as queries
from neighbourhood.loans.subjects import LOANS
from neighbourhood.residents.acting import Actor


def _seen_by(actor: Actor, sought: PutUp) -> Proposed:
    things = queries.seen_by(actor.resident, sought)
    is_own = sought.author_id == actor.id
    return Proposed(
        things=things,
        may_propose=LOANS not in actor.resident.switched_off and policies.may_answer(actor, sought),
        cards=[(Item.ABOUT, one.item_id) for one in things],
        is_agreed=bool(things) and is_own and queries.is_agreed(sought),
    )


LENDING = PROPOSALS.declare(
    Proposing(
        code=SOUGHT,
        seen_by=_seen_by,
        count=queries.count,
        template="neighbourhood/loans/proposed.html",
    )
)
