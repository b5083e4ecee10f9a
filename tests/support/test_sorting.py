"""Tests that share a town share a worker: what they ask for is built once."""

import subprocess
import sys

import pytest

from tests.support.palier import ROOT

TOY = """
import os
from pathlib import Path
import pytest

@pytest.fixture(scope="session")
def {fixture}():
    Path({built!r}, os.environ["PYTEST_XDIST_WORKER"]).touch()

@pytest.mark.parametrize("number", range(8))
def test_needs_a_town(number, {fixture}):
    pass
"""
HOW = ("-n", "2", "--dist", "loadgroup", "-p", "tests.support.sorting", "-c", "/dev/null")


@pytest.mark.parametrize(("fixture", "times"), [("town_app", 1), ("of_no_group", 2)])
def test_what_a_group_asks_for_is_built_by_one_worker_alone(tmp_path, fixture, times):
    """The control asks for something that is in no group: both workers are at work."""
    built = tmp_path / "built"
    built.mkdir()
    toy = tmp_path / "test_toy.py"
    toy.write_text(TOY.format(fixture=fixture, built=str(built)))
    command = [sys.executable, "-m", "pytest", "-q", *HOW, f"--rootdir={tmp_path}", str(toy)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "8 passed" in done.stdout, f"{done.stdout}\n{done.stderr}"
    assert len(list(built.iterdir())) == times


@pytest.mark.xdist_group("together")
def test_a_group_is_said_where_the_scheduler_looks_for_it(request):
    spread = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@together") == bool(spread)


@pytest.fixture(scope="module")
def built_once():
    return "a town"


def test_what_a_module_builds_once_keeps_it_on_one_worker(request, built_once):
    assert request.node.get_closest_marker("xdist_group").args == ("tests/support/test_sorting.py",)
