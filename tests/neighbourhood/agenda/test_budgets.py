"""How many statements each page of the agenda sends: as many for much as for little."""

from tests.neighbourhood.agenda.conftest import workshop
from tests.support.calendars import calendar

# Who reads, their figures, the three slices that have something on days, the doors of moderation.
OF_READERS = {
    "/agenda?mois={month}": 5,
    "/agenda?mois={month}&vue=liste&qui=quartier": 5,
    "/agenda/programme?mois={month}": 5,
    "/agenda/programme.pdf?mois={month}": 5,
    "/agenda/mes-calendriers": 4,
    "/agenda/evenements/{event}": 5,
    "/agenda/outside_event/{event}.ics": 3,
    "{feed}": 6,
}
OF_PARTNERS = {"/partenaires/{partner}/agenda": 6, "/partenaires/{partner}/agenda/{calendar}": 7}


def counted(browser, statements, paths: dict[str, int], named: dict[str, object]) -> dict[str, int]:
    """Ask each page twice, as whoever comes back does, and count the second time."""
    found = {}
    for path in paths:
        browser.get(path.format(**named))
        statements.clear()
        assert browser.get(path.format(**named)).status_code == 200
        found[path] = len(statements)
    return found


def test_each_page_is_as_many_statements_however_full(hall, marcel, sophie, statements):
    feed = hall.address(hall.marcel, "mine", "town")
    followed = hall.follow(workshop("velo"))
    (event,) = hall.events()
    named = {"month": f"{event.starts_at:%Y-%m}", "event": event.id, "feed": feed}
    named |= {"partner": hall.centre.id, "calendar": followed.id}
    for number in (1, 7):
        for at in range(number):
            hall.gathering(title=f"Apéro {number} {at}")
            hall.table(title=f"Table {number} {at}")
        more = (workshop(f"{at}", days=8) for at in range(number))
        hall.site.pages[followed.url] = calendar(workshop("velo"), *more)
        hall.read(followed)
        assert counted(marcel, statements, OF_READERS, named) == OF_READERS
        assert counted(sophie, statements, OF_PARTNERS, named) == OF_PARTNERS
