"""Known holes stop `make lint`; a network that is away does not."""

import json
from datetime import date, timedelta

import pytest

from tests.support import audit

CLEAN = {"dependencies": [{"name": "flask", "version": "9", "vulns": []}]}
HOLE = {"dependencies": [{"name": "flask", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}
NOT_THERE = {"dependencies": [{"name": "flask", "skip_reason": "not found"}]}
NO_SCRIPTS = {"vulnerabilities": {}}
HOLE_IN_SCRIPTS = {
    "vulnerabilities": {
        "leaf": {"via": [{"url": "https://advisories.example/GHSA-1"}]},
        "tree": {"via": ["leaf"]},
    }
}


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """Have pretend programs answer: what is not given says nothing that can be read."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def answers(python=None, scripts=None):
        for name, said in (("pip-audit", python), ("npm", scripts)):
            program = tmp_path / name
            text = json.dumps(said) if said else "could not connect"
            program.write_text(f"#!/bin/sh\necho '{text}'\nexit 1\n")
            program.chmod(0o755)

    return answers


@pytest.fixture
def exceptions(tmp_path, monkeypatch):
    file = tmp_path / "advisories.csv"
    monkeypatch.setattr(audit, "EXCEPTIONS", file)

    def exceptions(until: date):
        file.write_text(f"advisory,package,until,why\nPYSEC-1,flask,{until},not used here\n")

    return exceptions


def test_nothing_known_stops_nothing(answers, capsys):
    answers(CLEAN, NO_SCRIPTS)
    assert audit.main() == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("python", "scripts", "named"),
    [(HOLE, NO_SCRIPTS, "flask has a known hole, PYSEC-1"), (CLEAN, HOLE_IN_SCRIPTS, "GHSA-1")],
)
def test_a_known_hole_stops_lint(answers, capsys, python, scripts, named):
    answers(python, scripts)
    assert audit.main() == 1
    said = capsys.readouterr().out
    assert named in said
    assert len(said.splitlines()) == 1


def test_a_hole_of_one_stops_even_if_the_other_is_away(answers):
    answers(HOLE, None)
    assert audit.main() == 1


@pytest.mark.parametrize(("python", "scripts"), [(None, None), (NOT_THERE, {"statusCode": 405})])
def test_a_network_that_is_away_stops_nothing_and_says_so(answers, capsys, python, scripts):
    answers(python, scripts)
    assert audit.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("known holes were not asked for") for line in lines)


def test_programs_that_are_not_installed_are_said(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert audit.main() == 0
    assert "pip-audit is not installed" in capsys.readouterr().out


@pytest.mark.parametrize(("days", "result"), [(0, 0), (-1, 1)])
def test_an_exception_holds_until_its_day(answers, exceptions, days, result):
    answers(HOLE, NO_SCRIPTS)
    today = audit.datetime.now(audit.UTC).date()
    exceptions(today + timedelta(days=days))
    assert audit.main() == result


def test_every_exception_has_its_reason_and_its_day():
    lines = audit.EXCEPTIONS.read_text("utf-8").splitlines()
    assert lines[0] == "advisory,package,until,why"
    assert all(date.fromisoformat(line.split(",")[2]) for line in lines[1:])
