"""What is hashed, byte by byte: by us, by the browser, and by nobody otherwise."""

import json
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.funding.chain import NO_HEAD, Line, head_after, told
from tests.support.palier import ROOT

VECTORS = Path(__file__).with_name("chain_vectors.json")


@pytest.fixture(scope="module")
def vectors():
    return json.loads(VECTORS.read_text("utf-8"))


def line_of(said):
    moment = datetime.strptime(said["moment"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return Line(**{**said, "moment": moment})


def test_a_line_is_written_in_one_way(vectors):
    head = NO_HEAD
    for vector in vectors:
        line = line_of(vector["line"])
        head = head_after(head, line.digest)
        assert (line.canonical, line.digest, head) == (
            vector["canonical"],
            vector["digest"],
            vector["head"],
        )


def test_the_browser_writes_it_in_the_same_way(vectors):
    node = ["node", str(ROOT / "tests" / "support" / "vectors.mjs")]
    made = subprocess.run(node, input=json.dumps(vectors).encode(), capture_output=True, check=True)
    assert json.loads(made.stdout) == vectors


def test_the_order_in_which_sides_are_read_changes_nothing(vectors):
    line = line_of(vectors[2]["line"])
    assert replace(line, entries=list(line.entries)[::-1]).digest == line.digest


LONG_AGO = datetime.fromisoformat("2020-01-01")
LATE = datetime.fromisoformat("2100-01-01")
LINES = st.builds(
    Line,
    number=st.integers(1, 10**9),
    moment=st.datetimes(LONG_AGO, LATE, timezones=st.just(UTC)),
    kind=st.sampled_from(["gift", "refund", "pay-out"]),
    entries=st.lists(
        st.tuples(st.sampled_from(["provider", "fund:1", "fund:11", "used:1"]), st.integers()),
        min_size=2,
        max_size=4,
        unique_by=lambda side: side[0],
    ),
    reference=st.text(st.characters(codec="utf-8"), max_size=40),
    nonce=st.text("0123456789abcdef", min_size=32, max_size=32),
)


def others(line):
    """The same line with one thing changed, for each thing that it says."""
    (code, cents), *more = line.entries
    yield replace(line, number=line.number + 1)
    yield replace(line, moment=line.moment + timedelta(microseconds=1))
    yield replace(line, kind=f"{line.kind} ")
    yield replace(line, reference=f"{line.reference}1")
    yield replace(line, nonce=line.nonce[:-1] + ("1" if line.nonce[-1] == "0" else "0"))
    yield replace(line, entries=more)
    yield replace(line, entries=[(code, cents + 1), *more])
    yield replace(line, entries=[(f"{code}0", cents), *more])


@given(LINES)
def test_whatever_is_changed_the_digest_and_the_head_are_others(line):
    for other in others(line):
        assert other.canonical != line.canonical
        assert other.digest != line.digest
        assert head_after(NO_HEAD, other.digest) != head_after(NO_HEAD, line.digest)


def test_the_same_movement_twice_is_two_digests_that_say_nothing_of_each_other(vectors):
    line = line_of(vectors[0]["line"])
    assert replace(line, nonce="f" * 32).digest != line.digest


def test_a_moment_is_told_in_utc_wherever_the_machine_is(monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Europe/Paris")
        time.tzset()
        assert told(LATE.replace(tzinfo=UTC)) == "2100-01-01T00:00:00.000000Z"
    time.tzset()
