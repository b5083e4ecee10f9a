"""What `make mutants` changes and asks is there, under the names that it is given."""

import tomllib

import pytest

from tests.support.mutants import PARTS, ROOT, told_of


@pytest.mark.parametrize("part", PARTS)
def test_a_part_names_files_and_tests_that_exist(part):
    for pattern in PARTS[part]["only_mutate"]:
        assert list(ROOT.glob(pattern)), pattern
    for path in PARTS[part]["tests"]:
        assert (ROOT / path).exists(), path


def test_a_part_is_told_to_the_program_that_changes_things():
    settings = (ROOT / "pyproject.toml").read_text()
    told = tomllib.loads(told_of(settings, PARTS["rules"]))["tool"]["mutmut"]
    assert told["only_mutate"] == PARTS["rules"]["only_mutate"]
    assert told["pytest_add_cli_args_test_selection"] == PARTS["rules"]["tests"]
    assert told["source_paths"] == ["neighbourhood", "messaging", "verification"]
