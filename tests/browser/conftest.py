"""What browser tests use: visitors of a real site, whose complaints fail the test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import browser as browsers
from tests.support.browser import Visitors
from tests.support.palier import Site


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitors]:
    """Open a page as a new visitor: `visitor(javascript=False, dark=True, viewport=PHONE)`."""
    visitors = Visitors(browser, site.base_url)
    yield visitors
    visitors.tell()
    visitors.close()
    assert visitors.complaints == []


@pytest.fixture
def axe():
    """Tell what axe finds wrong with a page: `assert axe(page) == []`."""

    def look(page: Page, *rules: str) -> list[str]:
        return browsers.axe(page, *rules)

    return look
