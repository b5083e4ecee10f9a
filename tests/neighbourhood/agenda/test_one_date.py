"""One date of a series, told apart from it: moved, called off, left out, renamed, and as read."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale

from neighbourhood.agenda import intake, rules
from neighbourhood.agenda.models.outside import OutsideCalendar, OutsideEvent
from neighbourhood.agenda.views.blueprint import say_held
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.changing import say_moment
from neighbourhood.partners.models import Partner
from tests.neighbourhood.agenda.conftest import URL, month_of
from tests.support.calendars import by_ical_js, by_vobject, calendar
from tests.support.news import plain

PARIS = ZoneInfo("Europe/Paris")
SERIES = """UID:a
DTSTART:20260312T173000Z
DTEND:20260312T190000Z
RRULE:FREQ=WEEKLY;COUNT=4
SUMMARY:Chorale
LOCATION:Salle Hugo"""
HELD = {"0312": "Chorale", "0319": "Chorale", "0326": "Chorale", "0402": "Chorale"}
APART = "UID:a\nRECURRENCE-ID:20260319T173000Z"


def read(*events: str) -> intake.Read:
    return intake.read(calendar(*events), PARIS, date(2026, 1, 1), date(2027, 1, 1))


def told(*events: str) -> dict[str, str]:
    return {
        f"{one.starts_at:%m%d}": f"{one.title} annulée" if one.is_cancelled else one.title
        for one in read(*events).events
    }


OTHERS = {
    "moved to another day, place and title": (
        f"{APART}\nDTSTART:20260320T173000Z\nSUMMARY:Chorale au parc\nLOCATION:Parc",
        {"0320": "Chorale au parc"},
    ),
    "named by its day alone": (
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260319\nDTSTART:20260320T173000Z\nSUMMARY:Au parc",
        {"0320": "Au parc"},
    ),
    "called off": (
        f"{APART}\nDTSTART:20260319T173000Z\nSUMMARY:Chorale\nSTATUS:CANCELLED",
        {"0319": "Chorale annulée"},
    ),
    "called off, and no word more": (
        f"{APART}\nDTSTART:20260319T173000Z\nSTATUS:CANCELLED",
        {"0319": "Chorale annulée"},
    ),
    "called off, without its hours": (f"{APART}\nSTATUS:CANCELLED", {"0319": "Chorale annulée"}),
}


@pytest.mark.parametrize(("other", "instead"), OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("first", [True, False], ids=["after", "before"])
def test_a_date_told_apart_stands_instead_of_the_one_of_its_series(other, instead, first):
    kept = {day: title for day, title in HELD.items() if day != "0319"}
    assert told(*((SERIES, other) if first else (other, SERIES))) == kept | instead


LEFT_OUT = {
    "private": f"{APART}\nDTSTART:20260319T173000Z\nSUMMARY:Chorale\nCLASS:PRIVATE",
    "on no day": f"{APART}\nDTSTART:un jour\nSUMMARY:Chorale",
    "of two names": f"{APART}\nSUMMARY: \u202e\nRECURRENCE-ID:20260326T173000Z",
}


@pytest.mark.parametrize("other", [LEFT_OUT["private"], LEFT_OUT["on no day"]])
def test_a_date_that_does_not_come_in_is_not_said_to_be_held(other):
    found = read(SERIES, other)
    assert sorted(f"{one.starts_at:%m%d}" for one in found.events) == ["0312", "0326", "0402"]
    assert [one.why for one in found.left_out] == [
        rules.PRIVATE if "PRIVATE" in other else rules.NO_START
    ]


def test_a_date_that_makes_no_sense_with_its_series_is_left_out_and_the_others_come_in():
    found = read(SERIES, LEFT_OUT["of two names"], "UID:b\nDTSTART:20260501T100000Z\nSUMMARY:Bal")
    assert "Bal" in [one.title for one in found.events]
    assert len(found.left_out) == 1
    mixed = "UID:c\nDTSTART:20260312T173000Z\nDTEND;VALUE=DATE:20260313\nSUMMARY:Jeux"
    assert read(mixed, "UID:c\nRECURRENCE-ID:20260312T173000Z").left_out


def test_those_that_follow_a_date_are_each_named_by_themselves():
    later = f"{APART.replace(':2026', ';RANGE=THISANDFUTURE:2026')}\nDTSTART:20260319T183000Z"
    found = read(SERIES, f"{later}\nDTEND:20260319T193000Z\nSUMMARY:Chorale, plus tard")
    assert [(one.recurrence[5:16], one.title) for one in found.events] == [
        ("03-12T17:30", "Chorale"),
        ("03-19T18:30", "Chorale, plus tard"),
        ("03-26T18:30", "Chorale, plus tard"),
        ("04-02T18:30", "Chorale, plus tard"),
    ]


@pytest.mark.parametrize(
    "left_out", ["20260319T173000Z", "20260326T173000Z,20260402T173000Z", "20260312T173000Z"]
)
def test_a_date_left_out_is_left_out_for_other_readers_too(left_out):
    data = calendar(f"{SERIES}\nEXDATE:{left_out}")
    found = [one.starts_at.isoformat() for one in read(f"{SERIES}\nEXDATE:{left_out}").events]
    for reader in (by_ical_js, by_vobject):
        assert [one["starts"] for one in reader(data)] == found


def ahead(text: str) -> str:
    """The same, begun ten days from now."""
    by = now().date() + timedelta(days=10) - date(2026, 3, 12)

    def later(found: re.Match[str]) -> str:
        return f"{date.fromisoformat(found[0]) + by:%Y%m%d}"

    return re.sub(r"2026\d{4}", later, text)


@pytest.fixture
def choir(hall, site):
    """A choir, whose calendar changes as it is read."""
    followed = hall.follow(ahead(SERIES))

    def say(*events: str) -> None:
        site.pages[URL] = calendar(*map(ahead, events))
        hall.read(followed)

    return say


def test_the_page_of_a_date_says_that_it_is_moved_and_from_when(hall, choir, marcel):
    event = hall.events()[1]
    assert "Déplacé" not in marcel.get(event.path).text
    choir(SERIES, OTHERS["moved to another day, place and title"][0])
    page = plain(marcel.get(event.path).text)
    with hall.app.test_request_context(), force_locale("fr"):
        before = plain(say_moment(event.starts_at.isoformat()))
        after = plain(say_moment((event.starts_at + timedelta(days=1)).isoformat()))
    assert f"Déplacé : c’était d’abord prévu {before}." in page
    assert after in page
    assert "Chorale au parc" in page
    assert "Salle Hugo" not in page
    assert "Chorale au parc" in marcel.get(f"{month_of(event)}&vue=liste").text
    choir(SERIES)
    assert "Déplacé" not in marcel.get(event.path).text


def test_the_page_of_a_date_called_off_says_so_and_so_does_the_month(hall, choir, marcel):
    event = hall.events()[1]
    choir(SERIES, OTHERS["called off, without its hours"][0])
    assert "Annulé" in marcel.get(event.path).text
    assert "Annulé" in marcel.get(f"{month_of(event)}&vue=liste").text
    assert "Annulé" not in marcel.get(hall.events()[0].path).text
    choir(f"{SERIES}\nSTATUS:CANCELLED")
    assert "Annulé" in marcel.get(hall.events()[0].path).text


def test_the_page_of_a_date_left_out_says_who_took_it_out(hall, choir, marcel, signed_in):
    event = hall.events()[1]
    choir(f"{SERIES}\nEXDATE:20260319T173000Z")
    answer = marcel.get(event.path)
    assert answer.status_code == 410
    assert "Centre social a retiré cet événement de son agenda." in plain(answer.text)
    assert signed_in(hall.rosa).get(event.path).status_code == 404


def at(*when: int) -> datetime:
    return datetime(2021, *when, tzinfo=PARIS)


LONG = [
    (at(3, 27), at(3, 29), True, "du samedi 27 mars 2021 au dimanche 28 mars 2021"),
    (at(3, 27), at(3, 28), True, "samedi 27 mars 2021"),
    (at(3, 19, 18), at(3, 21, 10), False,
     "du vendredi 19 mars 2021 à 18 h au dimanche 21 mars 2021 à 10 h"),
    (at(3, 20, 21), at(3, 21, 2), False, "samedi 20 mars 2021, de 21 h à 2 h"),
    (at(5, 1, 21), at(5, 1, 21), False, "samedi 1er mai 2021 à 21 h"),
]  # fmt: skip


@pytest.mark.parametrize(("starts", "ends", "whole", "said"), LONG)
def test_an_event_says_its_last_day_beside_its_first(app, starts, ends, whole, said):
    calendar = OutsideCalendar(partner=Partner(name="Centre social"))
    event = OutsideEvent(calendar=calendar, starts_at=starts, ends_at=ends, whole_days=whole)
    with app.test_request_context(), force_locale("fr"):
        assert plain(say_held(event)) == said


def test_what_lasts_until_the_next_day_begins_once(hall, marcel):
    hall.follow(ahead("UID:x\nDTSTART:20260313T170000Z\nDTEND:20260314T100000Z\nSUMMARY:Veillée"))
    (event,) = hall.events()
    months = {f"{at:%Y-%m}" for at in (event.starts_at, event.ends_at)}
    pages = [marcel.get(f"/agenda?mois={month}&vue=liste").text for month in months]
    assert sum(page.count("se poursuit") for page in pages) == 1
