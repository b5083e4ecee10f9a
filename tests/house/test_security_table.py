"""Every requirement of OWASP ASVS 5.0 has its line with a test, every threat its control."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "docs" / "security"
COLUMNS = ["requirement", "level", "subject", "applies", "state", "why", "test"]
STATES = {"yes": {"kept", "open"}, "no": {""}}

# The numbers of levels 1 and 2, by section: "1-5" are of level 1 in the first, of 2 in the second.
LEVEL_1 = """
1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2
6.1:1 6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2
11.4:1 12.1:1 12.2:1-2 13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1
"""
LEVEL_2 = """
1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2
4.1:2-3 4.2:1 4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3
6.8:1-4 7.1:1-3 7.3:1-2 7.4:3-5 7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2
10.3:1-4 10.4:6-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1
12.1:2-3 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:2-5 14.1:1-2 14.2:2-4 14.3:2-3 15.1:2-3 15.2:2-3
15.3:2-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
"""
# What is not kept yet: a line joins this list only on purpose, and leaves it with a test.
OPEN = {"6.3.3", "13.2.1", "13.2.2", "13.3.1"}

_TEST = re.compile(r"tests/[\w/]+\.py::test_\w+")


def numbers(ranges: str) -> list[str]:
    """Return the numbers that ranges stand for: "1.2:1-3" are 1.2.1, 1.2.2 and 1.2.3."""
    found = []
    for section, _, said in (part.partition(":") for part in ranges.split()):
        first, _, last = said.partition("-")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


@cache
def named_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module(body=[])
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def exists(test: str) -> bool:
    path, _, name = test.partition("::")
    return name in named_in(ROOT / path)


@cache
def anchors(document: Path) -> frozenset[str]:
    """Return what one may write after the # to reach a heading of a document."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w-]", "", h.lower().replace(" ", "-")) for h in headings)


def faults(row: dict[str, str]) -> list[str]:
    """Return what is wrong with a line of the table."""
    tests, applies, state = row["test"].split(), row["applies"], row["state"]
    lost = [test for test in tests if not exists(test)]
    wrong = {
        "applies is yes or no": applies not in STATES,
        f"state is one of {STATES.get(applies)}": state not in STATES.get(applies, {state}),
        "why is empty": not row["why"].strip(),
        "subject is empty": not row["subject"].strip(),
        "what is kept names its test": state == "kept" and not tests,
        "what is not kept names no test": state != "kept" and bool(tests),
        f"no such test: {lost}": bool(lost),
    }
    return [f"{row['requirement']}: {fault}" for fault, stands in wrong.items() if stands]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (SECURITY / "asvs.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.fixture(scope="module")
def threats() -> list[list[str]]:
    text = (SECURITY / "threats.md").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_requirement_of_both_levels_has_its_line_once(rows):
    official = dict.fromkeys(numbers(LEVEL_1), "1") | dict.fromkeys(numbers(LEVEL_2), "2")
    assert len(official) == 253
    assert [(row["requirement"], row["level"]) for row in rows] == sorted(
        official.items(), key=lambda each: [int(part) for part in each[0].split(".")]
    )


def test_every_line_says_why_and_names_a_test_that_exists(rows):
    wrong = [fault for row in rows for fault in faults(row)]
    assert not wrong, "\n".join(wrong)


def test_what_is_open_is_known(rows):
    still = {row["requirement"] for row in rows if row["state"] == "open"}
    print(f"{len(still)} requirements of OWASP ASVS are open")  # noqa: T201
    assert still == OPEN, "write a test for what is new here, and take out what is kept by now"


def test_what_is_to_be_written_down_is_written(rows):
    named = re.findall(r"docs/security/(\w+\.md)#([\w-]+)", "\n".join(r["why"] for r in rows))
    assert len(named) > 15
    lost = [f"{page}#{where}" for page, where in named if where not in anchors(SECURITY / page)]
    assert not lost, f"no such heading: {lost}"


def test_every_threat_names_its_control_and_a_test_that_exists(threats):
    assert 25 <= len(threats) <= 60
    for threat, control, tests in threats:
        named = _TEST.findall(tests)
        assert threat, control
        assert control, threat
        assert named or tests.startswith("open:"), threat
        assert not [test for test in named if not exists(test)], threat


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"test": "tests/test_headers.py::test_nothing_of_the_kind"}, "no such test"),
        ({"test": "tests/nowhere.py::test_every_template_can_be_read"}, "no such test"),
        ({"test": ""}, "names its test"),
        ({"why": " "}, "why is empty"),
        ({"applies": "no", "state": "", "why": "", "test": ""}, "why is empty"),
        ({"state": "soon"}, "state is one of"),
        ({"applies": "perhaps"}, "applies is"),
    ],
)
def test_a_line_that_is_wrong_would_be_found(change, fault):
    right = {
        "requirement": "1.1.1", "subject": "words", "applies": "yes", "state": "kept",
        "why": "a control", "test": "tests/test_headers.py::test_every_template_can_be_read",
    }  # fmt: skip
    assert faults(right) == []
    assert any(fault in found for found in faults(right | change))
