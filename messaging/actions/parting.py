"""What becomes of the conversations of two who are kept apart, and nobody is told.

A conversation of the two is left by both: it is found no more, and writing there is refused as in
any that one has left. One in which others take part goes on without the lines of the one for the
other. Seats are rows that whoever writes holds: a line comes before, or it is refused.
"""

from functools import partial

from messaging import broadcast
from messaging.models import Conversation
from messaging.queries import parting, releases
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.queries import blocks


def part(block: Block) -> None:
    """Close what two talk in, hide the homes they showed each other, end what is live."""
    for conversation in parting.shared_by(block.blocker_id, block.blocked_id):
        conversation.parted = True
        if parting.is_for_two(conversation):
            _close(conversation, block)
    for each in (block.blocker_id, block.blocked_id):
        after_commit(partial(broadcast.hang_up, each))


def _close(conversation: Conversation, block: Block) -> None:
    for seat in parting.seats_of(conversation.id):
        if seat.left_at is None:
            seat.left_at = block.created_at
        # For good: whoever comes near again shows their home anew, or does not.
        for release in releases.not_withdrawn(seat.resident_id, conversation.id):
            release.withdrawn_at = now()


def come_near(block: Block) -> None:
    """Open again what this block closed, unless the other keeps the one away as well."""
    still = blocks.block_between(block.blocked_id, block.blocker_id)
    for conversation in parting.shared_by(block.blocker_id, block.blocked_id):
        for seat in parting.seats_of(conversation.id):
            if seat.left_at == block.created_at:
                seat.left_at = still.created_at if still else None
        conversation.parted = parting.holds_two_apart(conversation.id)
