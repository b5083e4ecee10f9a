"""The gatherings of the demonstration town, and its places open to all."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from messaging.actions.stories import date_back, tell
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import bringing, cancelling, hosts, spots
from neighbourhood.gatherings.actions import coming as coming_actions
from neighbourhood.gatherings.actions.gatherings import Spot, Timing, Wanted, Wording, publish
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence, Rhythm
from neighbourhood.gatherings.queries.gatherings import dates_of, public_places
from neighbourhood.gatherings.telling import show_card, thread_for
from neighbourhood.notifications.events import notified
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

Row = Mapping[str, Any]
People = Mapping[str, Resident]
_PARIS = ZoneInfo("Europe/Paris")
_CALLED_OFF = 1


def build() -> None:
    """Put up every gathering in `demo.toml`, with who comes, who waits and who brings what."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    quartiers = {one.name: one for one in db.session.scalars(select(Quartier))}
    for place in content["places"]:
        spots.add(quartiers[place["quartier"]], place["name"])
    with notified.muted():  # nobody gets a mail of what a town to look at has behind it
        for row in content["gatherings"]:
            _hold(row, people)


def _hold(row: Row, people: People) -> None:
    author = people[row["author"]]
    gathering = publish(
        Actor.of(author),
        wording=_wording(row),
        timing=_timing(row),
        spot=_spot(row, author),
        wanted=[Wanted(name=one["name"], number=one.get("number", 1)) for one in row["wanted"]],
    )
    first = dates_of(gathering)[0]
    for answer in row["answers"]:
        _answer(answer, first, people)
    for name in row.get("hosts", ()):
        host = hosts.ask(Actor.of(author), gathering, people[name])
        hosts.answer(Actor.of(people[name]), host, yes=True)
    if row.get("called_off"):
        cancelling.cancel_date(Actor.of(author), dates_of(gathering)[_CALLED_OFF])
    if "days_ago" in row:
        _was_held(gathering, first, row)
    date_back(thread_for(gathering), now() - timedelta(minutes=row["minutes_ago"] // 2))
    for story in row.get("conversations", ()):
        tell(thread_for(gathering), story, people)
    gathering.created_at = now() - timedelta(minutes=row["minutes_ago"])
    show_card(gathering)


def _wording(row: Row) -> Wording:
    named = ("sort", "title", "body", "reach", "cost", "capacity", "access")
    return Wording(**{name: row[name] for name in named if name in row})


def _timing(row: Row) -> Timing:
    return Timing(
        first_on=_day(row),
        begins=row["at"],
        minutes=row["minutes"],
        rhythm=Rhythm(row.get("rhythm", "once")),
    )


def _day(row: Row) -> date:
    """Return the next day of the week that is asked for, or its first in the next month."""
    tomorrow = now().astimezone(_PARIS).date() + timedelta(days=1 + 7 * row.get("weeks", 0))
    if row.get("rhythm") == Rhythm.MONTHLY_WEEKDAY:
        tomorrow = (tomorrow.replace(day=1) + timedelta(days=32)).replace(day=1)
    return tomorrow + timedelta(days=(row["weekday"] - tomorrow.weekday()) % 7)


def _spot(row: Row, author: Resident) -> Spot:
    if row.get("at_home"):
        return Spot(at_home=True)
    known = {one.name: one for one in public_places(author.quartier_id)}
    place = known.get(row["place"])
    return Spot(public_place=place, words="" if place else row["place"])


def _answer(row: Row, occurrence: Occurrence, people: People) -> None:
    actor = Actor.of(people[row["person"]])
    found = coming_actions.come(actor, occurrence, party=row.get("party", 1))
    if found.is_asked and row.get("accepted"):
        coming_actions.accept(Actor.of(occurrence.gathering.author), found)
    for name in row.get("brings", ()):
        supply = next(one for one in occurrence.gathering.supplies if one.name == name)
        bringing.take(actor, occurrence, supply)


def _was_held(gathering: Gathering, occurrence: Occurrence, row: Row) -> None:
    day = now().astimezone(_PARIS).date() - timedelta(days=row["days_ago"])
    start = datetime.combine(day, time(15), _PARIS)
    occurrence.starts_at = occurrence.original_start = start
    occurrence.ends_at = start + timedelta(minutes=gathering.minutes)
    gathering.first_on = day
    said = {one["person"]: one for one in row["answers"]}
    for coming in db.session.scalars(
        select(Coming).where(Coming.occurrence_id == occurrence.id, Coming.gathering == gathering)
    ):
        answer = said[(coming.resident.email or "").partition("@")[0]]
        coming.was_there = answer.get("was_there", False)
        coming.attended, coming.thanks = True, answer.get("thanks", "")
    db.session.flush()
