"""Whoever may only read is told so before they type, not after."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.actions.standing import restrict
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from tests.support.news import plain


@pytest.fixture
def marcel(make):
    return make.resident("Marcel Lefèvre", make.quartier())


@pytest.fixture
def restricted(make, marcel, signed_in):
    with make.writing() as session:
        restrict(session.get_one(Resident, marcel.id), Measure.READ_ONLY, now() + timedelta(days=7))
    return signed_in(marcel)


FORMS = ["/entraide/demander", "/entraide/proposer", "/invitations/proposer", "/mandats/confier"]


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_several_pages_does_not_open(restricted, path):
    answer = restricted.get(path)
    assert answer.status_code == 403
    assert "lecture seule" in plain(answer.text)


@pytest.mark.parametrize("path", FORMS)
def test_without_a_measure_it_does(marcel, signed_in, path):
    assert signed_in(marcel).get(path).status_code == 200
