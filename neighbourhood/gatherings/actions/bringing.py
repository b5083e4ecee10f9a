"""Who brings what: one row for each thing, so that nobody brings it twice. The date is held."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.kinds import deeds
from neighbourhood.gatherings.models.coming import Bringing, Coming, ComingStatus
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence, Supply
from neighbourhood.gatherings.policies import coming as policies
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.gatherings.queries.gatherings import is_ahead
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


def take(actor: Actor, occurrence: Occurrence, supply: Supply) -> None:
    """Take on one of a thing."""
    occurrence = queries.held_date(occurrence.id)
    require(policies.may_bring(actor, occurrence, queries.coming_of(actor.id, occurrence)))
    require(_bring(actor.id, occurrence, supply), policies.NoMoreOfIt)
    note_deed(actor, deeds.BRINGS, title=occurrence.gathering.title, path=occurrence.path)


def _bring(resident_id: int, occurrence: Occurrence, supply: Supply) -> bool:
    brought = queries.brought_to(occurrence)
    used = {one.slot for one in brought if one.supply_id == supply.id}
    free = [slot for slot in range(supply.wanted) if slot not in used]
    if free:
        row = Bringing(slot=free[0], resident_id=resident_id)
        row.occurrence, row.supply = occurrence, supply
        db.session.add(row)
        db.session.flush()
    return bool(free)


def give_back(actor: Actor, occurrence: Occurrence, supply: Supply) -> None:
    """Give one of a thing back: anybody may take it on."""
    occurrence = queries.held_date(occurrence.id)
    require(policies.may_bring(actor, occurrence, queries.coming_of(actor.id, occurrence)))
    row = queries.own_bringing(actor.id, occurrence, supply)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    note_deed(actor, deeds.BRINGS, title=occurrence.gathering.title, path=occurrence.path)


def give_all_back(coming: Coming) -> list[int]:
    """Give back all that one was to bring to a date, and return what it was."""
    own = Bringing.occurrence_id == coming.occurrence_id, Bringing.resident_id == coming.resident_id
    gone = delete(Bringing).where(*own).returning(Bringing.supply_id)
    return list(db.session.scalars(gone))


def give_back_without_place(gathering: Gathering, resident_id: int) -> None:
    """Give back what a host was to bring, who holds it no more and has no place on that date."""
    dates = select(Occurrence.id).where(Occurrence.gathering_id == gathering.id, is_ahead())
    place = exists().where(
        Coming.occurrence_id == Bringing.occurrence_id,
        Coming.resident_id == resident_id,
        Coming.status == ComingStatus.COMING,
    )
    own = Bringing.resident_id == resident_id, Bringing.occurrence_id.in_(dates)
    db.session.execute(delete(Bringing).where(*own, ~place))


def bring_again(coming: Coming, supplies: Sequence[int]) -> None:
    """Take on again what one gave back, as far as nobody else did."""
    for supply_id in supplies:
        supply = db.session.get(Supply, supply_id)
        if supply is not None:
            _bring(coming.resident_id, coming.occurrence, supply)
