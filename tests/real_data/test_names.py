import json

import pytest

from neighbourhood.foundation.words import persons
from neighbourhood.residents import names
from neighbourhood.residents.forms.profile import _OBJECTIONS

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
        assert persons.initials(kept)


def test_beyond_the_quartier_no_real_name_is_shown_whole(real_data):
    folder = real_data / "names"
    forenames = (folder / "forenames.txt").read_text("utf-8").splitlines()
    surnames = (folder / "surnames.txt").read_text("utf-8").splitlines()
    for first in forenames:
        for name in (first, *(f"{first} {last}" for last in surnames[::17])):
            shown = persons.beyond(names.tidy(name))
            assert shown
            assert hides(shown, names.tidy(name)), (name, shown)
    for last in surnames:
        shown = persons.beyond(names.tidy(last))
        assert hides(shown, names.tidy(last)), (last, shown)


def hides(shown, name):
    """Tell whether the whole of a name is not to be read, nor more than one of its words."""
    words = name.split()
    read = [word.strip(".…\u200f") for word in shown.split()]
    return name not in shown and sum(word in words for word in read) <= (len(words) > 1)


@pytest.mark.parametrize("pattern", ["{first} {last}", "{capitals} {first}", "{last}, {first}"])
def test_no_real_family_name_is_shown_whole_in_any_order(real_data, pattern):
    folder = real_data / "names"
    forenames = (folder / "forenames.txt").read_text("utf-8").splitlines()
    surnames = (folder / "surnames.txt").read_text("utf-8").splitlines()
    told = initials = 0
    for first in forenames:
        for last in surnames[::43]:
            if first == last or ("capitals" in pattern and last.upper() == last.lower()):
                continue  # a script without capitals
            shown = persons.beyond(
                names.tidy(pattern.format(first=first, last=last, capitals=last.upper()))
            )
            read = {word.casefold() for word in shown.split()}
            assert names.tidy(last).casefold() not in read, (first, last, shown)
            told += shown.split()[0] == names.tidy(first)
            initials += 1
    # Who is written in the usual order is nearly always still called by the given name.
    assert pattern != "{first} {last}" or told > 0.85 * initials


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
