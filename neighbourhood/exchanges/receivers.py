"""What offers and requests hear of residents."""

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_unsettled
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def take_down(resident: Resident) -> None:
    """Take down the notices, and take back the help, of someone whose address is proved no more."""
    for notice in queries.standing_notices(resident):
        notices.withdraw(Actor.of(resident), notice)
    for reply in queries.standing_replies(resident):
        replies.withdraw_reply(Actor.of(resident), reply)
