"""Double entry in minutes: time never appears or vanishes, it changes accounts."""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.double_entry import require_balance
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.upserting import upsert
from neighbourhood.timebank.models import (
    TimeAccount,
    TimeEntry,
    TimeHolder,
    TimeTransfer,
    TransferKind,
)


def post(reference: str, kind: TransferKind, sides: Mapping[int, int]) -> TimeTransfer:
    """Write one movement: minutes by account id; the database refuses the same one twice."""
    require_balance(f"a {kind}", sides, unit="minutes")
    transfer = TimeTransfer(
        reference=reference,
        kind=kind,
        entries=[TimeEntry(account_id=one, minutes=minutes) for one, minutes in sides.items()],
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def account_of(resident_id: int) -> int:
    """Return the account of a resident, opened when it is first needed."""
    found = held_by(resident_id)
    if found is not None:
        return found
    opened = TimeAccount(code=f"one:{uuid4().hex}")
    db.session.add(opened)
    db.session.flush()
    # Two who open it at once: one row is kept, and the other account stays empty.
    row = {"resident_id": resident_id, "account_id": opened.id}
    db.session.execute(upsert(TimeHolder).values(row).on_conflict_do_nothing())
    return held_by(resident_id) or opened.id


def held_by(resident_id: int) -> int | None:
    """Return the account of a resident who has one."""
    mine = TimeHolder.resident_id == resident_id
    return db.session.scalar(select(TimeHolder.account_id).where(mine))


def community(town_id: int | None) -> int:
    """Return the account of a town, into which those who leave for good are settled."""
    code = f"town:{town_id or 0}"
    db.session.execute(upsert(TimeAccount).values({"code": code}).on_conflict_do_nothing())
    return db.session.scalars(select(TimeAccount.id).where(TimeAccount.code == code)).one()


def hold_both(one: int, other: int) -> None:
    """Hold two accounts, always in the same order."""
    for account_id in sorted((one, other)):
        hold(TimeAccount, account_id)


def balance(account_id: int | None) -> int:
    """Return how many minutes stand on an account."""
    asked = select(func.sum(TimeEntry.minutes)).where(TimeEntry.account_id == account_id)
    return int(db.session.scalar(asked) or 0)


def settle(resident_id: int, town_id: int | None) -> None:
    """Move what stands on the account of who leaves for good to their town, and close it."""
    account_id = held_by(resident_id)
    if account_id is None:
        return
    left, pot = balance(account_id), community(town_id)
    hold_both(account_id, pot)
    if left:
        sides = {account_id: -left, pot: left}
        post(f"settled:{account_id}", TransferKind.SETTLED, sides)
