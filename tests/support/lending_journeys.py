"""What neighbours do at their browsers to lend a thing, or to be driven somewhere each week.

`python -m tests.support.lending_journeys` lets the ten minutes pass in which one may go back on
having said that one cannot come, at the site of the environment: who had offered is asked.
"""

import sys
from datetime import date, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import update

from app import create_app
from neighbourhood.exchanges.jobs import look_at_places
from neighbourhood.exchanges.models.days import Absence
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from tests.support.palier import Site
from tests.support.people import press

_LONGER = undoing.LASTS + timedelta(minutes=1)


def put_on_shelf(page: Page, title: str) -> str:
    """Put a thing on one’s shelf, one page after the other; return where it is shown."""
    page.goto("/prets/mes-objets")
    press(page, "Ajouter un objet")
    page.fill("[name=title]", title)
    page.locator("label", has=page.locator("[name=category]")).first.click()
    press(page, "Continuer")
    page.fill("[name=body]", "Pour huit, avec ses poêlons.")
    press(page, "Continuer")
    page.fill("[name=days]", "4")
    press(page, "Voir l’aperçu")
    expect(page.locator("article h2")).to_have_text(title)
    press(page, "Mettre sur mon étagère")
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def borrow_for_two_days(page: Page) -> str:
    """Ask for the thing on screen, today and tomorrow; return where the loan is."""
    first = date.fromisoformat(page.locator("[name=first_day]").get_attribute("min") or "")
    page.fill("[name=first_day]", first.isoformat())
    page.fill("[name=last_day]", (first + timedelta(days=1)).isoformat())
    page.locator("label.choice").first.click()
    press(page, "Envoyer ma demande")
    expect(page.locator("main .state").first).to_have_text("Demandé")
    return page.url


def note_state(page: Page, words: str, said: str, *, picture: bytes | None = None) -> None:
    """Note in what state a thing is, behind the button that says `words`."""
    press(page, words)
    page.fill("[name=notes]", said)
    if picture:
        file = {"name": "etat.jpg", "mimeType": "image/jpeg", "buffer": picture}
        page.set_input_files("[name=photos]", file)
    press(page, "Noter")
    expect(page.locator("main")).to_contain_text(said)


def entrust_loans(page: Page) -> str:
    """Give a mandate to lend and to borrow; return the code that opens it."""
    page.goto("/mandats")
    press(page, "Confier un mandat")
    page.get_by_label("Prêter et emprunter").check()
    press(page, "Continuer")
    page.get_by_label("Un mois").check()
    press(page, "Continuer")
    page.get_by_label("je suis d’accord").check()
    press(page, "Confier ce mandat")
    return page.locator("#code").inner_text().strip()


def act_for(page: Page, code: str, first_name: str) -> None:
    """Take up a mandate by its code, and act by it from now on."""
    page.goto("/mandats/code")
    page.fill("[name=code]", code)
    press(page, "Continuer")
    page.get_by_label("je suis d’accord").check()
    press(page, "J’accepte ce mandat")
    press(page, f"Agir pour {first_name}")
    expect(page.locator(".acting")).to_contain_text(first_name)


def next_wednesday() -> date:
    """Return the first Wednesday after tomorrow."""
    soon = now().date() + timedelta(days=2)
    return soon + timedelta(days=(2 - soon.weekday()) % 7)


def publish_lift(page: Page, way: str, title: str) -> str:
    """Publish a lift of every Wednesday, asked for or offered; return where it is shown."""
    page.goto(f"/entraide/{way}")
    page.locator("[name=subject][value=service]").click()
    page.locator("[name=category][value=lifts]").click()
    page.fill("[name=title]", title)
    page.fill("[name=body]", "Chaque mercredi, de la gare à la piscine, et retour.")
    press(page, "Continuer")
    page.fill("[name=lift_from]", "la gare")
    page.fill("[name=lift_to]", "la piscine")
    page.fill("[name=leaves_on]", next_wednesday().isoformat())
    page.fill("[name=leaves_at]", "14:00")
    page.check("[name=rhythm][value=weekly]")
    press(page, "Continuer")
    page.locator("label.tile", has=page.locator("[value=quartier]")).click()
    press(page, "Voir l’aperçu")
    press(page, "Publier")
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def let_ten_minutes_pass(site: Site) -> None:
    """Have whoever had offered asked to stand in, as if it were ten minutes later."""
    site.python("-m", "tests.support.lending_journeys")


def main() -> int:
    """Make all absences older by more than ten minutes, and look whom to ask."""
    with create_app().app_context():
        with transaction():
            db.session.execute(update(Absence).values(said_at=now() - _LONGER))
        look_at_places()
    return 0


if __name__ == "__main__":
    sys.exit(main())
