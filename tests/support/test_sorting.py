"""Tests that share a town share a worker: what they ask for is built once."""

import os
import re
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
    # Whatever was asked of the run around it is not asked of this one.
    env = os.environ | {"PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
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


JOURNEYS = """
import pytest

@pytest.fixture(params=["embedded", "grown"])
def site(request):
    return request.param

{mark}
def test_journey(site):
    print("made on", site)
"""


@pytest.mark.parametrize(
    ("mark", "made"),
    [("", {"embedded", "grown"}), ('@pytest.mark.on("grown")', {"grown"})],
)
def test_a_journey_is_made_on_the_stack_that_it_names_or_on_both(tmp_path, mark, made):
    toy = tmp_path / "test_toy.py"
    toy.write_text(JOURNEYS.format(mark=mark))
    told = ("-W", "ignore::pytest.PytestUnknownMarkWarning", "-s")
    command = [sys.executable, "-m", "pytest", "-q", *HOW[4:], *told, str(toy)]
    env = os.environ | {"PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert set(re.findall(r"made on (\w+)", done.stdout)) == made, f"{done.stdout}\n{done.stderr}"


PLACE = """
def made_once():
    return "once"

def on_the_way():
    return "passed"

def tried():
    return "tested"
"""
MEASURED = """
import place
import pytest

@pytest.fixture(scope="session")
def of_the_run():
    return place.made_once()

@pytest.fixture
def scene(of_the_run):
    return place.on_the_way()

def test_one(scene, request):
    request.getfixturevalue("asked_late")
    assert place.tried()

@pytest.fixture(scope="session")
def asked_late():
    pass
"""


@pytest.mark.parametrize(("browser", "missed"), [("", "6"), ("browser", "3, 6, 9")])
def test_coverage_looks_at_what_a_test_does_and_at_what_serves_them_all(tmp_path, browser, missed):
    """A test that starts a browser is not looked at; the control is any other."""
    (tmp_path / "place.py").write_text(PLACE)
    toy = tmp_path / "test_toy.py"
    toy.write_text(MEASURED.replace("scene, request", f"scene, request, {browser}", 1))
    with toy.open("a") as more:
        more.write("\n@pytest.fixture\ndef browser():\n    pass\n")
    measured = ("--cov=place", "--cov-report=term-missing", "-o", f"pythonpath={tmp_path}")
    command = [sys.executable, "-m", "pytest", "-q", *HOW[4:], *measured, str(toy)]
    environment = os.environ | {"COVERAGE_FILE": str(tmp_path / "seen"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("place.py"))
    assert line.partition("%")[2].strip() == missed, done.stdout
