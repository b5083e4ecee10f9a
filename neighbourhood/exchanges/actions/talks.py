"""The conversation of an author and a helper."""

from messaging.actions.threads import note, open_conversation
from messaging.models import Conversation
from messaging.queries.conversations import threads_of
from neighbourhood.exchanges.kinds.talks import REPLY, ending_of
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.residents.acting import Actor


def thread_of(reply: Reply) -> Conversation:
    """Open the conversation about a reply, or find it again."""
    return open_conversation(
        about=(REPLY.code, reply.id),
        subject=reply.notice.title,
        path=reply.notice.path,
        members=(reply.notice.author_id, reply.helper_id),
    )


def note_ending(notice: Notice, *, by: Actor | None) -> None:
    """Say in every conversation that still stood how the notice ended."""
    standing = [reply.id for reply in notice.replies if reply.is_live]
    for thread in threads_of(REPLY.code, standing):
        note(thread, ending_of(notice), by=by)
