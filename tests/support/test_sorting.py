"""Tests that share a town share a worker."""

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_is_said_where_the_scheduler_looks_for_it(request):
    spread = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@together") == bool(spread)


@pytest.fixture(scope="module")
def built_once():
    return "a town"


def test_what_a_module_builds_once_keeps_it_on_one_worker(request, built_once):
    assert request.node.get_closest_marker("xdist_group").args == ("tests/support/test_sorting.py",)
