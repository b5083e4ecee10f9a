"""Examples of statements that were published for programs to be tried with."""

import pytest

from neighbourhood.funding.statements.reading import read_statement

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize("version", ["v2.minimal", "v2.multi.statement", "v4", "v8"])
def test_published_examples_are_read(version, real_data):
    file = real_data / "bank" / f"camt053.{version}.xml"
    found = read_statement(file.read_bytes(), "").lines
    assert found[0].cents == 885
    assert found[0].account == "NL26VAYB8060476890"
