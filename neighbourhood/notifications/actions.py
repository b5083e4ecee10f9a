"""Tell a resident something, once the transaction holds."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import or_, update

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.notifications import queries
from neighbourhood.notifications.events import notified
from neighbourhood.notifications.kinds import KINDS, Importance, Kind
from neighbourhood.notifications.models import Mute, Notification, What
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.blocks import are_apart

INBOX = "inbox"


def notify(
    resident_id: int,
    kind: Kind,
    *,
    path: str,
    also: str | None = None,
    by: int | None = None,
    **details: object,
) -> Notification | None:
    """Put one event in an inbox; `details` fill its sentence, `path` is where to look.

    Amounts, moments and lists of changes are kept as such and said in the reader’s language.
    Whoever looks there, or at `also`, by whatever road, has seen it. `by` is who caused it: nobody
    is told of what somebody kept apart from them does, nor of what they muted; what waits for them
    still stands in the inbox, without a mail.
    """
    if are_apart(resident_id, by) or queries.is_silenced(resident_id, kind):
        return None
    is_muted = kind.may_be_muted and queries.is_muted(resident_id, kind, by)
    if is_muted and kind.importance is not Importance.WAITS:
        return None
    notification = Notification(
        resident_id=resident_id,
        kind=kind.code,
        path=path,
        also=also,
        by_id=by,
        details={name: _kept(value) for name, value in details.items()},
    )
    db.session.add(notification)
    db.session.flush()
    notified.send(notification, by_mail=kind.by_mail and not is_muted)
    return notification


def renew(
    resident_id: int,
    kind: Kind,
    *,
    among: Collection[str],
    path: str,
    also: str | None = None,
    **details: object,
) -> Notification | None:
    """Put an event in an inbox, or bring the one that told of the same matter up to date.

    `among` are the places of that matter. Whoever has not looked yet gets no second mail.
    """
    known = queries.told_of(resident_id, kind, among)
    if known is None:
        return notify(resident_id, kind, path=path, also=also, by=None, **details)
    was_read = known.read_at is not None
    known.path, known.also = path, also
    known.details = {name: _kept(value) for name, value in details.items()}
    known.created_at, known.read_at = now(), None
    db.session.flush()
    if was_read:
        notified.send(known, by_mail=kind.by_mail)
    return known


def _kept(value: object) -> object:
    # Whoever reads it may read another language than whoever caused it.
    if isinstance(value, Amount):
        return {"cents": value.cents}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return [dict(change) for change in value] if isinstance(value, list) else str(value)


def mark_read(notification: Notification) -> None:
    """Note that the resident went to look."""
    if notification.read_at is None:
        notification.read_at = now()


def settle(path: str, *kinds: Kind) -> list[int]:
    """Note that what these said of `path` waits for nobody any more; return what still did."""
    waiting = update(Notification).where(
        queries.seen_on(path),
        Notification.kind.in_([kind.code for kind in kinds]),
        Notification.read_at.is_(None),
    )
    settled = waiting.values(read_at=now()).returning(Notification.id)
    return list(db.session.scalars(settled))


def settle_all(paths: Collection[str], *kinds: Kind) -> None:
    """Note the same of many pages at once."""
    waiting = update(Notification).where(
        or_(Notification.path.in_(paths), Notification.also.in_(paths)),
        Notification.kind.in_([kind.code for kind in kinds]),
        Notification.read_at.is_(None),
    )
    db.session.execute(waiting.values(read_at=now()))


def wait_again(settled: Sequence[int]) -> None:
    """Go back on `settle`: what still waited then waits again."""
    again = update(Notification).where(Notification.id.in_(settled))
    db.session.execute(again.values(read_at=None))


def mark_all_read(actor: Actor) -> None:
    """Note that the resident has seen the whole inbox; for ten minutes they may go back on it."""
    moment = now()
    undoing.keep(actor.id, INBOX, actor.id, read_at=moment.isoformat())
    unread = update(Notification).where(
        Notification.resident_id == actor.id, Notification.read_at.is_(None)
    )
    db.session.execute(unread.values(read_at=moment))


def mark_unread_again(actor: Actor) -> None:
    """Go back on having marked all as read: what was new then is new again."""
    before = undoing.take(actor.id, INBOX, actor.id)
    together = update(Notification).where(
        Notification.resident_id == actor.id,
        Notification.read_at == before.read(datetime.fromisoformat, "read_at"),
    )
    db.session.execute(together.values(read_at=None))


def mark_path_read(actor_id: int, path: str) -> None:
    """Note that a resident went to look at `path` by themselves."""
    unread = update(Notification).where(
        Notification.resident_id == actor_id,
        queries.seen_on(path),
        Notification.read_at.is_(None),
    )
    db.session.execute(unread.values(read_at=now()))


def mute(actor: Actor, what: What, *, thing_id: int = 0, kind: str = "") -> Mute:
    """Be told no more of a conversation, a person or a kind; a second time changes nothing."""
    known = queries.mute_of(actor.id, what, thing_id, kind)
    if known is not None:
        return known
    row = Mute(resident_id=actor.id, what=what, thing_id=thing_id, kind=kind, created_at=now())
    db.session.add(row)
    db.session.flush()
    return row


def mute_as(actor: Actor, notification: Notification, what: What) -> Mute:
    """Be told no more of such a thing as this, or of what whoever caused it does."""
    if what is What.KIND:
        require(KINDS[notification.kind].may_be_muted, Missing)
        return mute(actor, what, kind=notification.kind)
    require(what is What.PERSON and notification.by_id is not None, Missing)
    return mute(actor, what, thing_id=notification.by_id or 0)


def unmute(actor: Actor, what: What, *, thing_id: int = 0, kind: str = "") -> None:
    """Be told again; of what one is told already, nothing changes."""
    known = queries.mute_of(actor.id, what, thing_id, kind)
    if known is not None:
        db.session.delete(known)
        db.session.flush()
