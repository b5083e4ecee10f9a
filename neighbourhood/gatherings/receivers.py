"""What gatherings hear of residents."""

from neighbourhood.foundation.storing import undoing
from neighbourhood.gatherings.actions import cancelling, coming
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, resident_closed, resident_unsettled
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
@resident_closed.connect
def leave(resident: Resident) -> None:
    """Call off the gatherings, and free the places, of someone who has no address here."""
    actor = Actor.of(resident)
    for gathering in queries.standing_gatherings(resident):
        cancelling.cancel(actor, gathering)
    for regular in answers.regulars_of(resident.id):
        coming.leave_all(actor, regular)
    for answer in answers.standing_of(resident.id):
        coming.leave(actor, answer)
    undoing.forget_all(Coming.ABOUT, queries.concerning(resident.id), but=resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """Free the places of each of two at the other’s gatherings."""
    for answer in answers.standing_between(block.blocker_id, block.blocked_id):
        coming.part(answer)
