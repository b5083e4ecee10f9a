"""The shelves of the demonstration town."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.models.items import Condition, Item, ItemStatus, LendingBreak
from neighbourhood.loans.telling import show_card
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident


def build() -> None:
    """Put up everything in `demo.toml`, as if it had been put up in its time."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    for row in sorted(content["items"], key=lambda row: -row["minutes_ago"]):
        item = _item(row, people[row["author"]])
        db.session.add(item)
        db.session.flush()
        show_card(item)
    today = now().date()
    for row in content["breaks"]:
        first, last = (today + timedelta(days=row[name]) for name in ("in_days", "to_days"))
        owner = people[row["author"]]
        db.session.add(LendingBreak(resident=owner, first_day=first, last_day=last))


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
