"""Once it has begun: who came, a word of thanks, photos that nobody minds."""

from collections.abc import Collection

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.gatherings.kinds import deeds, news
from neighbourhood.gatherings.models.coming import Coming, Snapshot, SnapshotStatus
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.gatherings.policies import coming as policies
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.gatherings.telling import tell_hosts
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


def note_attendance(actor: Actor, occurrence: Occurrence, *, came: Collection[int]) -> None:
    """Note who came of those who had a place; the hosts alone read it."""
    occurrence = queries.held_date(occurrence.id)
    require(policies.may_note_attendance(actor, occurrence), DomainError)
    for coming in queries.live(occurrence):
        if coming.is_coming:
            coming.attended = coming.id in came
    db.session.flush()
    note_deed(actor, deeds.NOTED, title=occurrence.gathering.title, path=occurrence.path)


def say_there(actor: Actor, coming: Coming, *, there: bool) -> None:
    """Say oneself that one was there, or say nothing of it any more."""
    occurrence = queries.held_with(coming)
    require(policies.may_say_there(actor, occurrence, coming), DomainError)
    coming.was_there = there
    db.session.flush()


def thank(actor: Actor, coming: Coming, *, text: str) -> None:
    """Write a few words to the hosts, once; nobody has to, and nobody counts them."""
    occurrence = queries.held_with(coming)
    require(policies.may_thank(actor, occurrence, coming), DomainError)
    coming.thanks = text
    db.session.flush()
    tell_hosts(news.THANKED, occurrence, by=actor)
    note_deed(actor, deeds.THANKED, title=occurrence.gathering.title, path=occurrence.path)


def show_photo(
    actor: Actor, occurrence: Occurrence, *, key: str, description: str, all_agree: bool
) -> Snapshot:
    """Propose a photo to the hosts; that of a host is shown at once."""
    occurrence = queries.held_date(occurrence.id)
    require(policies.may_show_photos(actor, occurrence), DomainError)
    require(all_agree, policies.NotRecognised)
    found = Snapshot(occurrence=occurrence, resident=actor.resident, created_at=now())
    found.key, found.description, found.status = key, description, SnapshotStatus.PROPOSED
    db.session.add(found)
    db.session.flush()
    if policies.may_agree_to_photo(actor, found):
        found.become(SnapshotStatus.SHOWN)
    else:
        tell_hosts(news.PHOTO_PROPOSED, occurrence, by=actor)
    db.session.flush()
    note_deed(actor, deeds.SHOWED, title=occurrence.gathering.title, path=occurrence.path)
    return found


def agree_to_photo(actor: Actor, snapshot: Snapshot) -> None:
    """Let those who came see a photo."""
    snapshot = hold(Snapshot, snapshot.id)
    require(policies.may_agree_to_photo(actor, snapshot), DomainError)
    snapshot.become(SnapshotStatus.SHOWN)
    db.session.flush()


def take_down(actor: Actor, snapshot: Snapshot) -> None:
    """Take a photo down at once: whoever is in it need not say why."""
    snapshot = hold(Snapshot, snapshot.id)
    require(policies.may_take_down(actor, snapshot), DomainError)
    undoing.keep(actor.id, Snapshot.ABOUT, snapshot.id, status=snapshot.status)
    snapshot.become(SnapshotStatus.REMOVED)
    snapshot.removed_at = now()
    db.session.flush()


def put_photo_back(actor: Actor, snapshot: Snapshot) -> None:
    """Go back on having taken a photo down, for ten minutes."""
    snapshot = hold(Snapshot, snapshot.id)
    before = undoing.take(actor.id, Snapshot.ABOUT, snapshot.id)
    snapshot.go_back_to(before.read(SnapshotStatus, "status"))
    snapshot.removed_at = None
    db.session.flush()


def forget_photo(snapshot_id: int) -> str | None:
    """Leave nothing of a photo that was taken down; return the key of its picture."""
    snapshot = hold(Snapshot, snapshot_id)
    if not snapshot.is_removed:
        return None
    db.session.delete(snapshot)
    return snapshot.key
