"""The page on which a proof is written: what it compares, and which days it takes."""

import re

import pytest


@pytest.fixture
def desk(office):
    return lambda need: f"/partenaires/{office.partner.id}/besoins/{need.id}"


def test_what_stands_beside_a_proof_is_not_taken_for_what_is_typed_in_it(
    office, signed_in, neighbour, desk
):
    """Both have an amount and a kind: that of the need is not the one that was spent."""
    need = office.open(target_cents=10000)
    office.give(neighbour, need, 10000)
    there = f"{desk(need)}/preuve"
    browser = signed_in(office.author)
    read = re.search(r'name="read" value="([^"]+)"', browser.get(there).text)[1]
    told = {"text": "La facture est payée.", "kind": "invoice", "spent_on": "2026-03-10"}
    office.correct(office.now(need), title="Une autre facture")
    stale = browser.post(there, data={**told, "amount": "40", "read": read})
    assert stale.status_code == 409
    shown = " ".join(re.sub(r"<.*?>", " ", stale.text).split())
    assert "invoice" not in shown
    assert "Une autre facture" in shown
    assert "Ce que vous envoyez 40" not in shown.replace("\xa0", " ")


@pytest.mark.parametrize("day", ["0001-01-01", "0206-11-28", "1999-12-31", "2099-01-01"])
def test_the_day_of_a_proof_is_one_of_late(office, signed_in, neighbour, desk, day):
    need = office.open(target_cents=10000)
    office.give(neighbour, need, 10000)
    told = {"text": "La facture est payée.", "kind": "invoice", "spent_on": day, "amount": "40"}
    refused = signed_in(office.author).post(f"{desk(need)}/preuve", data=told)
    assert refused.status_code == 422
    assert "Cette date" in refused.text
