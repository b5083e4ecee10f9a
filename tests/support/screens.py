"""Screenshots of the pages of the demonstration town: `make screens`, or `ONLY=feed` after it.

Each page is taken on a phone and on a desktop, light and dark, into screenshots/. The town is a
steady one: the same code gives the same pictures. `COMPARE=folder` says afterwards what differs
from the pictures in that folder, and draws it into screenshots/differences.
"""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, StorageState

from tests.support import browser, palier, stage
from tests.support.browser import DESKTOP, PHONE, Visitors
from tests.support.differences import report
from tests.support.palier import Site
from tests.support.scenes import SCREENS
from tests.support.screen import Screen, show
from tests.support.stage import signed_in

FOLDER = palier.ROOT / "screenshots"
# With the folder of `sitecustomize` in the way, clock and chance are the same each time; so is the
# address, which mails and papers name. Jobs of the clock would come whenever they come.
STEADY = {
    "PYTHONPATH": str(Path(__file__).with_name("steady")),
    "PYTHONHASHSEED": "0",
    "SECRET_KEY": "only for screens, and long enough to be taken for a secret",
    "PORT": "8907",
    "JOBS": "immediate",
}
# What fetches a piece of its page, or moves it, once it is there.
LATE = "[data-behaviour~=fragment], [data-behaviour~=centre]"
# Pictures and fonts that come late would be in one set and not in the other; so would half a pixel
# that a map is moved by, when it was measured before its fonts had come.
_ALL_THERE = """async () => {
  await document.fonts.ready;
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
  for (const frame of document.querySelectorAll("[data-behaviour~=centre]")) {
    frame.scrollTo(Math.round(frame.scrollLeft), Math.round(frame.scrollTop));
  }
}"""

# What changes colour slowly, and what is drawn a frame later.
_AT_REST = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})));
  await frame();
}"""


def main(asked: Namespace) -> int:
    """Take the screens whose name contains one of `asked.only`, or all; count what is amiss."""
    chosen = [
        one for one in SCREENS if not asked.only or any(word in one.name for word in asked.only)
    ]
    FOLDER.mkdir(exist_ok=True)
    if not asked.only:
        _forget_former()
    with steady_town() as (site, staged), browser.running() as running:
        visitors = Visitors(running, site.base_url)
        for screen in chosen:
            _shoot(screen, visitors, signed_in(site, staged, screen.account), staged)
    found = [*visitors.complaints, f"{len(chosen)} pages in {FOLDER}"]
    if asked.compare:
        taken = [screen.name for screen in chosen] if asked.only else []
        found += report(asked.compare, FOLDER, taken)
    sys.stdout.write("\n".join(found) + "\n")
    return 1 if visitors.complaints else 0


def _forget_former() -> None:
    # A scene that is no more must not be found where it was taken before.
    for picture in FOLDER.glob("*.png"):
        picture.unlink()


@contextmanager
def steady_town() -> Iterator[tuple[Site, dict[str, str]]]:
    """Serve a town that is the same each time, with the odd cases in it."""
    with tempfile.TemporaryDirectory(prefix="palier-screens-") as folder:
        site = palier.prepared(Path(folder), **STEADY, STEADY="0")
        staged = stage.place(_later(site, 1))
        site = _later(site, 2)
        with palier.served(site):
            yield site, staged


def _later(site: Site, minutes: int) -> Site:
    return replace(site, env=site.env | {"STEADY": str(minutes)})


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
        _take(page, f"{screen.name}-{viewport['width']}")
        # Last: what comes after the page was read counts as well.
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            visitors.complaints.append(f"{screen.name}: {wider} px wider than {viewport['width']}")
    visitors.close()


def _take(page: Page, name: str) -> None:
    if page.locator(LATE).count():
        page.wait_for_load_state("networkidle")
    page.evaluate(_ALL_THERE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(_AT_REST)
        page.screenshot(path=FOLDER / f"{name}-{scheme}.png", full_page=True, animations="disabled")


def asked(words: Sequence[str]) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="words of the names of the screens to take")
    parser.add_argument("--compare", type=Path, help="a folder of earlier pictures")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(asked(sys.argv[1:])))
