"""The groups of the demonstration town."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from messaging.actions.stories import let_read, set_back, tell
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.groups import demo_shared
from neighbourhood.groups.actions.talking import let_in
from neighbourhood.groups.models.groups import Entry, Group, GroupStatus, Nature
from neighbourhood.groups.models.members import Membership, Role, Seat
from neighbourhood.groups.queries.steps import conversation_of
from neighbourhood.groups.telling import show_card
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

Row = Mapping[str, Any]
_ROLES = {"editors": Role.EDITOR, "trusted": Role.MEMBER, "newcomers": Role.NEWCOMER}


def build() -> None:
    """Make every group in `demo.toml`, with who is in it and what was said there."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    for row in sorted(content["groups"], key=lambda row: -row["days_ago"]):
        group = _group(row, people[row["founder"]])
        _seat(group, people[row["founder"]], Role.EDITOR, row["days_ago"])
        for name, role in _ROLES.items():
            for place, person in enumerate(row.get(name, []), 1):
                _seat(group, people[person], role, row["days_ago"] / (place + 1))
        db.session.add_all(_asking(one, group, people) for one in row.get("asking", []))
        _talk(group, row, people)
    demo_shared.build(people)


def _group(row: Row, founder: Resident) -> Group:
    made, asleep = _ago(days=row["days_ago"]), row.get("asleep_since_days")
    silent = _ago(days=asleep + 183) if asleep else now()
    group = Group(
        author_id=founder.id,
        title=row["name"],
        body=row["about"],
        charter=row["charter"],
        nature=Nature(row["nature"]),
        entry=Entry(row["entry"]),
        reach=row["reach"],
        quartier_id=founder.quartier_id,
        status=GroupStatus.ASLEEP if asleep else GroupStatus.ACTIVE,
        created_at=made,
        active_at=max(made, silent),
        warned_at=_ago(days=asleep + 14) if asleep else None,
    )
    db.session.add(group)
    db.session.flush()
    show_card(group)
    return group


def _seat(group: Group, resident: Resident, role: Role, days_ago: float) -> None:
    joined = _ago(days=days_ago)
    seat = Membership(
        group=group,
        resident=resident,
        status=Seat.STANDING,
        role=role,
        created_at=joined,
        joined_at=joined,
        steps_done_at=None if role is Role.NEWCOMER else joined,
    )
    db.session.add(seat)
    db.session.flush()
    let_in(group, resident.id, quiet=True)


def _asking(row: Row, group: Group, people: Mapping[str, Resident]) -> Membership:
    return Membership(
        group=group,
        resident=people[row["person"]],
        status=Seat.ASKING,
        words=row["words"],
        created_at=_ago(minutes=row["minutes_ago"]),
    )


def _talk(group: Group, row: Row, people: Mapping[str, Resident]) -> None:
    conversation = conversation_of(group)
    if conversation is None:
        return
    if "messages" in row:
        tell(conversation, {"messages": row["messages"], "unread": 0}, people)
        let_read(conversation)
    else:
        set_back(conversation, timedelta(days=row["days_ago"]))


def circle_named(name: str) -> str | None:
    """Return the reach of what is said in a group of this name, None when there is none."""
    found = db.session.scalar(select(Group).where(Group.title == name))
    return found.circle if found is not None else None


def _ago(**by: float) -> datetime:
    return now() - timedelta(**by)
