"""Asking for a file about many people, agreeing, taking it, wiping it."""

from collections.abc import Iterable
from datetime import datetime

from neighbourhood.exports import policies, queries
from neighbourhood.exports.kinds import (
    ASKED,
    EXPORTS,
    IN_A_FILE,
    NOT_MADE,
    READY,
    REFUSED,
    TAKEN,
)
from neighbourhood.exports.models import KEPT_FOR, Export, ExportStatus
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import delete_for_sure, new_key
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db, each_in_turn
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.policies import NobodyProved
from neighbourhood.mandates.queries.identities import is_somebody
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.residents import Resident


def ask(actor: Actor, town: Municipality, code: str, *, reason: str) -> Export:
    """Ask for a file; those who may agree are told."""
    require(policies.administers(actor, town.id), policies.NotOfTheTown)
    if code not in EXPORTS:
        raise Missing
    hold(Resident, actor.id)
    for one in queries.under_way(actor.resident, town.id, code):
        require(not (one.is_waiting or one.is_preparing), policies.AskedAlready)
        one.become(ExportStatus.LAPSED)
    others = queries.colleagues(actor.resident, town.id)
    require(bool(others), policies.NoColleague)
    db.session.flush()
    export = Export(code=code, municipality_id=town.id, asked_by_id=actor.by_id, reason=reason)
    export.status, export.created_at = ExportStatus.WAITING, now()
    export.file = new_key("exports", "csv")
    db.session.add(export)
    db.session.flush()
    for other in others:
        notify(other, ASKED, path=path_of(export))
    return export


def path_of(export: Export) -> str:
    """Return where a file is asked for, answered and taken."""
    return f"/administration/villes/{export.municipality_id}/fichiers/{export.id}"


def agree(actor: Actor, export: Export, *, words: str) -> None:
    """Agree to a file that somebody else asked for: it may be made."""
    require(policies.still_asks(export), policies.AskerLeft)
    _decide(actor, export, ExportStatus.PREPARING, words)


def refuse(actor: Actor, export: Export, *, words: str) -> None:
    """Refuse a file, in words that whoever asked reads."""
    _decide(actor, export, ExportStatus.REFUSED, words)
    if export.asked_by_id is not None:
        notify(export.asked_by_id, REFUSED, path=path_of(export))


def _decide(actor: Actor, export: Export, status: ExportStatus, words: str) -> None:
    require(policies.administers(actor, export.municipality_id), policies.NotOfTheTown)
    require(policies.is_another(actor, export), policies.NeedsAnother)
    require(is_somebody(actor.resident), NobodyProved)
    require(export.is_waiting, policies.ExportClosed)
    export.become(status)
    export.decided_by_id, export.decided_at, export.answer = actor.by_id, now(), words
    db.session.flush()
    settle(path_of(export), ASKED)


def finish(export_id: int, people: Iterable[int]) -> bool:
    """Note that the file is stored and whoever is in it; tell who asked. False when it is gone."""
    export, concerned = hold(Export, export_id), sorted(set(people))
    asker = export.asked_by
    if not export.is_preparing:
        return False
    if asker is None or not policies.still_asks(export):
        _refuse_after_all(export)
        return False
    export.become(ExportStatus.READY)
    export.ready_at, export.people = now(), len(concerned)
    sights.note_each(asker.id, concerned, IN_A_FILE, export.reason, office=_office(export))
    notify(asker.id, READY, path=path_of(export))
    return True


def _refuse_after_all(export: Export) -> None:
    """End a file whose asker has no right to it any more; both are told why."""
    export.become(ExportStatus.REFUSED)
    export.answer = str(policies.AskerLeft.sentence)
    for one in (export.asked_by_id, export.decided_by_id):
        if one is not None:
            notify(one, NOT_MADE, path=path_of(export))


def take(actor: Actor, export: Export) -> None:
    """Note that the one who asked takes the file."""
    require(policies.administers(actor, export.municipality_id), policies.NotOfTheTown)
    if export.asked_by_id != actor.by_id:
        raise Missing
    require(policies.still_asks(export), policies.AskerLeft)
    require(export.is_ready, policies.WipedAlready)
    said = f"{EXPORTS[export.code].title} : {export.reason}"
    sights.note_many(actor.by_id, TAKEN, said, office=_office(export))


def _office(export: Export) -> Office:
    found = sights.office_of(export.asked_by_id or 0, export.municipality_id)
    return Office(found.name, export.municipality_id)


def end(export_id: int) -> None:
    """Put an end to what waited too long, and wipe the file whose day is over."""
    export = hold(Export, export_id)
    if export.status is ExportStatus.WAITING:
        export.become(ExportStatus.LAPSED)
        settle(path_of(export), ASKED)
        return
    wipe(export)


def end_old(before: datetime) -> None:
    """End, each for itself, the files that were ready `before`, and what nobody answered."""
    over = queries.over(before + KEPT_FOR)
    db.session.rollback()
    each_in_turn(over, end)


def wipe(export: Export) -> None:
    """Throw the file away; the row says so first, and the file follows the commit."""
    export.become(ExportStatus.GONE)
    key = export.file
    after_commit(lambda: delete_for_sure(key))
