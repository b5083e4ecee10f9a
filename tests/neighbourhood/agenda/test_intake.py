"""What comes in of calendars that others write: the same as other readers see, and no trap."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.agenda import intake, rules
from neighbourhood.agenda.gateways import MOST_BYTES
from neighbourhood.agenda.intake import UnreadableCalendar
from tests.support.calendars import by_ical_js, by_vobject, calendar

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)
CLOCKS = """BEGIN:VTIMEZONE
TZID:Chez nous
BEGIN:STANDARD
DTSTART:20001029T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""
WEEKLY = """UID:a
DTSTART;TZID=Chez nous:20260312T183000
DTEND;TZID=Chez nous:20260312T200000
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE;TZID=Chez nous:20260326T183000
SUMMARY:Chorale"""
MOVED = """UID:a
RECURRENCE-ID;TZID=Chez nous:20260402T183000
DTSTART;TZID=Chez nous:20260403T190000
DTEND;TZID=Chez nous:20260403T203000
SUMMARY:Chorale\\, chez la voisine
STATUS:CANCELLED"""
EDGES = {
    "a series with exceptions, over a change of the clocks": calendar(WEEKLY, MOVED, beside=CLOCKS),
    "the last friday, in the autumn": calendar(
        """UID:b
DTSTART;TZID=Chez nous:20260925T180000
DTEND;TZID=Chez nous:20260925T190000
RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261130T180000Z
SUMMARY:縁側 ; soupe\\, pain \\; 🥘""",
        beside=CLOCKS,
    ),
    "in UTC, folded in the middle of a word": calendar(
        "UID:c\nDTSTART:20260501T100000Z\nDTEND:20260501T113000Z\nSUMMARY:Un café des pa\n rents"
    ),
}


def read(data: bytes) -> intake.Read:
    return intake.read(data, PARIS, FIRST, LAST)


@pytest.mark.parametrize("data", EDGES.values(), ids=EDGES)
def test_what_comes_in_is_what_two_other_readers_see(data):
    found = sorted(
        (one.starts_at.isoformat(), one.ends_at.isoformat(), one.title, one.is_cancelled)
        for one in read(data).events
    )
    for reader in (by_ical_js, by_vobject):
        assert found == [
            (one["starts"], one["ends"], one["title"], one["status"] == "CANCELLED")
            for one in reader(data)
        ]


def test_each_date_keeps_its_name_when_it_is_moved():
    names = [one.recurrence for one in read(calendar(WEEKLY, MOVED, beside=CLOCKS)).events]
    unmoved = [one.recurrence for one in read(calendar(WEEKLY, beside=CLOCKS)).events]
    assert sorted(names) == sorted(unmoved)
    assert len(set(names)) == 5


def test_whole_days_begin_and_end_at_midnight_of_the_town():
    day = "UID:d\nDTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260330\nSUMMARY:Vide-grenier"
    (one,) = read(calendar(day)).events
    assert one.whole_days
    assert one.starts_at.isoformat() == "2026-03-27T23:00:00+00:00"
    assert one.ends_at.isoformat() == "2026-03-29T22:00:00+00:00"


def test_an_hour_that_names_no_clocks_is_on_those_of_the_town():
    for starts in ("DTSTART:20260701T180000", "DTSTART;TZID=Mars/Olympe:20260701T180000"):
        (one,) = read(calendar(f"UID:e\n{starts}\nSUMMARY:Bal")).events
        assert one.starts_at.isoformat() == "2026-07-01T16:00:00+00:00"


def test_no_more_than_a_year_comes_in_of_a_series_without_end():
    daily = "UID:f\nDTSTART:20200101T100000Z\nRRULE:FREQ=DAILY\nSUMMARY:Jardin"
    assert len(read(calendar(daily)).events) == 365


