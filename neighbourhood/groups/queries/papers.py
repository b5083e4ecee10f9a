"""Counting the notes and weighing the files of a group."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.papers import GroupFile, PinnedNote
from neighbourhood.groups.models.shared import Shown


def pinned(group: Group) -> int:
    """Count the notes at the top of a group, those that moderation hides too."""
    shown = PinnedNote.group_id == group.id, PinnedNote.status == Shown.SHOWN
    return db.session.scalar(select(func.count()).select_from(PinnedNote).where(*shown)) or 0


def weight(group: Group) -> int:
    """Return what the files of a group weigh, with those that may still be put back."""
    weighed = select(func.coalesce(func.sum(GroupFile.weight), 0))
    return int(db.session.scalar(weighed.where(GroupFile.group_id == group.id)) or 0)


def keys_of(where: Any) -> Iterable[str]:
    """Return where storage keeps some of the files."""
    return db.session.scalars(select(GroupFile.key).where(where)).all()
