"""What somebody took care of in a group: given back when they go, taken again when they are back.

Who is out of a group takes care of nothing there, so that others may; the group is held.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held
from neighbourhood.groups.models.tasks import TaskLine, TaskList, TaskTake
from neighbourhood.groups.queries import tasks


def give_all_back(resident_id: int, group_id: int | None = None) -> list[int]:
    """Leave to others all that somebody took, in one group or anywhere, and return the lines."""
    given = delete(TaskTake).where(TaskTake.resident_id == resident_id)
    if group_id is not None:
        there = select(TaskLine.id).join(TaskLine.task_list).where(TaskList.group_id == group_id)
        given = given.where(TaskTake.line_id.in_(there))
    return list(db.session.scalars(given.returning(TaskTake.line_id)))


def take_again(resident_id: int, group_id: int, line_ids: Sequence[int]) -> None:
    """Take again what one gave back, as far as there is still a place, and nothing else."""
    give_all_back(resident_id, group_id)  # what was taken in another tab while leaving
    lines = select(TaskLine).where(TaskLine.id.in_(line_ids)).order_by(TaskLine.id)
    for line in db.session.scalars(held(lines, TaskLine)).all():
        if tasks.taken(line) < line.wanted:
            again = TaskTake(line_id=line.id, resident_id=resident_id, created_at=now())
            db.session.add(again)
    db.session.flush()
