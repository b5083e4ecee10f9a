"""A browser as tests and screenshots use it: visitors of their own, and what pages complain of."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    WebError,
    sync_playwright,
)

from tests.support import chromium

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Said by the browser about any answer ≥ 400; `_on_response` judges these with more discernment.
_BAD_ANSWER = "Failed to load resource: the server responded with a status of"
_MOST_TOLD = 1500
_PIECES = {"script", "stylesheet", "image", "font"}


@contextmanager
def running() -> Iterator[Browser]:
    """Start a Chromium."""
    found = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path, args=chromium.FLAGS, env=os.environ | found.env
        )
        yield browser
        browser.close()


@dataclass  # no slots: Playwright leaves a mark on whoever listens
class Visitors:
    """Opens browser windows that share nothing; remembers whatever the pages complain of."""

    browser: Browser
    base_url: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        *,
        javascript: bool = True,
        dark: bool = False,
        viewport: dict[str, int] = DESKTOP,
        locale: str = "fr-FR",
        **options: Any,
    ) -> Page:
        """Return a page of a visitor nobody knows yet."""
        context = self.browser.new_context(
            base_url=self.base_url,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            viewport=viewport,
            locale=locale,
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("response", self._on_response)
        self.contexts.append(context)
        return context.new_page()

    def tell(self) -> None:
        """Print where everybody stands and what they read: pytest shows it when a test failed."""
        for context in self.contexts:
            for page in context.pages:
                words = page.locator("body").inner_text()
                sys.stdout.write(f"{page.url}\n{words[:_MOST_TOLD]}\n\n")

    def close(self) -> None:
        """Send every visitor home."""
        while self.contexts:
            self.contexts.pop().close()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_BAD_ANSWER):
            self.complaints.append(f"console: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def _on_response(self, response: Response) -> None:
        a_piece = response.request.resource_type in _PIECES
        if response.status >= (400 if a_piece else 500):
            self.complaints.append(f"{response.status} for {response.url}")


def axe(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with a page, by some of its rules or all, a line an element."""
    if not AXE.exists():
        raise chromium.PartMissing(
            "axe-core is missing: run `npm ci` (or `make test`, which does)."
        )
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        # The pages that follow have it from the start: sending it takes as long as looking.
        page.add_init_script(path=AXE)
    found = page.evaluate(
        # What is right is not listed: that alone takes as long as looking.
        "rules => axe.run({resultTypes: ['violations'], ...(rules.length && {runOnly: rules})})"
        ".then(found => found.violations)",
        list(rules),
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['target']}\n{node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
