"""Following a calendar of a partner: what it holds comes in, and leaves when it does."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from neighbourhood.agenda import policies
from neighbourhood.agenda.intake import Incoming
from neighbourhood.agenda.models.outside import (
    FAULT_LIMIT,
    EventStatus,
    OutsideCalendar,
    OutsideEvent,
    OutsideStatus,
)
from neighbourhood.agenda.queries import outside
from neighbourhood.agenda.telling import settle_failing, show_cards, tell_failing
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor

_COPIED = tuple(
    one.name for one in fields(Incoming) if one.name not in {"uid", "recurrence", "is_cancelled"}
)


def follow(
    actor: Actor, partner: Partner, *, name: str, url: str, quartier_id: int | None
) -> OutsideCalendar:
    """Follow a calendar; what it holds is taken in by `take`."""
    partner = hold(Partner, partner.id)  # one at a time: they are counted
    require(policies.may_follow(actor, partner))
    require(not outside.is_known(partner, url), policies.KnownAlready)
    require(policies.has_calendars_left(partner), policies.EnoughCalendars)
    calendar = OutsideCalendar(
        partner=partner,
        quartier_id=quartier_id,
        name=name,
        url=url,
        status=OutsideStatus.FOLLOWED,
        created_at=now(),
    )
    db.session.add(calendar)
    db.session.flush()
    return calendar


def take(calendar_id: int, incoming: Iterable[Incoming], *, digest: str) -> None:
    """Take in what a calendar holds by now; a second time changes nothing."""
    calendar = hold(OutsideCalendar, calendar_id)
    if not calendar.is_followed:
        return
    known = {(event.uid, event.recurrence): event for event in outside.events_of(calendar.id)}
    named = {(one.uid, one.recurrence): one for one in incoming}
    for name, one in named.items():
        _take_one(calendar, known.get(name), one)
    _let_go(known, named)
    calendar.digest, calendar.taken_at = digest, now()
    if calendar.failing_since is not None:
        settle_failing(calendar)
    calendar.failing_since, calendar.fault, calendar.told_at = None, "", None
    db.session.flush()
    show_cards(calendar)


def _take_one(calendar: OutsideCalendar, event: OutsideEvent | None, one: Incoming) -> None:
    status = EventStatus.CANCELLED if one.is_cancelled else EventStatus.PLANNED
    if event is None:
        event = OutsideEvent(
            calendar=calendar, uid=one.uid, recurrence=one.recurrence, status=status
        )
        event.created_at = now()
        db.session.add(event)
    elif event.status is not status:
        event.become(status)
    for name in _COPIED:
        setattr(event, name, getattr(one, name))


def _let_go(
    known: Mapping[tuple[str, str], OutsideEvent], named: Mapping[tuple[str, str], Incoming]
) -> None:
    """Let go what is still to come and stands there no more; what is over stays as it was."""
    for name, event in known.items():
        if name not in named and not event.is_gone and event.ends_at > now():
            event.become(EventStatus.GONE)


def fail(calendar_id: int, why: str) -> None:
    """Note that a calendar cannot be read, and tell its partner once."""
    calendar = hold(OutsideCalendar, calendar_id)
    if not calendar.is_followed:
        return
    calendar.failing_since = calendar.failing_since or now()
    calendar.fault = why[:FAULT_LIMIT]
    if calendar.told_at is None:
        calendar.told_at = now()
        tell_failing(calendar)


def stop(actor: Actor, calendar: OutsideCalendar) -> None:
    """Follow a calendar no more: its events leave the pages."""
    calendar = hold(OutsideCalendar, calendar.id)
    require(policies.may_stop(actor, calendar), DomainError)
    undoing.keep(actor.id, OutsideCalendar.ABOUT, calendar.id, status=calendar.status)
    calendar.become(OutsideStatus.STOPPED)
    settle_failing(calendar)
    calendar.failing_since, calendar.fault, calendar.told_at = None, "", None
    db.session.flush()
    show_cards(calendar)


def follow_again(actor: Actor, calendar: OutsideCalendar) -> None:
    """Follow a calendar that was stopped: its events are where they were."""
    hold(Partner, calendar.partner_id)
    calendar = hold(OutsideCalendar, calendar.id)
    require(policies.may_follow_again(actor, calendar), DomainError)
    require(policies.has_calendars_left(calendar.partner), policies.EnoughCalendars)
    undoing.forget(OutsideCalendar.ABOUT, calendar.id)
    calendar.become(OutsideStatus.FOLLOWED)
    db.session.flush()
    show_cards(calendar)


def refresh_cards(calendar_id: int) -> None:
    """Have the cards of a calendar say what is next."""
    show_cards(hold(OutsideCalendar, calendar_id))
