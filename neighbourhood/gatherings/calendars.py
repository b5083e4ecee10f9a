"""A whole series as a calendar takes it: its rule, and what departs from it."""

from collections.abc import Iterator
from datetime import timedelta

from neighbourhood.foundation.outside.calendars import Event
from neighbourhood.foundation.storing.clock import now
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.queries.gatherings import dates_of
from neighbourhood.gatherings.rhythms import rule_of, starts_of

_MINUTE = timedelta(minutes=1)


def series_of(gathering: Gathering) -> list[Event]:
    """Return the events of a series: one that repeats, those moved, those before its rule."""
    first, dates = next(starts_of(gathering)), dates_of(gathering)
    under = [one for one in dates if one.original_start >= first]
    before = [one for one in dates if one.original_start < first and one.is_ahead]
    whole = _event(
        gathering,
        starts=first,
        ends=first + timedelta(minutes=gathering.minutes),
        rule=rule_of(gathering),
        left_out=[one.original_start for one in under if one.is_cancelled],
        place=_where(gathering, gathering.place),
        path=gathering.path,
    )
    return [whole, *_moved(gathering, under), *(_alone(one) for one in before)]


def _moved(gathering: Gathering, dates: list[Occurrence]) -> Iterator[Event]:
    usual = timedelta(minutes=gathering.minutes)
    for one in dates:
        departs = one.is_moved or one.place or one.ends_at - one.starts_at != usual
        if one.is_planned and departs:
            yield _event(gathering, instead_of=one.original_start, **_facts(one))


def _alone(one: Occurrence) -> Event:
    return _event(one.gathering, key=f"{Occurrence.ABOUT}-{one.id}", **_facts(one))


def _facts(one: Occurrence) -> dict[str, object]:
    where = _where(one.gathering, one.held_where)
    return {"starts": one.starts_at, "ends": one.ends_at, "place": where, "path": one.path}


def _where(gathering: Gathering, words: str) -> str:
    # Of a home, no more than the quartier.
    return words or gathering.quartier.name


def _event(gathering: Gathering, **more: object) -> Event:
    given: dict[str, object] = {
        "key": f"{Gathering.ABOUT}-{gathering.id}",
        "title": gathering.title,
        "changed_at": now(),
        # Whoever takes the file again has the news: it says more minutes than before.
        "sequence": (now() - gathering.created_at) // _MINUTE,
        "zone": gathering.zone,
    }
    return Event(**{**given, **more})  # type: ignore[arg-type]
