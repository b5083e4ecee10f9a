"""What offers and requests hear of residents."""

from flask_babel import gettext

from neighbourhood.exchanges import days, queries
from neighbourhood.exchanges.actions import notices, replies, standing_in
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.storing import undoing
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, resident_closed, resident_unsettled
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called


def _take_help_back(resident: Resident) -> None:
    for reply in queries.standing_replies(resident):
        replies.withdraw_reply(Actor.of(resident), reply)
    for stand_in in days.standing_of(resident):
        standing_in.step_back(Actor.of(resident), stand_in)


@resident_unsettled.connect
def take_down(resident: Resident) -> None:
    """Take down the notices, and take back the help, of someone whose address is proved no more."""
    for notice in queries.standing_notices(resident):
        notices.withdraw(Actor.of(resident), notice)
    _take_help_back(resident)


@resident_closed.connect
def leave(resident: Resident) -> None:
    """Tell those who counted on whoever closes their account; nobody undoes anything with them.

    Notices that nobody answered wait for them to come back, and are shown to nobody.
    """
    for notice in queries.awaited_notices(resident):
        notices.withdraw(Actor.of(resident), notice)
    _take_help_back(resident)
    undoing.forget_all(Reply.ABOUT, queries.concerning(resident.id), but=resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """End what each of two offered the other, who want to meet nothing of each other any more."""
    for reply in queries.standing_between(block.blocker_id, block.blocked_id):
        replies.part(reply)
    for stand_in in days.standing_between(block.blocker_id, block.blocked_id):
        standing_in.part(stand_in)


def _leaves(resident: Resident) -> list[str]:
    """Say who counts on the help of a resident, or on a notice, and hears of it."""
    said = []
    for notice in queries.awaited_notices(resident):
        given = {"title": notice.title}
        said.append(gettext("« %(title)s » est retirée. Qui y a répondu l’apprend.", **given))
    for reply in queries.standing_replies(resident):
        if reply.is_accepted:
            name = called(reply.notice.author, resident)
            given = {"title": reply.notice.title, "name": name}
            said.append(gettext("« %(title)s » : %(name)s apprend que ce sera sans vous.", **given))
    for stand_in in days.standing_of(resident):
        notice = stand_in.reply.notice
        given = {"title": notice.title, "name": called(notice.author, resident)}
        said.append(gettext("« %(title)s » : %(name)s apprend que ce sera sans vous.", **given))
    return list(dict.fromkeys(said))


AT_CLOSING.declare(AtClosing(code="exchanges", ends=_leaves))
