"""Writing what a file says, piece by piece: each piece once, whoever begins again."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import actions, queries
from neighbourhood.needs.batches import NeedFile, NeedFileStatus, NeedReference
from neighbourhood.needs.filing import receiving
from neighbourhood.needs.filing.changing import change
from neighbourhood.needs.filing.telling import tell_readers
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.lines import Fault, Line
from neighbourhood.needs.intake.weighing import Deed, decided, says_of, standings
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, need_writer
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

AT_ONCE = 400
_COUNTED = ("created", "changed", "same", "closed", "returning", "cents")


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written, read once: the lines do not change while they are."""

    lines: Sequence[Line]
    closing: deque[int]


def begin(file: NeedFile) -> Work | None:
    """Return what is to be written; None when it is not what was confirmed, which is then shown.

    Begun again after a stop, it is what is left of it.
    """
    lines, plan = receiving.lines_of(file), receiving.plan_of(file)
    if file.done == 0 and receiving.figures_with(file, plan) != file.figures:
        file.go_to(NeedFileStatus.CHECKED)
        receiving.set_plan(file, plan)
        file.otherwise = True
        return None
    return Work(lines, deque(plan.closing))


def write_some(file_id: int, work: Work) -> bool:
    """Write the next piece; return whether more is left. What is counted is committed with it."""
    file = hold(NeedFile, file_id)
    if not file.is_writing:
        return False
    if file.done == 0:
        _count_from_zero(file)
    piece = work.lines[file.done : file.done + AT_ONCE]
    if piece:
        _write(file, piece)
        file.done += len(piece)
    elif work.closing:
        _close(file, work.closing.popleft())
        file.done += 1
    file.moved_at = now()
    db.session.flush()
    left = file.done < len(work.lines) or bool(work.closing)
    if not left:
        _end(file)
    return left


def _count_from_zero(file: NeedFile) -> None:
    """Count what is done from here on, in the place of what was planned."""
    receiving.keep_own_faults(file)
    kept = {name: file.figures.get(name, 0) for name in ("lines", "wrong", "kept")}
    counted = dict.fromkeys(_COUNTED, 0)
    file.figures = {**kept, **counted, "refused": kept["wrong"]}


def _write(file: NeedFile, piece: Sequence[Line]) -> None:
    known = standings(file.partner_id, [line.mark for line in piece])
    verdicts = [(line, decided(line, known.get(line.mark))) for line in piece]
    fresh = [line for line, verdict in verdicts if verdict is Deed.CREATE]
    _create(file, fresh, set(known))
    for line, verdict in verdicts:
        if verdict is Deed.CHANGE:
            verdict = change(file, line, known[line.mark])  # noqa: PLW2901 - as it turned out
        if isinstance(verdict, Fault):
            receiving.note_fault(file, line, verdict)
        else:
            file.count(**{verdict.value: 1})


def _create(file: NeedFile, lines: Sequence[Line], known: set[bytes]) -> None:
    """Write new needs, sent to be read: a draft that a file says needs no second thought."""
    if not lines:
        return
    moment = now()
    asked = insert(Need).returning(Need.id, sort_by_parameter_order=True)
    values = [
        {
            **says_of(line),
            "kind": NeedKind(line.kind),
            "partner_id": file.partner_id,
            "author_id": file.author_id,
            "quartier_id": line.quartier_id,
            "urgency": line.urgency,
            "file_id": file.id,
            "status": NeedStatus.SUBMITTED,
            "created_at": moment,
        }
        for line in lines
    ]
    ids = db.session.scalars(asked, values).all()
    writers = [{"need_id": need_id, "resident_id": file.author_id} for need_id in ids]
    db.session.execute(insert(need_writer), writers)
    marks = [
        {"partner_id": file.partner_id, "mark": line.mark, "need_id": need_id}
        for line, need_id in zip(lines, ids, strict=True)
    ]
    # A reference that comes back after its need was closed names the new one.
    back = [each for each in marks if each["mark"] in known]
    new = [each for each in marks if each["mark"] not in known]
    if back:
        db.session.execute(update(NeedReference), back)
    if new:
        db.session.execute(insert(NeedReference), new)
    file.count(cents=sum(line.cents for line in lines))


def _close(file: NeedFile, need_id: int) -> None:
    """Take back a need that the file no longer names, unless it was funded meanwhile."""
    need = queries.locked(need_id)
    if not need.may_become(NeedStatus.WITHDRAWN):
        file.count(kept=int(need.is_funded))
        return
    returning = need.raised_cents > 0
    author = db.session.get_one(Resident, file.author_id)
    actions.withdraw(Actor.of(author), need, quietly=True)
    file.count(closed=1, returning=int(returning))


def _end(file: NeedFile) -> None:
    waits = found.count_waiting(file)
    file.go_to(NeedFileStatus.SUBMITTED if waits else NeedFileStatus.DONE)
    file.total = waits
    if waits:
        tell_readers(file, waits)
