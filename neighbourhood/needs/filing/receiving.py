"""A file sent by a partner: kept for a day at most, checked, then confirmed or given up."""

import json
from collections.abc import Iterable, Sequence

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs.batches import NeedFile, NeedFileStatus
from neighbourhood.needs.intake import found
from neighbourhood.needs.intake.lines import Fault, Line, Weighed
from neighbourhood.needs.intake.tables import Row
from neighbourhood.needs.intake.weighing import Plan, planned
from neighbourhood.needs.policies import (
    AnotherFileUnderWay,
    ConfirmsWhoSent,
    FileMovedOn,
    may_confirm_file,
    may_write,
)
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor


def receive(actor: Actor, partner: Partner, rows: Sequence[Row], *, closes: bool) -> NeedFile:
    """Keep the lines of a file, sealed, until they are checked; an earlier one of mine is dropped.

    `closes` tells whether needs that the file does not name are closed.
    """
    require(may_write(actor.resident, partner))
    for earlier in found.unconfirmed_of(partner.id, actor.id):
        forget(earlier)
    file = NeedFile(
        partner_id=partner.id,
        author_id=actor.id,
        closes=closes,
        total=len(rows),
        waiting=json.dumps([[row.line, row.cells] for row in rows]),
    )
    db.session.add(file)
    db.session.flush()
    return file


def rows_of(file: NeedFile) -> list[Row]:
    """Return the lines that wait to be checked."""
    return [Row(line, cells) for line, cells in json.loads(file.waiting)]


def note_progress(file_id: int, done: int) -> None:
    """Say how far the checking is."""
    file = hold(NeedFile, file_id)
    if file.is_reading:
        file.done, file.moved_at = done, now()


def note_checked(file_id: int, weighed: Sequence[Weighed]) -> None:
    """Keep what the lines would do, and the lines under their marks: no reference is left."""
    file = hold(NeedFile, file_id)
    if not file.is_reading:
        return
    lines = mixed(each.line for each in weighed if each.line is not None)
    named = {each.mark for each in weighed if each.mark is not None}
    # A line that does not say which need it is about may be about any of them: none is closed.
    nameless = any(Fault.NO_REFERENCE in each.faults for each in weighed)
    file.closes = file.closes and not nameless
    file.waiting = json.dumps(
        {"lines": [line.packed() for line in lines], "named": sorted(mark.hex() for mark in named)}
    )
    file.faults = [[each.number, fault.value] for each in weighed for fault in each.faults]
    file.figures = {"lines": len(weighed), "wrong": sum(bool(each.faults) for each in weighed)}
    file.go_to(NeedFileStatus.CHECKED)
    set_plan(file, plan_of(file))


def mixed(lines: Iterable[Line]) -> list[Line]:
    """Put lines in an order that says nothing of the file: its needs are numbered as written."""
    return sorted(lines, key=lambda line: line.mark)


def lines_of(file: NeedFile) -> list[Line]:
    """Return the lines that wait to be written."""
    return [Line.unpacked(said) for said in json.loads(file.waiting)["lines"]]


def plan_of(file: NeedFile) -> Plan:
    """Return what the checked lines would do now."""
    named = {bytes.fromhex(mark) for mark in json.loads(file.waiting)["named"]}
    return planned(file.partner_id, lines_of(file), named, closes=file.closes)


def note_fault(file: NeedFile, line: Line, fault: Fault) -> None:
    """Say why a line could not be written, where its need stands."""
    file.faults = [*file.faults, [line.number, fault.value]]
    file.count(refused=1)


def keep_own_faults(file: NeedFile) -> None:
    """Keep the faults of what lines say; where needs stand is looked at anew."""
    file.faults = [each for each in file.faults if Fault(each[1]) not in _STANDING]


def figures_with(file: NeedFile, plan: Plan) -> dict[str, int]:
    """Return the figures of the file with those of a plan."""
    wrong = file.figures["wrong"]
    return {
        "lines": file.figures["lines"],
        "wrong": wrong,
        "refused": wrong + len(plan.faults),
        **plan.figures,
    }


def set_plan(file: NeedFile, plan: Plan) -> None:
    """Show a plan as what the file would do."""
    keep_own_faults(file)
    file.faults = sorted([*file.faults, *_packed(plan.faults)])
    file.figures = figures_with(file, plan)
    file.total = len(lines_of(file)) + len(plan.closing)


# Faults of where a need stands, not of what a line says.
_STANDING = (Fault.SETTLED, Fault.MOVED, Fault.BELOW_GIVEN, Fault.BEING_CORRECTED)


def _packed(faults: Iterable[tuple[int, Fault]]) -> list[list[object]]:
    return [[number, fault.value] for number, fault in faults]


def confirm(actor: Actor, file: NeedFile) -> None:
    """Have the checked lines written; one file of a partner at a time."""
    require(may_write(actor.resident, file.partner))
    require(file.is_checked, FileMovedOn)
    require(may_confirm_file(actor.resident, file), ConfirmsWhoSent)
    # Whoever confirms another file of this partner waits here.
    hold(Partner, file.partner_id)
    require(not found.is_writing(file.partner_id), AnotherFileUnderWay)
    file.go_to(NeedFileStatus.WRITING)
    db.session.flush()


def drop(actor: Actor, file: NeedFile) -> None:
    """Give a file up: nothing of it is kept but that it was sent."""
    require(may_write(actor.resident, file.partner))
    require(file.may_become(NeedFileStatus.DROPPED), FileMovedOn)
    forget(file)


def forget(file: NeedFile) -> None:
    """Empty a file that nobody confirmed."""
    file.faults, file.figures = [], {}
    file.go_to(NeedFileStatus.DROPPED)
