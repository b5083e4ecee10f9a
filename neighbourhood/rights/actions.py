"""Asking for one’s file, asking in words, and answering."""

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.outside.storage import new_key
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.organisations import administrators
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.people.policies import refusal_to_act
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing, sights
from neighbourhood.residents.models.closings import Closing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from neighbourhood.rights import policies, queries
from neighbourhood.rights.kinds import (
    ANSWERED,
    ASKED,
    MY_DATA,
    MY_REQUESTS,
    READY,
    REQUEST_ANSWERED,
)
from neighbourhood.rights.models import (
    ANSWERED_WITHIN,
    Archive,
    ArchiveStatus,
    DataRequest,
    RequestKind,
    RequestStatus,
)

MOST_WAITING = 5


def ask_archive(actor: Actor) -> Archive:
    """Ask for the file of everything; one at a time, and it takes the place of the last."""
    require(actor.is_oneself, Forbidden)
    hold(Resident, actor.id)
    for one in queries.standing_archives(actor.id):
        require(not one.is_preparing, policies.AlreadyPreparing)
    archive = Archive(
        resident_id=actor.id, file=new_key("archives", "zip"), status=ArchiveStatus.PREPARING
    )
    archive.created_at = now()
    db.session.add(archive)
    db.session.flush()
    return archive


def finish_archive(archive_id: int) -> list[str]:
    """Note that the file is stored, and tell its owner; return the files it takes the place of."""
    archive = hold(Archive, archive_id)
    if not archive.is_preparing:
        return [archive.file] if archive.status is ArchiveStatus.GONE else []
    archive.become(ArchiveStatus.READY)
    archive.ready_at = now()
    replaced = [one for one in queries.standing_archives(archive.resident_id) if one is not archive]
    for one in replaced:
        one.become(ArchiveStatus.GONE)
    notify(archive.resident_id, READY, path=MY_DATA)
    return [one.file for one in replaced]


def drop_archive(archive_id: int) -> str:
    """Note that a file is kept no more; return which."""
    archive = hold(Archive, archive_id)
    archive.become(ArchiveStatus.GONE)
    return archive.file


def ask(actor: Actor, *, kind: RequestKind, words: str) -> DataRequest:
    """Ask something about one’s data; those who run the site for the town are told."""
    require(actor.is_oneself, Forbidden)
    hold(Resident, actor.id)
    require(queries.count_waiting(actor.id) < MOST_WAITING, policies.TooManyRequests)
    town = actor.quartier.municipality_id if actor.quartier else None
    asked = DataRequest(resident_id=actor.id, municipality_id=town, kind=kind, words=words)
    asked.status, asked.created_at = RequestStatus.WAITING, now()
    asked.due_at = asked.created_at + ANSWERED_WITHIN
    db.session.add(asked)
    db.session.flush()
    _tell(asked)
    return asked


def _tell(asked: DataRequest) -> None:
    here = staff_in(asked.municipality_id, StaffRole.ADMINISTER) if asked.municipality_id else []
    readers = dict.fromkeys(here, f"/administration/villes/{asked.municipality_id}/droits")
    if not readers:
        readers = {one.id: "/administration/droits" for one in administrators()}
    for reader, queue in readers.items():
        if reader != asked.resident_id:
            notify(reader, ASKED, path=f"{queue}/{asked.id}")


def withdraw(actor: Actor, asked: DataRequest) -> None:
    """Take back what one asked, while nobody has answered."""
    asked = hold(DataRequest, asked.id)
    require(asked.resident_id == actor.id, Forbidden)
    require(asked.is_waiting, policies.RequestClosed)
    asked.become(RequestStatus.WITHDRAWN)
    _settle(asked)


def answer(actor: Actor, asked: DataRequest, *, words: str) -> None:
    """Answer what somebody asked, in words."""
    require(policies.may_answer(actor, asked), policies.OwnRequest)
    require(asked.is_waiting, policies.RequestClosed)
    asked.become(RequestStatus.ANSWERED)
    asked.answer, asked.answered_at, asked.answered_by_id = words, now(), actor.by_id
    db.session.flush()
    _settle(asked)
    office = sights.office_of(actor.by_id, asked.municipality_id)
    sights.note(actor.by_id, asked.resident_id, REQUEST_ANSWERED, office=office)
    notify(asked.resident_id, ANSWERED, path=f"{MY_REQUESTS}/{asked.id}")


def _settle(asked: DataRequest) -> None:
    settle(f"/administration/droits/{asked.id}", ASKED)
    settle(f"/administration/villes/{asked.municipality_id}/droits/{asked.id}", ASKED)


def close_for(actor: Actor, resident_id: int, *, reason: str) -> Closing:
    """Close the account of somebody who asked on paper, for whoever may act for that account."""
    closings.hold_administrators()
    resident = hold(Resident, resident_id)
    refusal = refusal_to_act(actor.resident, resident)
    if refusal is not None:
        raise refusal
    return closing.close_for(actor, resident, reason=reason)
