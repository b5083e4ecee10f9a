"""Notes that stay at the top, files and photos."""

from functools import partial
from typing import Any

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside.storage import delete_for_sure
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.foundation.storing.undoing import LASTS
from neighbourhood.groups import sayings
from neighbourhood.groups.actions import polls
from neighbourhood.groups.actions.sharing import (
    enter_to_share,
    hold_shared,
    put_back,
    put_in,
    require_shared,
)
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.papers import (
    MOST_BYTES,
    MOST_NOTES,
    GroupFile,
    Paper,
    PinnedNote,
)
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.models.shared import Shared
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import papers
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


def pin(actor: Actor, group: Group, *, title: str, body: str) -> PinnedNote:
    """Pin a note; five at most."""
    group, membership = enter_to_share(actor, group)
    require(policies.may_pin(actor, membership), DomainError)
    require(papers.pinned(group) < MOST_NOTES, policies.EnoughNotes)
    note = PinnedNote(group=group, title=title, body=body)
    put_in(actor, note, moment=sayings.PINNED, deed=sayings.WROTE_NOTE)
    return note


def edit_note(actor: Actor, note: PinnedNote, *, title: str, body: str) -> None:
    """Say it otherwise; whoever reads it sees since when it says so."""
    note, membership = hold_shared(actor, note)
    require(policies.may_pin(actor, membership) and not note.is_removed)
    note.title, note.body, note.edited_at = title, body, now()
    db.session.flush()
    note_deed(actor, sayings.CHANGED, title=note.title, path=note.path)


def put_back_note(actor: Actor, note: PinnedNote) -> None:
    """Go back on having taken a note away, unless five others are there by now."""
    group, _membership = enter_to_share(actor, note.group)
    require(papers.pinned(group) < MOST_NOTES, policies.EnoughNotes)
    put_back(actor, note)


def add_file(actor: Actor, group: Group, *, paper: Paper, **kept: Any) -> GroupFile:
    """Let a group have a file that storage keeps already."""
    group, membership = enter_to_share(actor, group)
    require_shared(policies.may_share(actor, membership))
    require(papers.weight(group) + kept["weight"] <= MOST_BYTES, policies.NoRoomForFiles)
    file = GroupFile(group=group, paper=paper, **kept)
    put_in(actor, file, moment=sayings.FILED, deed=sayings.ADDED_FILE)
    return file


def name_file(actor: Actor, file: GroupFile, *, title: str, alt: str) -> None:
    """Call it otherwise, or say otherwise what a photo shows."""
    file, membership = hold_shared(actor, file)
    require(policies.may_tend(actor, membership, file))
    file.title, file.alt, file.edited_at = title, alt, now()
    db.session.flush()
    note_deed(actor, sayings.CHANGED, title=file.title, path=file.path)


def forget(model: type[Shared], thing_id: int) -> None:
    """Leave nothing of what was taken away ten minutes ago; a file leaves storage too."""
    thing = db.session.get(model, thing_id)
    if thing is None or thing.removed_at is None or thing.removed_at > now() - LASTS:
        return
    if isinstance(thing, Poll):
        polls.drop_answers(thing)
    if isinstance(thing, GroupFile):
        after_commit(partial(delete_for_sure, thing.key))
    db.session.delete(thing)
