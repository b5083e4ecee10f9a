"""Lists of who does what: beginning one, taking a line, giving it back, ticking it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.groups import sayings
from neighbourhood.groups.actions.sharing import enter_to_share, hold_shared, put_in, require_shared
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.models.tasks import TaskLine, TaskList, TaskTake
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import tasks
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list asks for: each line with how many people it wants."""

    title: str
    lines: Sequence[tuple[str, int]]
    wanted_on: date | None = None


def write(actor: Actor, group: Group, *, wanted: Wanted) -> TaskList:
    """Begin a list."""
    group, membership = enter_to_share(actor, group)
    require_shared(policies.may_share(actor, membership))
    task_list = TaskList(group=group, title=wanted.title, wanted_on=wanted.wanted_on)
    task_list.lines = [
        TaskLine(words=words, wanted=number, position=n)
        for n, (words, number) in enumerate(wanted.lines)
    ]
    put_in(actor, task_list, moment=sayings.LISTED, deed=sayings.WROTE_LIST)
    return task_list


def edit(actor: Actor, task_list: TaskList, *, wanted: Wanted) -> None:
    """Ask for something else; what somebody takes care of keeps its place."""
    task_list, membership = hold_shared(actor, task_list)
    require(policies.may_tend(actor, membership, task_list))
    _keep_what_is_taken(task_list, wanted.lines)
    before = list(task_list.lines)
    lines = [(_next_of(words, before), number) for words, number in wanted.lines]
    for position, (line, number) in enumerate(lines):
        line.position, line.wanted = position, number
    task_list.lines = [line for line, _number in lines]
    task_list.title = wanted.title
    if task_list.wanted_on != wanted.wanted_on:
        task_list.wanted_on, task_list.reminded_at = wanted.wanted_on, None
    task_list.edited_at = now()
    db.session.flush()
    _note(actor, sayings.CHANGED, task_list)


def _next_of(words: str, before: list[TaskLine]) -> TaskLine:
    """Take the first line of some words out of those there were: each is kept once."""
    known = next((line for line in before if line.words == words), None)
    if known is None:
        return TaskLine(words=words)
    before.remove(known)
    return known


def _keep_what_is_taken(task_list: TaskList, wanted: Sequence[tuple[str, int]]) -> None:
    left = list(wanted)
    for line in task_list.lines:
        asked = next((one for one in left if one[0] == line.words), None)
        if (asked[1] if asked else 0) < tasks.taken(line):
            raise policies.SomebodyDoes(words=line.words)
        if asked:
            left.remove(asked)


def take(actor: Actor, line: TaskLine) -> TaskTake:
    """Take care of one thing, while there is a place; a second time changes nothing."""
    steady(actor.resident)
    line, membership = _hold_line(actor, line)  # places are counted
    require(policies.may_take(actor, membership, line), DomainError)
    known = tasks.take_of(actor.resident, line)
    if known is not None:
        return known
    require(tasks.taken(line) < line.wanted, policies.NoPlaceLeft)
    taken = TaskTake(line_id=line.id, resident_id=actor.id, agent_id=actor.agent_id)
    taken.created_at = now()
    db.session.add(taken)
    db.session.flush()
    _note(actor, sayings.TOOK, line.task_list)
    return taken


def give_back(actor: Actor, line: TaskLine) -> None:
    """Leave it to others; it is taken again in one tap while there is a place."""
    line, membership = _hold_line(actor, line)
    known = tasks.take_of(actor.resident, line)
    require(policies.may_take(actor, membership, line), DomainError)
    if known is not None:
        db.session.delete(known)
        db.session.flush()
        _note(actor, sayings.GAVE_BACK, line.task_list)


def tick(actor: Actor, line: TaskLine, *, done: bool) -> None:
    """Say that it is done, or is not after all."""
    line, membership = _hold_line(actor, line)
    require(policies.may_tick(actor, membership, line), DomainError)
    line.done_at = now() if done else None
    db.session.flush()
    _note(actor, sayings.TICKED, line.task_list)


def remind(list_id: int) -> None:
    """Remind once those who took something that the day comes near."""
    task_list = hold(TaskList, list_id)
    if task_list.reminded_at is not None or not task_list.is_shown:
        return
    task_list.reminded_at = now()
    for one in tasks.to_be_done_by(task_list):
        notify(one, sayings.TASK_DUE, path=task_list.path, title=task_list.title)


def _hold_line(actor: Actor, line: TaskLine) -> tuple[TaskLine, Membership | None]:
    """Hold a line after its list, which whoever edits it holds, and the group of both."""
    _task_list, membership = hold_shared(actor, line.task_list)
    return hold(TaskLine, line.id), membership


def _note(actor: Actor, deed: Deed, task_list: TaskList) -> None:
    note_deed(actor, deed, title=task_list.title, path=task_list.path)
