"""The holiday tables of the demonstration town."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from messaging.actions.stories import date_back, tell
from messaging.actions.threads import quote
from neighbourhood.feed.reaches import TOWN
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.feasts import next_day
from neighbourhood.invitations.models import (
    Invitation,
    InvitationStatus,
    Occasion,
    SeatRequest,
    SeatStatus,
    Side,
)
from neighbourhood.invitations.telling import show_card, thread_of
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

_PARIS = ZoneInfo("Europe/Paris")
_EVENING = time(19, 30)
_OCCASIONS: Mapping[str, Occasion] = {
    "tet": Occasion.LUNAR_NEW_YEAR,
    "sunday_meal": Occasion.SUNDAY,
}


def build() -> None:
    """Set every table in `demo.toml`, with those who asked to come."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    for row in content["invitations"]:
        _tell(row, people)
    for story in content["conversations"]:
        guests = [people[name].id for name in story["members"]]
        tell(thread_of(_wish_told_of(story["about"], guests)), story, people)


def _wish_told_of(title: str, guests: list[int]) -> SeatRequest:
    found = select(SeatRequest).join(SeatRequest.invitation).where(Invitation.title == title)
    return db.session.scalars(found.where(SeatRequest.resident_id.in_(guests))).one()


def _tell(row: dict[str, Any], people: Mapping[str, Resident]) -> None:
    invitation = _invitation(row, people[row["author"]])
    wishes = [_wish(wish, invitation, people[wish["person"]]) for wish in row.get("requests", [])]
    invitation.taken = sum(wish.seats for wish in wishes if wish.status is SeatStatus.ACCEPTED)
    if not invitation.places_left:
        invitation.status = InvitationStatus.FULL
    db.session.add_all([invitation, *wishes])
    db.session.flush()
    show_card(invitation)
    for wish in wishes:
        thread = thread_of(wish)
        quote(thread, wish.resident_id, wish.message)
        date_back(thread, wish.created_at)


def _invitation(row: dict[str, Any], author: Resident) -> Invitation:
    return Invitation(
        author=author,
        side=Side(row["side"]),
        occasion=_occasion(row),
        held_at=_held(row),
        seats=row["seats"],
        title=row["title"],
        body=row["body"],
        reach=row.get("reach", TOWN.code),
        quartier_id=author.quartier_id,
        cell_id=author.cell_id,
        status=InvitationStatus.OPEN,
        created_at=now() - timedelta(minutes=row["minutes_ago"]),
    )


def _occasion(row: dict[str, Any]) -> Occasion:
    named = row["occasion"]
    return _OCCASIONS.get(named) or Occasion(named.replace("_", " "))


def _wish(row: dict[str, Any], invitation: Invitation, guest: Resident) -> SeatRequest:
    moment = now() - timedelta(minutes=row["minutes_ago"])
    asked = row["status"] in ("requested", "asked")
    return SeatRequest(
        invitation=invitation,
        resident=guest,
        message=row["text"],
        seats=row["seats"],
        status=SeatStatus.ASKED if asked else SeatStatus(row["status"]),
        created_at=moment,
        answered_at=None if asked else moment,
    )


def _held(row: dict[str, Any]) -> datetime:
    """Return the hour of a table: on the next day of its feast, or on its next day of the week."""
    tomorrow = now().astimezone(_PARIS).date() + timedelta(days=1)
    to_wait = (row.get("weekday", tomorrow.weekday()) - tomorrow.weekday()) % 7
    day = next_day(_occasion(row), tomorrow) or tomorrow + timedelta(days=to_wait)
    return datetime.combine(day, row.get("at", _EVENING), _PARIS).astimezone(UTC)
