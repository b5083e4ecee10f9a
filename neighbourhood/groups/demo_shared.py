"""What the groups of the demonstration town share: polls, lists, notes, a file."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.groups import drawing, intake
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.papers import GroupFile, Paper, PinnedNote
from neighbourhood.groups.models.polls import (
    Asked,
    Poll,
    PollAnswer,
    PollOption,
    PollPick,
    PollStatus,
)
from neighbourhood.groups.models.tasks import TaskLine, TaskList, TaskTake
from neighbourhood.residents.models.residents import Resident

Row = Mapping[str, Any]
People = Mapping[str, Resident]


def build(people: People) -> None:
    """Share everything in `demo_shared.toml`, as if it had happened in its time."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    groups = {group.title: group for group in db.session.scalars(select(Group))}
    for name, share in (("polls", _poll), ("lists", _list), ("notes", _note), ("files", _file)):
        for row in content[name]:
            common = {
                "group": groups[row["group"]],
                "author": people[row["author"]],
                "title": row["title"],
                "created_at": _ago(row["hours_ago"]),
            }
            share(row, people, common)
            db.session.flush()


def _poll(row: Row, people: People, common: Row) -> None:
    closed = row.get("closed_hours_ago")
    poll = Poll(
        **common,
        asked=Asked.CHOICES if "choices" in row else Asked.DAYS,
        several="choices" not in row,
        named=row.get("named", False),
        status=PollStatus.CLOSED if closed else PollStatus.OPEN,
        closed_at=_ago(closed) if closed else None,
        told_at=_ago(closed) if closed else None,
    )
    poll.options = [PollOption(position=n, **said) for n, said in enumerate(_options(row))]
    db.session.add(poll)
    db.session.flush()
    for person, picked in row["answers"].items():
        given = PollAnswer(poll=poll, resident=people[person], created_at=poll.created_at)
        given.picks = [PollPick(option_id=poll.options[n].id) for n in picked]
        db.session.add(given)


def _options(row: Row) -> list[dict[str, Any]]:
    if "choices" in row:
        return [{"words": words} for words in row["choices"]]
    today = in_town(now())
    days = (today.date() + timedelta(days=n) for n in row["days_ahead"])
    hour = time(row["hour"])
    return [{"starts_at": datetime.combine(day, hour, today.tzinfo)} for day in days]


def _list(row: Row, people: People, common: Row) -> None:
    due = row.get("due_in_days")
    written = TaskList(**common)
    written.wanted_on = in_town(now()).date() + timedelta(days=due) if due else None
    for position, line in enumerate(row["lines"]):
        done = common["created_at"] if line.get("done") else None
        asked = TaskLine(words=line["words"], wanted=line["wanted"], position=position)
        asked.done_at = done
        asked.takes = [
            TaskTake(resident=people[one], created_at=common["created_at"]) for one in line["taken"]
        ]
        written.lines.append(asked)
    db.session.add(written)


def _note(row: Row, _people: People, common: Row) -> None:
    edited = row.get("edited_hours_ago")
    note = PinnedNote(**common, body=row["body"], edited_at=_ago(edited) if edited else None)
    db.session.add(note)


def _file(row: Row, _people: People, common: Row) -> None:
    lines = [
        drawing.Line(line["words"], len(line["names"]), line["names"], is_done=False)
        for line in row["lines"]
    ]
    pdf = drawing.sheet(drawing.Sheet(row["title"], row["group"], "", lines))
    key = new_key("groups", Paper.PDF.value)
    storage().put(key, pdf, intake.TYPES[Paper.PDF])
    db.session.add(GroupFile(**common, paper=Paper.PDF, key=key, weight=len(pdf)))


def _ago(hours: float) -> datetime:
    return now() - timedelta(hours=hours)
