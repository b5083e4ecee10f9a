"""What kind each test is, which ones share a worker, and which ones coverage looks at.

A test that starts servers, or walks through the whole demonstration town, says so by the fixtures
it asks for; the others by a mark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from coverage import Coverage

KINDS = {
    "browser": {"browser", "embedded_site", "grown_site", "site"},
    "postgres": {"postgres", "grown_site"},
    "campaign": {"demonstration"},
}
# One PostgreSQL, one town of each kind: who needs them goes to the same worker.
GROUPS = {
    "town": {"town_app"},
    "grown": {"grown_site", "grown_demonstration"},
}
UNMEASURED = ("browser", "campaign")
_MEASURING = pytest.StashKey[Coverage | None]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if _belongs_to_another_stack(item)]
    config.hook.pytest_deselected(items=elsewhere)
    gone = set(elsewhere)
    items[:] = [item for item in items if item not in gone]
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
        if _builds_once(item):
            _join(item, item.nodeid.partition("::")[0])


def _belongs_to_another_stack(item: Any) -> bool:
    """Tell whether a journey says that it is made `on` one stack, and this is the other."""
    said, asked = item.get_closest_marker("on"), getattr(item, "callspec", None)
    return bool(said and asked and asked.params.get("site", said.args[0]) not in said.args)


def _builds_once(item: Any) -> bool:
    """Tell whether what `item` asks for is built once for its module: on one worker, then."""
    asked = getattr(item, "_fixtureinfo", None)
    known = asked.name2fixturedefs.values() if asked else ()
    return any(found.scope in ("module", "package") for each in known for found in each)


def _join(item: pytest.Item, group: str) -> None:
    if not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group(group))


class Grouping:
    """Say the group of each test in its name, where the scheduler of pytest-xdist looks for it.

    pytest 9.2 took away the field in which pytest-xdist 3.8 does so, without a word: each worker
    then builds every town (https://github.com/pytest-dev/pytest-xdist/issues/1386).
    """

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        if config.getoption("loadgroup", default=False):
            for item in items:
                self._name(item)

    def _name(self, item: Any) -> None:
        mark = item.get_closest_marker("xdist_group")
        if mark and not item.nodeid.endswith(f"@{mark.args[0]}"):
            item._id = item._id.parse(f"{item.nodeid}@{mark.args[0]}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Grouping())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure what a test does, not how its scene is set, which takes as long again.

    What is merely passed on the way is not tested; nor is a page that a campaign walks past.
    """
    measuring = Coverage.current()
    left_out = any(map(item.get_closest_marker, UNMEASURED))
    item.stash[_MEASURING] = None if left_out else measuring
    with _switched(measuring, on=False):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with _switched(item.stash.get(_MEASURING, None), on=True):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Iterator[None]:
    """Measure what is made once for all: the application, which no test makes again."""
    measuring = request._pyfuncitem.stash.get(_MEASURING, None)
    with _switched(measuring if fixturedef.scope == "session" else None, on=True):
        return (yield)


@contextmanager
def _switched(measuring: Coverage | None, *, on: bool) -> Iterator[None]:
    if measuring is None or on == (Coverage.current() is measuring):
        yield
        return
    switches = (measuring.start, measuring.stop) if on else (measuring.stop, measuring.start)
    switches[0]()
    try:
        yield
    finally:
        switches[1]()
