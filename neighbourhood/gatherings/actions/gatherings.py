"""Putting up a gathering, and saying otherwise what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, time

from neighbourhood.feed.circles import is_circle
from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.foundation.words.changing import Change, changes
from neighbourhood.gatherings.actions.dates import make_dates
from neighbourhood.gatherings.actions.places import move_up
from neighbourhood.gatherings.kinds import deeds, talks
from neighbourhood.gatherings.models.gatherings import (
    AS_FAR,
    MOST_OF_A_THING,
    Gathering,
    GatheringStatus,
    Occurrence,
    Rhythm,
    Supply,
    Where,
)
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.queries.series import held_ahead
from neighbourhood.gatherings.subjects import MEETING
from neighbourhood.gatherings.telling import (
    say_in_thread,
    show_card,
    tell_hosts_moved,
    tell_moved,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.places.models import PublicPlace
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a gathering is, as those who hold it wrote it."""

    sort: str
    title: str
    body: str
    reach: str
    access: Sequence[str] = ()
    capacity: int | None = None
    cost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When it is held, on the clocks of the town, and how often."""

    first_on: date
    begins: time
    minutes: int
    rhythm: Rhythm = Rhythm.ONCE
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where it is held: a place open to all, words for one, or the home of the author."""

    public_place: PublicPlace | None = None
    words: str = ""
    at_home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A thing that somebody should bring, and how many of it."""

    name: str
    number: int = field(default=1)


def publish(
    actor: Actor, *, wording: Wording, timing: Timing, spot: Spot, wanted: Sequence[Wanted] = ()
) -> Gathering:
    """Put up a gathering, with its first dates."""
    steady(actor.resident)
    require(policies.may_publish(actor), NotVerified)
    require_offered(MEETING, actor.resident.switched_off)
    gathering = Gathering(
        author_id=actor.id,
        agent_id=actor.agent_id,
        quartier_id=actor.quartier_id,
        status=GatheringStatus.OPEN,
        created_at=now(),
        zone=actor.quartier.municipality.time_zone if actor.quartier else "Europe/Paris",
    )
    _word(gathering, wording)
    for one in fields(timing):
        setattr(gathering, one.name, getattr(lasting(timing), one.name))
    _place(actor, gathering, spot)
    gathering.supplies = [Supply(name=one.name, wanted=one.number) for one in wanted]
    db.session.add(gathering)
    db.session.flush()
    make_dates(gathering)
    note_deed(actor, deeds.PUT_UP, title=gathering.title, path=gathering.path)
    show_card(gathering)
    return gathering


def _word(gathering: Gathering, wording: Wording) -> None:
    for one in fields(wording):
        setattr(gathering, one.name, getattr(wording, one.name))
    gathering.access = list(wording.access)


def lasting(timing: Timing) -> Timing:
    """Return when it is held, with the day on which a series ends: two years later, or before."""
    if timing.rhythm is Rhythm.ONCE:
        return replace(timing, last_on=None)
    furthest = timing.first_on + AS_FAR
    return replace(timing, last_on=min(timing.last_on or furthest, furthest))


def _place(actor: Actor, gathering: Gathering, spot: Spot) -> None:
    gathering.where_held = Where.HOME if spot.at_home else Where.PUBLIC
    chosen = None if spot.at_home else spot.public_place
    gathering.public_place_id = chosen.id if chosen else None
    gathering.place = "" if spot.at_home else chosen.name if chosen else spot.words
    gathering.cell_id = actor.cell_id if spot.at_home else chosen.cell_id if chosen else None


def edit(actor: Actor, gathering: Gathering, *, wording: Wording) -> bool:
    """Say it otherwise; who comes hears what changed, and who waits may get a place.

    Return whether anybody is told.
    """
    gathering = hold(Gathering, gathering.id)
    require(policies.may_edit(actor, gathering))
    own = gathering.author_id == actor.id
    require(own or wording.reach == gathering.reach, policies.NotTheirsToWiden)
    title, before = gathering.title, _said_of(gathering)
    dates = held_ahead(gathering)
    taken = max((one.taken for one in dates), default=0)
    if wording.capacity is not None and wording.capacity < taken:
        raise policies.TooFewPlaces(taken=taken)
    _word(gathering, wording)
    gathering.agent_id = actor.agent_id if actor.id == gathering.author_id else gathering.agent_id
    db.session.flush()
    _require_all_inside(gathering, dates)
    told = changes(before, _said_of(gathering))
    heard = bool(told) and _tell_reworded(actor, gathering, title, told)
    for occurrence in dates:
        move_up(occurrence)
    note_deed(actor, deeds.CHANGED, title=gathering.title, path=gathering.path)
    show_card(gathering)
    return heard


def _require_all_inside(gathering: Gathering, dates: Sequence[Occurrence]) -> None:
    if is_circle(gathering.reach):
        there = {one.resident for date in dates for one in answers.live(date)}
        inside = all(queries.still_hears(one, gathering) for one in there)
        require(inside, policies.AnsweredFromOutside)


def _said_of(gathering: Gathering) -> dict[str, str]:
    return {"title": gathering.title, "body": gathering.body}


def _tell_reworded(actor: Actor, gathering: Gathering, title: str, told: list[Change]) -> bool:
    dates = queries.dates_ahead(gathering)
    first = {one.resident_id: one for date in reversed(dates) for one in answers.live(date)}
    first.pop(actor.id, None)
    for coming in first.values():
        tell_moved(coming, told, title, by=actor)
    if dates:
        tell_hosts_moved(dates[0], told, title, by=actor, but=first.keys())
    say_in_thread(gathering, talks.CHANGED, actor, changes=told)
    return bool(first)


def want(actor: Actor, gathering: Gathering, *, wanted: Sequence[Wanted]) -> None:
    """Add things that somebody should bring, or more of them; what is taken on already stays."""
    gathering = hold(Gathering, gathering.id)
    require(policies.may_edit(actor, gathering))
    db.session.refresh(gathering, ["supplies"])
    known = {supply.name.casefold(): supply for supply in gathering.supplies}
    for one in wanted:
        same = known.get(one.name.casefold())
        if same is not None and same.wanted + one.number <= MOST_OF_A_THING:
            same.wanted += one.number
        else:
            db.session.add(Supply(gathering_id=gathering.id, name=one.name, wanted=one.number))
    db.session.flush()
    note_deed(actor, deeds.CHANGED, title=gathering.title, path=gathering.path)
