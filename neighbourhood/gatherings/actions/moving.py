"""Another hour, another day, another place: of one date, or of it and those that follow."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.words.changing import Change, changes
from neighbourhood.gatherings.actions.dates import make_dates
from neighbourhood.gatherings.kinds import deeds, news, talks
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import (
    Gathering,
    Occurrence,
    OccurrenceStatus,
    Rhythm,
    Where,
)
from neighbourhood.gatherings.policies import coming as coming_policies
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.rhythms import is_last, local_moment, starts_of
from neighbourhood.gatherings.telling import (
    say_in_thread,
    show_card,
    tell_all,
    tell_hosts_moved,
    tell_moved,
    with_words,
)
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """When a date is held instead, and where: no place leaves it where the gathering is.

    `words` are for those who come.
    """

    day: date
    begins: time
    minutes: int
    place: str = ""
    words: str = ""


def move(actor: Actor, occurrence: Occurrence, *, to: Move, following: bool = False) -> bool:
    """Move a date, or it and all that follow; whoever comes is asked whether it suits.

    Return whether anybody is.
    """
    gathering = hold(Gathering, occurrence.gathering_id)
    occurrence = answers.held_date(occurrence.id)
    require(policies.may_edit(actor, gathering))
    require(policies.may_change_date(actor, occurrence), policies.HasBegun)
    dates = [occurrence]
    if following and gathering.is_series:
        since = queries.dates_from(gathering, occurrence.original_start)
        dates = [answers.held_date(one.id) for one in since]
    before = {one.id: _said_of(one) for one in dates}
    if len(dates) > 1 or (following and gathering.is_series):
        _start_anew(actor, gathering, dates, to)
    else:
        _put(occurrence, local_moment(gathering.zone, to.day, to.begins), to.minutes)
        occurrence.place = "" if to.place == gathering.place else to.place
    undoing.forget(Occurrence.ABOUT, occurrence.id)
    for one in dates:
        one.words = to.words
    db.session.flush()
    asked = _ask_whether_it_suits(actor, dates, before, to.words)
    note_deed(actor, deeds.MOVED, title=gathering.title, path=occurrence.path)
    show_card(gathering)
    return asked


def _said_of(occurrence: Occurrence) -> dict[str, object]:
    return {"when": occurrence.starts_at, "place held": occurrence.held_where}


def _put(occurrence: Occurrence, start: datetime, minutes: int) -> None:
    occurrence.starts_at = start
    occurrence.ends_at = start + timedelta(minutes=minutes)


def _start_anew(actor: Actor, gathering: Gathering, dates: Sequence[Occurrence], to: Move) -> None:
    """Let a series go on by its rule from another day; each date becomes the one of its rank."""
    _move_place(gathering, dates, to)
    gathering.first_on, gathering.begins, gathering.minutes = to.day, to.begins, to.minutes
    if gathering.rhythm is Rhythm.MONTHLY_LAST and not is_last(to.day):
        gathering.rhythm = Rhythm.MONTHLY_WEEKDAY
    gathering.last_on = max(gathering.last_on or to.day, to.day)
    starts = list(islice(starts_of(gathering), len(dates)))
    _require_free(gathering, dates, starts)
    _renumber(list(zip(dates, starts, strict=False)))
    for occurrence, start in zip(dates, starts, strict=False):
        _put(occurrence, start, to.minutes)
    beyond = [one for one in dates[len(starts) :] if one.is_planned]
    for occurrence in beyond:
        occurrence.become(OccurrenceStatus.CANCELLED)
        tell_all(news.CANCELLED, [occurrence], by=actor, **with_words(to.words))
    db.session.flush()
    make_dates(gathering)


def _move_place(gathering: Gathering, dates: Sequence[Occurrence], to: Move) -> None:
    moved = {one.id for one in dates}
    if to.place and to.place != gathering.place:
        earlier = [one for one in queries.dates_of(gathering) if one.id not in moved]
        at_home = any(one.is_ahead and one.is_at_home for one in earlier)
        require(not at_home, policies.EarlierAtHome)
        for one in earlier:
            one.place = one.held_where
        gathering.place, gathering.where_held = to.place, Where.PUBLIC
        gathering.public_place_id = gathering.cell_id = None
    for occurrence in dates:
        occurrence.place = ""


def _require_free(
    gathering: Gathering, dates: Sequence[Occurrence], starts: Collection[datetime]
) -> None:
    moved = {one.id for one in dates}
    stay = {one.original_start for one in queries.dates_of(gathering) if one.id not in moved}
    require(stay.isdisjoint(starts), policies.TakenMoment)


def _renumber(pairs: Sequence[tuple[Occurrence, datetime]]) -> None:
    """Give dates the moments of a new rule, one by one, so that no two ever have the same.

    Both are in order: those that move earlier go first to last, then the others last to first.
    """
    earlier = [pair for pair in pairs if pair[1] < pair[0].original_start]
    later = [pair for pair in pairs if pair[1] > pair[0].original_start]
    for occurrence, start in (*earlier, *reversed(later)):
        occurrence.original_start = start
        db.session.flush()


def _ask_whether_it_suits(
    actor: Actor, dates: Iterable[Occurrence], before: dict[int, dict[str, object]], words: str
) -> bool:
    """Tell each who counts on what changed, once, of the first of their dates; then the hosts."""
    told: set[int] = {actor.id}
    said: list[Change] = []
    first: Occurrence | None = None
    for occurrence in dates:
        what = changes(before[occurrence.id], _said_of(occurrence))
        if not what or not occurrence.is_planned:
            continue
        first, said = first or occurrence, said or what
        for coming in answers.live(occurrence):
            coming.changed_at, coming.agreed_at = now(), None
            if coming.resident_id not in told:
                told.add(coming.resident_id)
                title = occurrence.gathering.title
                tell_moved(coming, what, title, by=actor, words=words)
        db.session.flush()
    if first is not None:
        title = first.gathering.title
        tell_hosts_moved(first, said, title, by=actor, but=told, words=words)
        say_in_thread(first.gathering, talks.CHANGED, actor, changes=said)
    return told != {actor.id}


def agree(actor: Actor, coming: Coming) -> None:
    """Say that a change suits; hosts read it beside the name."""
    answers.held_with(coming)
    require(coming_policies.is_whose(actor, coming))
    require(coming_policies.may_agree(actor, coming), DomainError)
    coming.agreed_at = now()
    db.session.flush()
    note_deed(actor, deeds.AGREED, title=coming.gathering.title, path=coming.occurrence.path)
