"""Noting, where the town has a time bank, how long a help took: the helped, once, if they like."""

from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.kinds import deeds
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor
from neighbourhood.timebank import actions as timebank
from neighbourhood.timebank.queries import note_about


def note_time(actor: Actor, reply: Reply, *, minutes: int) -> None:
    """Note the minutes of a help that is done; they go to who helped."""
    notice = queries.lock_with(reply)
    require(policies.may_note_time(actor, reply), DomainError)
    given = timebank.Help(
        about=Reply.ABOUT,
        about_id=reply.id,
        title=notice.title,
        path=notice.path,
        helper=policies.helper_of(reply),
    )
    timebank.note_time(actor, given, minutes=minutes)
    note_deed(actor, deeds.TIMED, title=notice.title, path=notice.path)


def take_time_back(actor: Actor, reply: Reply) -> None:
    """Go back on that, for ten minutes."""
    notice = queries.lock_with(reply)
    note = note_about(Reply.ABOUT, reply.id)
    require(policies.is_helped(actor, reply), DomainError)
    if note is None:
        raise undoing.TooLateToGoBack
    timebank.take_back(actor, note)
    note_deed(actor, deeds.WENT_BACK, title=notice.title, path=notice.path)