PLAIN = "DTSTART:20260501T100000Z\nSUMMARY:Bal"


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("DTSTART:un jour\nSUMMARY:Bal", rules.NO_START),
        ("SUMMARY:Bal", rules.NO_START),
        ("DTSTART:00010101T000000Z\nSUMMARY:Bal", rules.NO_START),
        ("DTSTART:20260501T100000Z\nSUMMARY: \u202e", rules.NO_TITLE),
        (f"{PLAIN}\nCLASS:PRIVATE", rules.PRIVATE),
        (f"{PLAIN}\nRRULE:FREQ=SECONDLY", rules.ODD_RULE),
        (f"{PLAIN}\nRRULE:FREQ=DAILY;INTERVAL=0", rules.ODD_RULE),
        (f"{PLAIN}\nRRULE:FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2,3", rules.ODD_RULE),
        (f"{PLAIN}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", rules.ODD_RULE),
        (f"{PLAIN}\nRRULE:FREQ=WEEKLY;BYDAY=XX", rules.BROKEN_PART),
        ("DTSTART:00020101T000000Z\nSUMMARY:Bal\nRRULE:FREQ=DAILY", rules.NO_START),
    ],
)
def test_an_event_that_makes_no_sense_is_left_out_with_its_line_and_the_others_come_in(event, why):
    found = read(calendar(f"UID:a\n{PLAIN}", f"UID:b\n{event}"))
    assert [one.uid for one in found.events] == ["a"]
    (left,) = found.left_out
    assert left.why == why
    assert left.line == 9


def listing(number: int) -> bytes:
    """An event that lists so many dates beside its own, a minute from each other."""
    times = [date(2026, 1, 1) + timedelta(days=at % 360) for at in range(number)]
    said = [
        f"RDATE:{day:%Y%m%d}T{at // 360 % 24:02}{at // 8640:02}00Z" for at, day in enumerate(times)
    ]
    rows = "\n".join(said)
    return calendar(f"UID:a\n{PLAIN.replace('T100000Z', 'T105959Z')}\n{rows}")


def test_an_event_of_many_rules_is_left_out():
    rules_of_it = "RRULE:FREQ=DAILY\n" * 9
    (left,) = read(calendar(f"UID:a\n{PLAIN}\n{rules_of_it}")).left_out
    assert left.why == rules.ODD_RULE


def test_the_time_it_takes_is_counted_within_one_event(monkeypatch):
    passed = iter(range(0, 9999, 3))
    monkeypatch.setattr(intake.time, "monotonic", lambda: next(passed))
    with pytest.raises(UnreadableCalendar):
        read(calendar(f"UID:a\n{PLAIN}\nRRULE:FREQ=DAILY"))


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"", 1, intake.NOT_ONE),
        (b"<!doctype html>\n<title>Connexion</title>", 1, intake.NOT_ONE),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:\xff\xfe", 3, intake.NOT_TEXT),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:\x00", 2, intake.NOT_TEXT),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nune ligne perdue\r\nEND:VCALENDAR", 3, intake.BROKEN),
        (b"BEGIN:VCALENDAR\r\nX:" + b"a" * 200_000 + b"\r\nEND:VCALENDAR", 2, intake.TOO_LONG),
        (b"BEGIN:VCALENDAR\r\n" + b"X:a\r\n" * (MOST_BYTES // 5), None, intake.TOO_LONG),
        (calendar(*([f"UID:a\n{PLAIN}"] * (intake.MOST_EVENTS + 1))), None, intake.TOO_LONG),
        (listing(110_000), None, intake.TOO_LONG),
        (listing(intake.MOST_DATES), 4, intake.TOO_LONG),
    ],
)
def test_what_is_no_calendar_is_refused_with_the_line(data, line, why):
    with pytest.raises(UnreadableCalendar) as refusal:
        read(data)
    assert refusal.value.details["why"] == why
    if line is not None:
        assert refusal.value.details["line"] == line


def test_texts_are_cleaned_and_short_and_only_web_addresses_lead_away():
    event = f"""UID:a
DTSTART:20260501T100000Z
SUMMARY:{"long " * 200}\u202e
LOCATION:ici\\net là
URL:javascript:alert(1)
DESCRIPTION:<script>x</script>"""
    (one,) = read(calendar(event)).events
    assert len(one.title) <= intake.TITLE_LIMIT
    assert "\u202e" not in one.title
    assert one.place == "ici et là"
    assert one.url == ""
    assert one.body == "<script>x</script>"
