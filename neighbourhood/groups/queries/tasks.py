"""Reading lists of who does what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.models.shared import Shown
from neighbourhood.groups.models.tasks import TaskLine, TaskList, TaskTake
from neighbourhood.groups.queries.shared import is_in, seen_by
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes care of something: oneself, or somebody who is named only if one meets them."""

    resident: Resident
    is_viewer: bool
    is_met: bool


def _takes(task_list: TaskList) -> Select[TaskTake]:
    # Whoever left the group takes care of nothing there any more.
    line = select(TaskTake).join(TaskTake.line).where(TaskLine.list_id == task_list.id)
    return line.where(is_in(TaskTake.resident_id, task_list.group_id)).order_by(TaskTake.id)


def takes(viewer: Resident, task_list: TaskList) -> Mapping[int, Sequence[Taker]]:
    """Return who takes care of what, by the ids of the lines."""
    found: dict[int, list[Taker]] = {line.id: [] for line in task_list.lines}
    away = apart(viewer.id, TaskTake.resident_id).label("away")
    whole = _takes(task_list).options(joinedload(TaskTake.resident)).add_columns(away)
    for take, is_away in db.session.execute(whole):
        found[take.line_id].append(Taker(take.resident, take.resident_id == viewer.id, not is_away))
    return found


def taken(line: TaskLine) -> int:
    """Count who takes care of one thing."""
    standing = is_in(TaskTake.resident_id, line.task_list.group_id)
    counted = select(func.count()).select_from(TaskTake).where(TaskTake.line_id == line.id)
    return db.session.scalar(counted.where(standing)) or 0


def take_of(resident: Resident, line: TaskLine) -> TaskTake | None:
    """Return what somebody took, None when they did not."""
    both = TaskTake.line_id == line.id, TaskTake.resident_id == resident.id
    return db.session.scalar(select(TaskTake).where(*both))


def get_line(viewer: Resident, line_id: int) -> TaskLine:
    """Return a line of a list that `viewer` sees; `Missing` for any other."""
    whole = select(TaskLine).join(TaskLine.task_list).options(contains_eager(TaskLine.task_list))
    shown = TaskList.status == Shown.SHOWN, seen_by(TaskList, viewer)
    found = db.session.scalar(whole.where(TaskLine.id == line_id, *shown))
    if found is None:
        raise Missing
    return found


def to_remind(tomorrow: date) -> Sequence[int]:
    """Return the ids of the lists that are due by then, and of which nobody was reminded."""
    due = TaskList.wanted_on <= tomorrow, TaskList.reminded_at.is_(None)
    shown = TaskList.status == Shown.SHOWN, TaskList.hidden_at.is_(None)
    return db.session.scalars(select(TaskList.id).where(*due, *shown).order_by(TaskList.id)).all()


def to_be_done_by(task_list: TaskList) -> Sequence[int]:
    """Return the ids of those who took something that is not done."""
    undone = _takes(task_list).where(TaskLine.done_at.is_(None))
    return list(dict.fromkeys(take.resident_id for take in db.session.scalars(undone)))
