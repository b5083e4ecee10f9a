import json

import pytest

from neighbourhood.residents import names
from neighbourhood.residents.forms.profile import _OBJECTIONS
from neighbourhood.residents.models.residents import initials, shorten

pytestmark = pytest.mark.real_data


def test_every_real_name_is_accepted(real_data):
    folder = real_data / "names"
    forenames = (folder / "forenames.txt").read_text("utf-8").splitlines()
    surnames = (folder / "surnames.txt").read_text("utf-8").splitlines()
    assert len(forenames) > 700
    assert len(surnames) > 800
    pairs = [f"{forename} {surname}" for forename in forenames for surname in surnames[::37]]
    for name in [*forenames, *surnames, *pairs]:
        kept = names.tidy(name)
        assert names.objection(kept) is None, name
        assert shorten(kept)
        assert initials(kept)


def test_every_hostile_string_is_accepted_or_refused_for_a_reason(real_data):
    hostile = json.loads((real_data / "hostile" / "naughty_strings.json").read_text())
    refused = 0
    for text in hostile:
        kept = names.tidy(text)
        assert names.tidy(kept) == kept
        found = names.objection(kept)
        refused += found is not None
        assert found is None or str(_OBJECTIONS[found])
        assert found is not None or not set("<>&\"'/\\@") & set(kept)
    assert refused > 100
