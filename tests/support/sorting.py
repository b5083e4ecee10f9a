"""What kind each test is, which ones share a worker, and which ones coverage looks at.

A test that starts servers, or walks through the whole demonstration town, says so by the fixtures
it asks for; the others by a mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from _pytest.nodeid import NodeId
from coverage import Coverage

KINDS = {
    "browser": {"browser", "embedded_site", "grown_site", "site"},
    "postgres": {"postgres", "grown_site"},
    "campaign": {"demonstration"},
}
# One PostgreSQL, one town of each kind: who needs them goes to the same worker.
GROUPS = {
    "town": {"town_app"},
    "grown": {"grown_site"},
}
UNMEASURED = ("browser", "campaign")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for kind, fixtures in KINDS.items():
            if asked & fixtures:
                item.add_marker(kind)
        for group, fixtures in GROUPS.items():
            if asked & fixtures:
                _join(item, group)
        if item.get_closest_marker("real_data"):
            item.add_marker("campaign")
        if item.get_closest_marker("postgres"):
            _join(item, "postgres")
        _tell_the_scheduler(item)


def _join(item: pytest.Item, group: str) -> None:
    if not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group(group))


def _tell_the_scheduler(item: pytest.Item) -> None:
    """Write the group behind the id of a test, where `--dist loadgroup` reads it.

    pytest-xdist 3.8 writes it to an attribute that pytest 9.2 does not read any more: without
    this, every worker starts every server and builds every town, and nobody is told.
    """
    together = item.get_closest_marker("xdist_group")
    if together and item.config.getoption("loadgroup", default=False):
        item._id = NodeId.parse(f"{item.nodeid}@{together.args[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure no campaign: it would run half as fast, and a page merely passed is not tested."""
    if not any(map(item.get_closest_marker, UNMEASURED)):
        return (yield)
    with _unmeasured():
        return (yield)


@contextmanager
def _unmeasured() -> Iterator[None]:
    measuring = Coverage.current()
    if measuring is None:
        yield
        return
    measuring.stop()
    try:
        yield
    finally:
        measuring.start()
