"""The shelves of the demonstration town, and what is lent there."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans import demo_loans
from neighbourhood.loans.actions import breaks, calendars, waiting
from neighbourhood.loans.models.items import Condition, Item, ItemStatus
from neighbourhood.loans.telling import show_card
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident


def build() -> None:
    """Put up everything in `demo.toml`, and live what `demo_loans.toml` tells, in its time."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    for row in sorted(content["items"], key=lambda row: -row["minutes_ago"]):
        item = _item(row, people[row["author"]])
        db.session.add(item)
        db.session.flush()
        show_card(item)
    told = tomllib.loads(Path(__file__).with_name("demo_loans.toml").read_text("utf-8"))
    _lend(told, people)
    for row in told["breaks"]:
        first, last = (today() + timedelta(days=row[name]) for name in ("in_days", "to_days"))
        breaks.take(Actor.of(people[row["lender"]]), first_day=first, last_day=last)


def _lend(told: dict[str, Any], people: Mapping[str, Resident]) -> None:
    things = {item.title: item for item in db.session.scalars(select(Item))}
    for row in told["loans"]:
        demo_loans.tell(row, things[row["item"]], people)
    for row in told["waiting"]:
        waiting.wait(Actor.of(people[row["who"]]), things[row["item"]])
    for name in told["calendars"]:
        calendars.make_address(Actor.of(people[name]))


def _item(row: dict[str, Any], owner: Resident) -> Item:
    return Item(
        author=owner,
        category=row["category"],
        title=row["title"],
        body=row["body"],
        condition=Condition(row.get("condition", "good")),
        worth=row.get("worth", ""),
        deposit=row.get("deposit", ""),
        days=row["days"],
        renewals=row.get("renewals", 1),
        reach=row["reach"],
        quartier_id=owner.quartier_id,
        cell_id=owner.cell_id,
        status=ItemStatus(row["status"]),
        created_at=now() - timedelta(minutes=row["minutes_ago"]),
    )
