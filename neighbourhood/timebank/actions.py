"""Noting time after a help, taking it back in the next minutes, giving it back whenever."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called
from neighbourhood.timebank import ledger, queries
from neighbourhood.timebank.kinds import GIVEN_BACK, NOTED, TAKEN_BACK, TIME, say_time
from neighbourhood.timebank.models import (
    FLOOR,
    LEAST,
    MOST,
    STEP,
    NoteStatus,
    TimeNote,
    TransferKind,
)


class AlreadyNoted(DomainError):
    """Time is noted once for each help."""

    sentence = _l("Le temps de cette aide est déjà noté. Rien n’a changé.")


class EnoughReceived(DomainError):
    """Nobody goes below the floor."""

    sentence = _l(
        "Vous avez déjà reçu dix heures de plus que vous n’en avez donné. Ne notez rien : un merci "
        "suffit, et l’on peut vous aider quand même."
    )


class NotInSteps(Wrong):
    """Time is noted by five minutes, up to eight hours."""

    sentence = _l("Choisissez une durée de la liste.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What time is noted for: the thing it is about, who helped, where both read of it."""

    about: str
    about_id: int
    title: str
    path: str
    helper: Resident


def note_time(actor: Actor, given: Help, *, minutes: int) -> TimeNote:
    """Note the minutes of a help, once: they leave the account of who was helped.

    The caller holds the thing it is about.
    """
    require_offered(TIME, actor.resident.switched_off)
    require(LEAST <= minutes <= MOST and minutes % STEP == 0, NotInSteps)
    mine, theirs = ledger.account_of(actor.id), ledger.account_of(given.helper.id)
    ledger.hold_both(mine, theirs)
    require(ledger.balance(mine) - minutes >= FLOOR, EnoughReceived)
    note = _noted(actor, given, minutes)
    db.session.flush()
    reference = f"noted:{note.id}:{note.turn}"
    ledger.post(reference, TransferKind.NOTED, {mine: -minutes, theirs: minutes})
    undoing.keep(actor.id, TimeNote.ABOUT, note.id)
    _tell(note, given.helper, NOTED, by=actor)
    return note


def _noted(actor: Actor, given: Help, minutes: int) -> TimeNote:
    note = queries.note_about(given.about, given.about_id)
    if note is None:
        note = TimeNote(about=given.about, about_id=given.about_id, turn=1)
        note.status = NoteStatus.NOTED
        db.session.add(note)
    else:
        require(not note.is_noted, AlreadyNoted)
        note.become(NoteStatus.NOTED)
        note.turn += 1
    note.giver_id, note.receiver_id = actor.id, given.helper.id
    note.minutes, note.title, note.path, note.noted_at = minutes, given.title, given.path, now()
    return note


def take_back(actor: Actor, note: TimeNote) -> None:
    """Take back what one noted by mistake, for ten minutes: a movement the other way round."""
    note = hold(TimeNote, note.id)
    require(note.giver_id == actor.id)
    require(note.is_noted, DomainError)
    undoing.take(actor.id, TimeNote.ABOUT, note.id)
    _return(note, NoteStatus.TAKEN_BACK, TransferKind.TAKEN_BACK)
    if note.receiver is not None:
        _tell(note, note.receiver, TAKEN_BACK, by=actor)


def give_back(actor: Actor, note: TimeNote) -> None:
    """Give back what was noted for one, whenever: so both agree on what is right."""
    require_offered(TIME, actor.resident.switched_off)
    note = hold(TimeNote, note.id)
    require(note.receiver_id == actor.id)
    require(note.is_noted and note.giver is not None, DomainError)
    _return(note, NoteStatus.GIVEN_BACK, TransferKind.GIVEN_BACK)
    undoing.forget(TimeNote.ABOUT, note.id)
    if note.giver is not None:
        _tell(note, note.giver, GIVEN_BACK, by=actor)


def _return(note: TimeNote, status: NoteStatus, kind: TransferKind) -> None:
    require(note.giver_id is not None and note.receiver_id is not None, DomainError)
    giver, receiver = ledger.account_of(note.giver_id), ledger.account_of(note.receiver_id)  # type: ignore[arg-type]
    ledger.hold_both(giver, receiver)
    note.become(status)
    sides = {giver: note.minutes, receiver: -note.minutes}
    ledger.post(f"back:{note.id}:{note.turn}", kind, sides)


def _tell(note: TimeNote, reader: Resident, kind: Kind, *, by: Actor) -> None:
    name, time = called(by.resident, reader), say_time(note.minutes)
    notify(reader.id, kind, path=note.path, by=by.id, name=name, title=note.title, time=time)
