"""Screenshots of the pages of the demonstration town: `make screens`, or `ONLY=feed` after it.

Each page is taken on a phone and on a desktop, light and dark, into screenshots/.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import StorageState

from tests.support import browser, palier, stage
from tests.support.browser import DESKTOP, PHONE, Visitors
from tests.support.scenes import SCREENS, Screen, show
from tests.support.stage import signed_in

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
        for screen in chosen:
            _shoot(screen, visitors, signed_in(site, staged, screen.account), staged)
    found = [*visitors.complaints, f"{len(chosen)} pages in {FOLDER}"]
    sys.stdout.write("\n".join(found) + "\n")
    return 1 if visitors.complaints else 0


def _shoot(
    screen: Screen,
    visitors: Visitors,
    state: StorageState | None,
    staged: dict[str, str],
) -> None:
    for viewport in (PHONE, DESKTOP):
        page = visitors(viewport=viewport, locale=screen.locale, storage_state=state)
        missing = show(page, screen, staged)
        if missing:
            visitors.complaints.append(missing)
            break
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            name = f"{screen.name}-{viewport['width']}-{scheme}.png"
            page.screenshot(path=FOLDER / name, full_page=True)
        # Last: what comes after the page was read counts as well.
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            visitors.complaints.append(f"{screen.name}: {wider} px wider than {viewport['width']}")
    visitors.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
