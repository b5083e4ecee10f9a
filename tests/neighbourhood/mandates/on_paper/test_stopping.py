"""Whoever holds the paper stops the mandate."""

import re

import pytest

from neighbourhood.foundation.storing import codes
from neighbourhood.mandates.actions import ending
from neighbourhood.mandates.models import Mandate, MandateStatus
from neighbourhood.mandates.paperwork import sayings
from neighbourhood.mandates.policies import MandateGone
from tests.neighbourhood.mandates.on_paper.conftest import STOP


def test_whoever_holds_the_paper_stops_it(visitor, recorded, stop_code, kept):
    mandate = recorded()
    said = {"reference": codes.spell(mandate.reference).lower(), "code": stop_code(mandate)}
    answer = visitor.post(STOP, data=said)
    assert answer.location == f"{STOP}/confirmer"
    assert kept(mandate.id).is_live
    page = visitor.get(answer.location).text
    assert "Marcel Dupont" in page
    assert "Karima Benali" in page
    assert "rue de la Tour" not in page
    assert visitor.post(answer.location).status_code == 303
    ended = kept(mandate.id)
    assert (ended.status, ended.revoked_by_id) == (MandateStatus.REVOKED, None)
    assert visitor.get(f"{STOP}/confirmer").location == STOP


def test_a_wrong_reference_and_a_wrong_code_get_the_same_answer(visitor, recorded, stop_code):
    mandate, other = recorded(), recorded("Rosa Lima")
    answers = [
        visitor.post(STOP, data={"reference": reference, "code": code})
        for reference, code in (
            (mandate.reference, "0000000000"),
            ("ZZZZZZZZ", stop_code(mandate)),
            (mandate.reference, stop_code(other)),
        )
    ]
    pages = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1
    assert {answer.status_code for answer in answers} == {422}
    assert "Marcel" not in pages.pop()
    assert visitor.get(f"{STOP}/confirmer").location == STOP


@pytest.mark.parametrize("said", [{}, {"reference": "ABC", "code": "X"}, {"code": "ABCDE12345"}])
def test_what_cannot_be_the_codes_is_asked_again(visitor, said):
    assert visitor.post(STOP, data=said).status_code == 422


def test_a_form_regretted_on_the_way_leaves_nothing(visitor, prepare, stop_code, kept):
    mandate = prepare()
    visitor.post(STOP, data={"reference": mandate.reference, "code": stop_code(mandate)})
    visitor.post(f"{STOP}/confirmer")
    assert kept(mandate.id) is None


def test_what_is_over_already_says_so(make, visitor, recorded, stop_code):
    mandate = recorded()
    with make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))
    visitor.post(STOP, data={"reference": mandate.reference, "code": stop_code(mandate)})
    assert "déjà pris fin" in visitor.get(f"{STOP}/confirmer").text
    assert visitor.post(f"{STOP}/confirmer").status_code == 409


def test_it_stops_once(make, recorded):
    mandate = recorded()
    with make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))
    with pytest.raises(MandateGone), make.writing() as session:
        ending.revoke_from_paper(session.get_one(Mandate, mandate.id))


def test_the_square_brings_the_reference_and_keeps_the_code_from_servers(
    app, visitor, recorded, kept, stop_code
):
    mandate = recorded()
    with app.test_request_context():
        scan = sayings.stop_scan(kept(mandate.id))
    address, _, secret = scan.partition("#")
    assert codes.read(secret) == stop_code(mandate)
    page = visitor.get(address.removeprefix("http://localhost")).text
    assert f'value="{mandate.reference}"' in page
    assert secret not in page


def test_too_many_tries_are_refused(limited, visitor):
    answers = [visitor.post(STOP, data={"reference": "ABCD1234"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_nothing_of_the_codes_is_stored(make, recorded, stop_code):
    mandate = recorded()
    with make.writing() as session:
        row = session.get_one(Mandate, mandate.id)
        assert stop_code(mandate) not in (row.nonce, row.code_hash, row.reference)
