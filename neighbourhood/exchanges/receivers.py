"""What offers and requests hear of residents."""

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing import undoing
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, resident_closed, resident_unsettled
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def take_down(resident: Resident) -> None:
    """Take down the notices, and take back the help, of someone whose address is proved no more."""
    for notice in queries.standing_notices(resident):
        notices.withdraw(Actor.of(resident), notice)
    for reply in queries.standing_replies(resident):
        replies.withdraw_reply(Actor.of(resident), reply)


@resident_closed.connect
def leave(resident: Resident) -> None:
    """Tell those who counted on whoever closes their account; nobody undoes anything with them.

    Notices that nobody answered wait for them to come back, and are shown to nobody.
    """
    for notice in queries.awaited_notices(resident):
        notices.withdraw(Actor.of(resident), notice)
    for reply in queries.standing_replies(resident):
        replies.withdraw_reply(Actor.of(resident), reply)
    undoing.forget_all(Reply.ABOUT, queries.concerning(resident.id), but=resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """End what each of two offered the other, who want to meet nothing of each other any more."""
    for reply in queries.standing_between(block.blocker_id, block.blocked_id):
        replies.part(reply)
