"""Every refusal around accounts and mandates tells what to do next."""

import re

import pytest

from neighbourhood.foundation.errors import DomainError

# Somebody is told to do something; these say only how things stand.
DO = re.compile(r"\b(?!(?:avez|agissez|habitez)\b)\w+ez\b|\b(?:dites|faites)\b", re.IGNORECASE)


def refusals(of=DomainError):
    for refusal in of.__subclasses__():
        yield refusal
        yield from refusals(refusal)


OURS = sorted(
    {
        one
        for one in refusals()
        if one.__module__.startswith(("neighbourhood.mandates", "neighbourhood.residents"))
    },
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("refusal", OURS, ids=lambda one: one.__name__)
def test_a_refusal_says_what_to_do(app, refusal):
    with app.test_request_context():
        said = str(refusal.sentence)
    assert DO.search(said), said


def test_there_are_refusals():
    assert len(OURS) > 8
