"""The conversation of a group: its members enter it and leave it with the group."""

from messaging.actions import seats
from messaging.actions.threads import open_conversation
from messaging.queries import conversations
from neighbourhood.groups.models.groups import Group


def let_in(group: Group, resident_id: int, *, quiet: bool = False) -> None:
    """Let somebody into the conversation of a group, which the first opens."""
    known = conversations.thread_of(Group.ABOUT, group.id)
    if known is not None:
        seats.enter(known, [resident_id], quiet=quiet)
        return
    about = Group.ABOUT, group.id
    open_conversation(about=about, subject=group.title, path=group.path, members=[resident_id])


def let_out(group: Group, resident_id: int) -> None:
    """Let somebody out of it again: the others are not told."""
    known = conversations.thread_of(Group.ABOUT, group.id)
    if known is not None:
        seats.leave(known, resident_id, quiet=True)
