"""What neighbours do at their browsers to know each other.

`python -m tests.support.meeting_journeys GROUP PEOPLE` lets so many neighbours in all be in a group
of the site of the environment: as many as one meets in a large one, without as many browsers.
"""

import sys

from playwright.sync_api import Page, expect
from sqlalchemy import select

from app import create_app
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.groups.actions.entering import seat
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.queries.members import seated
from neighbourhood.residents.models.residents import Resident
from tests.support.palier import Site
from tests.support.people import live, press


def fill(site: Site, group: str, people: int) -> None:
    """Let a group of a site count so many people, all of them verified."""
    site.python("-m", "tests.support.meeting_journeys", group, str(people))


def open_group(page: Page, title: str) -> str:
    """Find a group in the list, and open it; return where it is."""
    page.goto("/groupes/")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def open_talk(page: Page, title: str) -> Page:
    """Open the live conversation of a group."""
    open_group(page, title)
    press(page, "La conversation du groupe")
    live(page)
    return page


def main() -> int:
    """Seat verified residents of the instance in a group, until there are enough."""
    title, people = sys.argv[1:]
    with create_app().app_context(), transaction():
        group = db.session.scalars(select(Group).where(Group.title == title)).one()
        here = {one.resident_id for one in seated(group.id)}
        verified = select(Resident).where(
            Resident.verified_at.is_not(None), Resident.closed_at.is_(None)
        )
        others = [one for one in db.session.scalars(verified) if one.id not in here]
        for one in others[: int(people) - len(here)]:
            seat(group, one)
    return 0


if __name__ == "__main__":
    sys.exit(main())
