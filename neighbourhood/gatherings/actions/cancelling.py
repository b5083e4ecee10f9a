"""Calling off a date, what follows it, or all of it; for ten minutes one may go back on it."""

from collections.abc import Sequence
from datetime import date, timedelta

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.gatherings.actions.places import move_up
from neighbourhood.gatherings.kinds import deeds, news, talks
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    GatheringStatus,
    Occurrence,
    OccurrenceStatus,
)
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries.series import held_ahead
from neighbourhood.gatherings.rhythms import on_clocks
from neighbourhood.gatherings.telling import say_in_thread, show_card, tell_all, with_words
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor


def cancel_date(actor: Actor, occurrence: Occurrence, *, words: str = "") -> None:
    """Call off one date, and tell whoever counted on it, in some words; the others stand."""
    gathering = hold(Gathering, occurrence.gathering_id)
    occurrence = answers.held_date(occurrence.id)
    require(policies.may_end(actor, gathering))
    require(policies.may_cancel_date(actor, occurrence), policies.HasBegun)
    kept = {"status": occurrence.status, "words": occurrence.words}
    undoing.keep(actor.id, Occurrence.ABOUT, occurrence.id, **kept)
    occurrence.become(OccurrenceStatus.CANCELLED)
    occurrence.words = words
    db.session.flush()
    tell_all(news.CANCELLED, [occurrence], by=actor, **with_words(words))
    when = occurrence.starts_at.isoformat()
    say_in_thread(gathering, talks.CANCELLED, actor, when=when)
    _noted(actor, deeds.CANCELLED, gathering)


def put_back_date(actor: Actor, occurrence: Occurrence) -> None:
    """Go back on calling off a date; those who were told hear that it is held."""
    gathering = hold(Gathering, occurrence.gathering_id)
    occurrence = answers.held_date(occurrence.id)
    require(policies.may_put_back(actor, gathering))
    require(gathering.is_open, DomainError)
    before = undoing.take(actor.id, Occurrence.ABOUT, occurrence.id)
    occurrence.go_back_to(before.read(OccurrenceStatus, "status"))
    occurrence.words = before.read(str, "words")
    db.session.flush()
    tell_all(news.STANDS, [occurrence], by=actor)
    move_up(occurrence)
    say_in_thread(gathering, talks.STANDS, actor)
    _noted(actor, deeds.WENT_BACK, gathering)


def cancel(actor: Actor, gathering: Gathering, *, words: str = "") -> None:
    """Call off all that is still to come."""
    gathering = hold(Gathering, gathering.id)
    require(gathering.author_id == actor.id)
    require(policies.may_cancel(actor, gathering), DomainError)
    dates = _call_off(actor, gathering, held_ahead(gathering), words)
    gathering.become(GatheringStatus.CANCELLED)
    db.session.flush()
    _tell_off(actor, gathering, dates, words)


def cancel_rest(actor: Actor, occurrence: Occurrence, *, words: str = "") -> None:
    """Call off a date and all that follow: the series ends before it."""
    gathering = hold(Gathering, occurrence.gathering_id)
    require(policies.may_end(actor, gathering))
    require(policies.may_cancel_date(actor, occurrence), policies.HasBegun)
    ahead = held_ahead(gathering)
    rest = [one for one in ahead if one.starts_at >= occurrence.starts_at]
    dates = _call_off(actor, gathering, rest, words)
    if gathering.is_series:
        day_before = on_clocks(gathering.zone, occurrence.original_start).date()
        gathering.last_on = max(day_before - timedelta(days=1), gathering.first_on)
    db.session.flush()
    _tell_off(actor, gathering, dates, words)


def _call_off(
    actor: Actor, gathering: Gathering, dates: Sequence[Occurrence], words: str
) -> Sequence[Occurrence]:
    last = gathering.last_on.isoformat() if gathering.last_on else ""
    said = [[one.id, one.words] for one in dates]
    undoing.keep(
        actor.id, Gathering.ABOUT, gathering.id, status=gathering.status, dates=said, last=last
    )
    undoing.forget_all(Occurrence.ABOUT, [one.id for one in dates])
    for occurrence in dates:
        occurrence.become(OccurrenceStatus.CANCELLED)
        occurrence.words = words
    return dates


def _tell_off(actor: Actor, gathering: Gathering, dates: Sequence[Occurrence], words: str) -> None:
    kind = news.CANCELLED if len(dates) == 1 else news.CANCELLED_ALL
    if dates:
        tell_all(kind, dates, by=actor, **with_words(words))
    say_in_thread(gathering, talks.CANCELLED_ALL, actor)
    _noted(actor, deeds.CANCELLED, gathering)


def put_back(actor: Actor, gathering: Gathering) -> None:
    """Go back on calling off what was to come, or what followed a date."""
    gathering = hold(Gathering, gathering.id)
    require(policies.may_put_back(actor, gathering))
    before = undoing.take(actor.id, Gathering.ABOUT, gathering.id)
    status = before.read(GatheringStatus, "status")
    last = before.read(str, "last")
    said: list[tuple[int, str]] = before.read(list, "dates")
    if gathering.status is not status:
        gathering.go_back_to(status)
    gathering.last_on = date.fromisoformat(last) if last else None
    dates = [answers.held_date(one) for one, _words in said]
    for occurrence, (_id, words) in zip(dates, said, strict=True):
        occurrence.go_back_to(OccurrenceStatus.PLANNED)
        occurrence.words = words
    db.session.flush()
    if dates:
        tell_all(news.STANDS, dates, by=actor)
    for occurrence in dates:
        move_up(occurrence)
    say_in_thread(gathering, talks.STANDS, actor)
    _noted(actor, deeds.WENT_BACK, gathering)


def _noted(actor: Actor, deed: Deed, gathering: Gathering) -> None:
    note_deed(actor, deed, title=gathering.title, path=gathering.path)
    show_card(gathering)
