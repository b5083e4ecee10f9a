"""Calendars as two programs read them that know nothing of each other, nor of ours."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import vobject

from tests.support.palier import ROOT

Told = dict[str, Any]
_MOST = 60


def by_ical_js(data: bytes) -> list[Told]:
    """Return the events of a calendar as ical.js reads it, in Node."""
    node = ["node", str(ROOT / "tests" / "support" / "calendars.mjs")]
    read = subprocess.run(node, input=data, capture_output=True, check=True, cwd=ROOT)
    return in_order(json.loads(read.stdout))


def by_vobject(data: bytes) -> list[Told]:
    """Return them as vobject reads it, whose parser is its own."""
    (whole,) = vobject.readComponents(data.decode())
    events = whole.contents.get("vevent", [])
    return in_order(told for event in events for told in _dates(event, events))


def in_order(those: Any) -> list[Told]:
    """Sort what is told by when it is held."""
    return sorted(those, key=lambda one: (one["starts"], one["uid"]))


def both(data: bytes) -> list[Told]:
    """Return what both of them read, which is the same."""
    one, other = by_ical_js(data), by_vobject(data)
    assert one == other
    return one


def lines(data: bytes) -> list[bytes]:
    """Return the lines of a calendar, each of which must be text and short enough."""
    found = data.split(b"\r\n")
    for line in found:
        assert len(line) <= 75
        line.decode()
    return found


def calendar(*events: str, beside: str = "") -> bytes:
    """Write a calendar by hand, each event by its lines."""
    inside = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//by hand//EN", beside, *inside]
    kept = [line for line in "\n".join([*whole, "END:VCALENDAR"]).split("\n") if line]
    return "\r\n".join([*kept, ""]).encode()


def _dates(event: Any, events: list[Any]) -> Iterator[Told]:
    if "recurrence-id" in event.contents:
        return
    if "rrule" not in event.contents:
        yield _told(event, event.dtstart.value)
        return
    others = {
        _said(other.recurrence_id.value): other
        for other in events
        if "recurrence-id" in other.contents and other.uid.value == event.uid.value
    }
    for start in islice(event.getrruleset(addRDate=True), _MOST):
        when = start if isinstance(event.dtstart.value, datetime) else start.date()
        other = others.get(_said(when))
        yield _told(event, when) if other is None else _told(other, other.dtstart.value)


def _told(event: Any, starts: date) -> Told:
    lasts = timedelta()
    if "dtend" in event.contents:
        lasts = event.dtend.value - event.dtstart.value
    return {
        "uid": event.uid.value,
        "starts": _said(starts),
        "ends": _said(starts + lasts),
        "title": event.summary.value,
        "body": _value(event, "description"),
        "place": _value(event, "location"),
        "status": _value(event, "status"),
        "sequence": int(_value(event, "sequence") or 0),
    }


def _said(when: date) -> str:
    return when.astimezone(UTC).isoformat() if isinstance(when, datetime) else when.isoformat()


def _value(event: Any, name: str) -> str:
    return event.contents[name][0].value if name in event.contents else ""
