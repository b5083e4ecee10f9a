"""A list takes only what stands in it."""

import pytest


@pytest.mark.parametrize("quartier", ["999", "zz", "-1", ""])
def test_a_quartier_that_is_not_in_the_list_is_a_sentence(make, office, signed_in, quartier):
    make.quartier("Un autre", office.partner.municipality)
    need = office.draft()
    told = {"kind": "heating", "title": "Le gaz", "covers": "Le solde.", "amount": "120"}
    there = f"/partenaires/{office.partner.id}/besoins/{need.id}/modifier"
    answer = signed_in(office.author).post(there, data={**told, "quartier": quartier})
    assert answer.status_code == 422
    assert office.now(need).quartier_id == office.quartier.id
