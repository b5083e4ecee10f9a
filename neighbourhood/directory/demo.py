"""The neighbours of the demonstration town who want to be known."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from messaging.actions.stories import date_back
from messaging.actions.threads import quote
from neighbourhood.directory.actions.hellos import open_talk
from neighbourhood.directory.actions.links import make
from neighbourhood.directory.models import Hello, HelloStatus, Listing, Since, Welcome
from neighbourhood.directory.queries.listings import search_of
from neighbourhood.directory.subjects import ANSWERS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

People = Mapping[str, Resident]


def build() -> None:
    """List everybody in `demo.toml`, with who welcomes, and who greeted whom."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    _bring_under_one_roof(content["listings"], people)
    db.session.add_all(_listing(row, people[row["person"]]) for row in content["listings"])
    db.session.add_all(_welcome(row, people[row["person"]]) for row in content["welcomes"])
    for row in content["hellos"]:
        _greet(row, people)
    db.session.flush()
    for name in content["inviting"]:
        make(Actor.of(people[name]))


def _bring_under_one_roof(rows: Iterable[Mapping[str, Any]], people: People) -> None:
    """Let those who show themselves to their building live behind one door: that of the first."""
    first, *others = [people[row["person"]] for row in rows if row.get("in_building")]
    for each in others:
        if first.address is not None:
            settle_in(each, first.address)


def _listing(row: dict[str, Any], resident: Resident) -> Listing:
    since = Since(row.get("since", Since.UNSAID))
    if since is not Since.NEW and resident.verified_at is not None:
        resident.verified_at = _ago(24 * 90)  # whoever has just come is told apart
    listing = Listing(
        resident_id=resident.id,
        quartier_id=resident.quartier_id,
        words=row["words"],
        interests=row["interests"],
        own_interests=row.get("own_interests", ""),
        languages=row["languages"],
        gives=row.get("gives", ""),
        since=since,
        address_id=resident.address_id if row.get("in_building") else None,
        is_greeted=row.get("is_greeted", True),
        created_at=_ago(row["hours_ago"]),
    )
    listing.search = search_of(listing)
    return listing


def _welcome(row: dict[str, Any], resident: Resident) -> Welcome:
    return Welcome(
        resident_id=resident.id,
        quartier_id=resident.quartier_id,
        text=row["text"],
        created_at=_ago(row["hours_ago"]),
    )


def _greet(row: dict[str, Any], people: People) -> None:
    greeter, greeted = people[row["greeter"]], people[row["greeted"]]
    low, high = sorted((greeter.id, greeted.id))
    said, answer = _ago(row["hours_ago"]), row.get("answer")
    hello = Hello(
        greeter=greeter,
        greeted=greeted,
        low_id=low,
        high_id=high,
        phrase=row["phrase"],
        status=HelloStatus(row.get("status", HelloStatus.WAITING)),
        created_at=said,
        answered_at=said + timedelta(hours=2) if "status" in row else None,
    )
    db.session.add(hello)
    db.session.flush()
    if answer:
        conversation = open_talk(hello)
        quote(conversation, greeted.id, str(ANSWERS[answer]))
        date_back(conversation, said + timedelta(hours=2))


def _ago(hours: int) -> datetime:
    return now() - timedelta(hours=hours)
