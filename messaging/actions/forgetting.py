"""Dropping what is kept of changed and deleted lines, once nobody would report them any more."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import delete, func, select

from messaging.models import Message, Wording
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing.database import after_commit, db


def forget_wordings(until: datetime) -> None:
    """Drop what lines said before that moment, and the photos of those deleted by then."""
    db.session.execute(delete(Wording).where(Wording.replaced_at < until))
    pictured = func.json_array_length(Message.photos) > 0
    gone = select(Message).where(Message.deleted_at < until, pictured)
    for message in db.session.scalars(gone):
        keys, message.photos = [photo["key"] for photo in message.photos], []
        after_commit(partial(_throw_away, keys))


def _throw_away(keys: Sequence[str]) -> None:
    for key in keys:
        storage().delete(key)
