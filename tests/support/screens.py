"""Screenshots of the pages of the demonstration town: `make screens`, or `ONLY=feed` after it.

Each page is taken on a phone and on a desktop, light and dark, into screenshots/.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, StorageState

from neighbourhood.foundation.demo import PASSWORD
from tests.support import browser, palier, stage
from tests.support.browser import DESKTOP, PHONE, Visitors
from tests.support.scenes import SCREENS, Screen, show

FOLDER = palier.ROOT / "screenshots"


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
        staged = stage.place(site)
        cards: dict[str, StorageState] = {}
        for screen in chosen:
            _shoot(screen, visitors, cards, staged)
    found = [*visitors.complaints, f"{len(chosen)} pages in {FOLDER}"]
    sys.stdout.write("\n".join(found) + "\n")
    return 1 if visitors.complaints else 0


def _shoot(
    screen: Screen,
    visitors: Visitors,
    cards: dict[str, StorageState],
    staged: dict[str, str],
) -> None:
    if screen.account and screen.account not in cards:
        cards[screen.account] = sign_in(visitors(), screen.account)
    state = cards[screen.account] if screen.account else None
    for viewport in (PHONE, DESKTOP):
        page = visitors(viewport=viewport, locale=screen.locale, storage_state=state)
        missing = show(page, screen, staged)
        if missing:
            visitors.complaints.append(missing)
            break
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            visitors.complaints.append(f"{screen.name}: {wider} px wider than {viewport['width']}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            name = f"{screen.name}-{viewport['width']}-{scheme}.png"
            page.screenshot(path=FOLDER / name, full_page=True)
    visitors.close()


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
