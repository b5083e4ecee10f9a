"""Screenshots of the main pages of the demonstration town: `make screens`, or `ONLY=feed` after it.

Each page is taken on a phone and on a desktop, light and dark, into screenshots/.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, StorageState

from neighbourhood.foundation.demo import PASSWORD
from tests.support import browser, palier
from tests.support.browser import DESKTOP, PHONE, Visitors

FOLDER = palier.ROOT / "screenshots"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page to look at: where it is, who looks, and links to follow from there, if any."""

    name: str
    path: str
    account: str | None = "karima"
    follow: str | None = None
    then: str | None = None
    locale: str = "fr-FR"


SCREENS = (
    Screen("welcome", "/", account=None),
    Screen("sign-up", "/inscription", account=None),
    Screen("sign-in", "/connexion", account=None),
    Screen("missing", "/nulle-part", account=None),
    Screen("threshold", "/", account="nouveau"),
    Screen("feed", "/"),
    Screen("feed-arabic", "/", locale="ar"),
    Screen("notices", "/entraide"),
    Screen("notice", "/entraide", follow="main article h3 a"),
    Screen("conversations", "/messages"),
    Screen("conversation", "/messages", follow="main a[href^='/messages/']"),
    Screen("needs", "/solidarite"),
    Screen("need", "/solidarite", follow="main article h3 a"),
    Screen("me", "/moi"),
    Screen("profile", "/moi/profil"),
    Screen("comfort", "/moi/confort"),
    Screen("security", "/moi/securite"),
    Screen("browsers", "/moi/connexions"),
    Screen("mailbox", "/moi/email"),
    Screen("password", "/moi/mot-de-passe"),
    Screen("forgotten", "/mot-de-passe/oublie", account=None),
    Screen("vouch", "/garant"),
    Screen("notifications", "/notifications"),
    Screen("quartiers", "/quartiers/"),
    Screen("quartier", "/quartiers/", follow="main a[href^='/quartiers/']"),
    Screen("map", "/entraide/carte"),
    Screen("ask-or-offer", "/entraide/publier"),
    Screen("ask", "/entraide/demander"),
    Screen("table", "/invitations/proposer"),
    Screen("invitation", "/entraide?kind=invitation", follow="main article h3 a"),
    Screen("my-notices", "/entraide/mes-annonces"),
    Screen("my-notice", "/entraide/mes-annonces", follow="main .rows a"),
    Screen("my-invitations", "/invitations/miennes"),
    Screen("give", "/solidarite", follow="main article footer a.button[href$='/donner']"),
    Screen("my-gifts", "/solidarite/mes-dons"),
    Screen("receipt", "/solidarite/mes-dons", follow="main .rows a"),
    Screen("neighbour", "/entraide", follow="main article h3 a", then="main .who a"),
    Screen("my-address", "/mon-adresse"),
    Screen("waiting-address", "/mon-adresse", account="nouveau"),
    Screen("choose-address", "/mon-adresse/choisir", account="nouveau"),
    Screen("letter", "/mon-adresse/lettre", account="nouveau"),
    Screen("code", "/mon-adresse/code", account="nouveau"),
    Screen("not-me", "/pas-moi", account=None),
    Screen("desk", "/partenaires", account="sophie"),
    Screen("desk-needs", "/partenaires/1/besoins", account="sophie"),
    Screen("desk-review", "/partenaires/1/besoins", account="hassan", follow="main .rows a"),
    Screen("desk-write", "/partenaires/1/besoins/nouveau", account="sophie"),
    Screen("paper-name", "/mandats/papier"),
    Screen("paper-stop", "/mandats/arreter-un-mandat", account=None),
    Screen("letters", "/accueil/courriers", account="mairie"),
    Screen("desk-mandates", "/accueil/mandats", account="mairie"),
    Screen("counter", "/accueil/guichet", account="mairie"),
    Screen("documents", "/accueil/documents", account="mairie"),
    Screen("proofs", "/accueil/garants", account="mairie"),
    Screen("proof", "/accueil/garants", account="mairie", follow="main .rows a.button"),
)


def main(only: list[str]) -> int:
    """Take the screens whose name contains one of `only`, or all of them; count what is amiss."""
    chosen = [screen for screen in SCREENS if not only or any(word in screen.name for word in only)]
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="palier-screens-") as folder,
        palier.embedded(Path(folder)) as site,
        browser.running() as running,
    ):
        visitors = Visitors(running, site.base_url)
        cards: dict[str, StorageState] = {}
        for screen in chosen:
            _shoot(screen, visitors, cards)
    found = [*visitors.complaints, f"{len(chosen)} pages in {FOLDER}"]
    sys.stdout.write("\n".join(found) + "\n")
    return 1 if visitors.complaints else 0


def _shoot(screen: Screen, visitors: Visitors, cards: dict[str, StorageState]) -> None:
    if screen.account and screen.account not in cards:
        cards[screen.account] = sign_in(visitors(), screen.account)
    state = cards[screen.account] if screen.account else None
    for viewport in (PHONE, DESKTOP):
        page = visitors(viewport=viewport, locale=screen.locale, storage_state=state)
        if not show(page, screen):
            visitors.complaints.append(f"{screen.name}: nothing like {screen.follow} to follow")
            break
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            name = f"{screen.name}-{viewport['width']}-{scheme}.png"
            page.screenshot(path=FOLDER / name, full_page=True)
    visitors.close()


def show(page: Page, screen: Screen) -> bool:
    """Open the page of a screen; False when there is no link to follow to it."""
    page.goto(screen.path)
    for step in (screen.follow, screen.then):
        if step is None:
            continue
        links = page.locator(step)
        if not links.count():
            return False
        page.goto(links.first.get_attribute("href") or "/")
    return True


def sign_in(page: Page, account: str) -> StorageState:
    """Sign in as somebody of the demonstration town, by the form; return the cookies."""
    page.goto("/connexion")
    page.fill("[name=email]", f"{account}@valbourg.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button:not([type=button])")
    page.wait_for_url(lambda url: "/connexion" not in url)
    return page.context.storage_state()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
