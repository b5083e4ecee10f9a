"""A name that cannot be printed is refused while it can still be written otherwise."""

import pytest

from tests.neighbourhood.funding.visiting import COLETTE, page_of, plain, pledges


@pytest.mark.parametrize("field", ["in_name_of", "organisation"])
def test_signs_that_no_face_has_are_refused_before_anything_is_paid(app, office, visitor, field):
    need = office.open()
    said = {"email": COLETTE, "amount": "5", field: "Odette \ue000"}
    refused = visitor.post(page_of(need), data=said)
    assert refused.status_code == 422
    assert "Nos polices n’ont pas ces signes" in plain(refused.text)
    assert 'value="5"' in refused.text, "nothing typed is lost"
    assert pledges(app) == []


@pytest.mark.parametrize("name", ["Odette", "عائشة", "田中", "Łukasz Żółć"])
def test_a_name_in_any_writing_of_ours_is_taken(app, office, visitor, name):
    said = {"email": COLETTE, "amount": "5", "in_name_of": name}
    assert visitor.post(page_of(office.open()), data=said).status_code == 303
