"""The words of the demonstration town."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from neighbourhood.bulletins.models import Answer, AnswerStatus, Bulletin, BulletinStatus, lasting
from neighbourhood.bulletins.telling import show_card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups.demo import circle_named
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident


def build() -> None:
    """Say every word in `demo.toml`, with what was answered, as if it had happened in its time."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    rows = [*content["words"], *_said_in_groups(content["in_groups"])]
    for row in sorted(rows, key=lambda row: -row["minutes_ago"]):
        bulletin = _bulletin(row, people[row["author"]])
        db.session.add(bulletin)
        db.session.add_all(_answer(one, bulletin, people) for one in row.get("answers", []))
        db.session.flush()
        show_card(bulletin)


def _said_in_groups(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        reach = circle_named(row["group"])
        if reach is not None:
            yield {**row, "reach": reach}


def _bulletin(row: dict[str, Any], author: Resident) -> Bulletin:
    said = _ago(row["minutes_ago"])
    closed = row.get("closed", False)
    days = row.get("until_in_days")
    until = now() + timedelta(days=days) if days else None
    return Bulletin(
        author=author,
        topic=row["topic"],
        title=row["title"],
        body=row["body"],
        place=row.get("place", ""),
        until=until,
        reach=row["reach"],
        quartier_id=author.quartier_id,
        cell_id=author.cell_id,
        status=BulletinStatus.CLOSED if closed else BulletinStatus.OPEN,
        created_at=said,
        expires_at=until or said + lasting(row["topic"]),
        closed_at=now() if closed else None,
    )


def _answer(row: dict[str, Any], bulletin: Bulletin, people: Mapping[str, Resident]) -> Answer:
    return Answer(
        bulletin=bulletin,
        resident=people[row["person"]],
        text=row["text"],
        status=AnswerStatus.SAID,
        created_at=_ago(row["minutes_ago"]),
    )


def _ago(minutes: int) -> datetime:
    return now() - timedelta(minutes=minutes)
