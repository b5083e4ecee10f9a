"""What is done for somebody by those who run the site."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.notifications.actions import mark_path_read, notify
from neighbourhood.people import policies
from neighbourhood.people.kinds import (
    ARRIVES,
    FACTORS_GONE,
    HELPED,
    MY_DEVICES,
    MY_MAILBOX,
    MY_SECURITY,
    RETURNS,
    SIGNED_OUT,
    Help,
)
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.second_factors import drop_second_factors
from neighbourhood.residents.actions.sign_ins import end_sign_ins
from neighbourhood.residents.models.residents import Resident


def give_help(actor: Actor, person_id: int, help_: Help, *, reason: str) -> Resident:
    """Do one of the things that help, and tell the person; return their account, held.

    `reason` is kept beside it, for the person to read who did it and why.
    """
    person = hold(Resident, person_id)
    refusal = policies.refusal_to_act(actor.resident, person)
    if refusal is not None:
        raise refusal
    require(help_ in policies.helps_for(actor.resident, person), policies.NothingToDo)
    _ACTS[help_](person)
    town = person.quartier.municipality_id if person.quartier else None
    office = sights.office_of(actor.by_id, town)
    sights.note(actor.by_id, person.id, HELPED[help_].code, reason, office=office)
    return person


def _nothing(_person: Resident) -> None:
    """Change nothing: a mail is all there is to it."""


def _sign_out(person: Resident) -> None:
    end_sign_ins(person)
    notify(person.id, SIGNED_OUT, path=MY_DEVICES)


def _drop_factors(person: Resident) -> None:
    drop_second_factors(person)
    notify(person.id, FACTORS_GONE, path=MY_SECURITY)


def _returns(person: Resident) -> None:
    person.mail_returns_since = now()
    notify(person.id, RETURNS, path=MY_MAILBOX)


def _arrives(person: Resident) -> None:
    person.mail_returns_since = None
    mark_path_read(person.id, MY_MAILBOX)
    notify(person.id, ARRIVES, path=MY_MAILBOX)


_ACTS = {
    Help.CONFIRM: _nothing,
    Help.PASSWORD: _nothing,
    Help.SESSIONS: _sign_out,
    Help.FACTORS: _drop_factors,
    Help.RETURNS: _returns,
    Help.ARRIVES: _arrives,
}
