"""What a file would do to the needs of its partner: which are new, changed, closed, or the same."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.sealing import blind
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.policies import may_end_at
from neighbourhood.needs.batches import NeedReference
from neighbourhood.needs.intake.lines import Fault, Line
from neighbourhood.needs.intake.wording import covers_of, title_of
from neighbourhood.needs.models import EDITABLE, Need, NeedKind, NeedStatus, Urgency
from neighbourhood.needs.versions import URGENCY, WAITING, NeedRevision, RevisionOf

# Not published: the file says what they are, whoever has it. One that was approved is read anew.
UNPUBLISHED = (*EDITABLE, NeedStatus.SUBMITTED, NeedStatus.APPROVED)
_AT_ONCE = 500


class Deed(StrEnum):
    """What a line does."""

    CREATE = "created"
    CHANGE = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the need of a reference stands; `asked` is a correction that waits to be read."""

    need_id: int
    status: NeedStatus
    kind: NeedKind
    quartier_id: int
    cents: int
    urgency: Urgency
    raised_cents: int
    file_id: int | None
    asked: Mapping[str, Any] | None = None
    asked_in: int | None = None

    def is_as(self, line: Line) -> bool:
        """Tell whether the line says nothing new, but for what waits to be read."""
        here = self.kind, self.quartier_id, self.cents, self.urgency
        return here == (line.kind, line.quartier_id, line.cents, line.urgency)


@dataclass
class Plan:
    """What a file would do, in figures; which lines cannot be taken; which needs would close."""

    figures: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[int, Fault]] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        """Count."""
        self.figures[name] = self.figures.get(name, 0) + number


def mark_of(partner_id: int, reference: str) -> bytes:
    """Return the keyed mark of a reference, which says nothing to another partner."""
    return blind(f"need.reference.{partner_id}", reference)


def standings(partner_id: int, marks: Collection[bytes] | None = None) -> dict[bytes, Standing]:
    """Return where the needs stand that the partner has references for, or some of them."""
    if marks is None:
        return _standings(partner_id, None)
    some = sorted(marks)
    found: dict[bytes, Standing] = {}
    for begin in range(0, len(some), _AT_ONCE):
        found |= _standings(partner_id, some[begin : begin + _AT_ONCE])
    return found


def _standings(partner_id: int, marks: list[bytes] | None) -> dict[bytes, Standing]:
    waiting = (NeedRevision.about == RevisionOf.NEED) & NeedRevision.status.in_(WAITING)
    statement = (
        select(
            NeedReference.mark,
            Need.id,
            Need.status,
            Need.kind,
            Need.quartier_id,
            Need.target_cents,
            Need.urgency,
            func.coalesce(Fund.raised_cents, 0),
            Need.file_id,
            NeedRevision.after,
            NeedRevision.file_id,
        )
        .join(Need, Need.id == NeedReference.need_id)
        .outerjoin(Fund, Fund.id == Need.fund_id)
        .outerjoin(NeedRevision, (NeedRevision.need_id == Need.id) & waiting)
        .where(NeedReference.partner_id == partner_id)
    )
    if marks is not None:
        statement = statement.where(NeedReference.mark.in_(marks))
    return {mark: Standing(*facts) for mark, *facts in db.session.execute(statement)}


def decided(line: Line, found: Standing | None) -> Deed | Fault:
    """Tell what a line does to the need of its reference, as that stands."""
    if found is None or found.status is NeedStatus.WITHDRAWN:
        return Deed.CREATE
    if found.status in UNPUBLISHED:
        # A need that came back is asked for anew, as it is.
        again = found.status in EDITABLE
        return Deed.CHANGE if again or not found.is_as(line) else Deed.SAME
    if found.status is NeedStatus.OPEN and found.asked is not None:
        return _decided_in_correction(line, found)
    if found.is_as(line):
        return Deed.SAME
    if found.status is not NeedStatus.OPEN:
        return Fault.SETTLED
    return _published(line, found)


def _published(line: Line, found: Standing) -> Deed | Fault:
    # Another kind, or another place, could be recognised where neighbours have read this one.
    if (line.kind, line.quartier_id) != (found.kind, found.quartier_id):
        return Fault.MOVED
    # Never under what came: `change_fund` asks the same again, of what is being paid too.
    enough = may_end_at(line.cents, found.raised_cents)
    return Deed.CHANGE if enough else Fault.BELOW_GIVEN


def _decided_in_correction(line: Line, found: Standing) -> Deed | Fault:
    """Tell the same of a need whose correction waits to be read: another one cannot begin."""
    told = found.asked or {}
    asked = told.get("kind"), told.get("target_cents"), told.get(URGENCY, found.urgency)
    if asked == (line.kind.value, line.cents, line.urgency):
        return Deed.SAME
    if found.asked_in is None:
        return Deed.SAME if found.is_as(line) else Fault.BEING_CORRECTED
    return _published(line, found)


def says_of(line: Line) -> dict[str, Any]:
    """Return what a need says, as its line has it."""
    return {
        "kind": line.kind.value,
        "title": title_of(line.kind),
        "covers": covers_of(line.kind),
        "target_cents": line.cents,
    }


def planned(
    partner_id: int, lines: Iterable[Line], named: Collection[bytes], *, closes: bool
) -> Plan:
    """Return what `lines` would do; `named` are the references of the whole file, faults included.

    What they do not name is closed, if the file `closes`: what is funded stays.
    """
    plan, known = Plan(), standings(partner_id)
    for line in lines:
        verdict = decided(line, known.get(line.mark))
        if isinstance(verdict, Fault):
            plan.faults.append((line.number, verdict))
            continue
        plan.add(verdict.value)
        if verdict is Deed.CREATE:
            plan.add("cents", line.cents)
    for mark, standing in known.items() if closes else ():
        if mark not in named:
            _close(plan, standing)
    return plan


def _close(plan: Plan, found: Standing) -> None:
    if NeedStatus.WITHDRAWN in Need.MOVES[found.status]:
        plan.closing.append(found.need_id)
        plan.add("closed")
        if found.raised_cents:
            plan.add("returning")
    elif found.status is NeedStatus.FUNDED:
        plan.add("kept")
