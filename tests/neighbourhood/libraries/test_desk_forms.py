"""What the forms of a desk carry: one loan, one label however typed, a card that still is one."""

import pytest

from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.libraries import policies
from tests.support.carried import carried, press


@pytest.mark.parametrize("left", ["closed_at", "excluded_at"])
def test_the_card_of_who_has_left_is_a_card_no_more(counter, hassan, on, left):
    tool, token = counter.tool(), counter.card(counter.karima)
    counter.change(counter.karima, **{left: now()})
    lent = {"outil": tool.label, "carte": token}
    for path, data in ((counter.desk, {"scan": token}), (f"{counter.desk}/preter", lent)):
        answer = hassan.post(path, data=data)
        assert answer.status_code in {409, 422}
        assert "Cette carte n’est plus valable" in answer.text
    for path in (f"{counter.desk}?carte={token}", f"/outiltheques/c/{token}"):
        assert "Cette carte n’est plus valable" in hassan.get(path).text
    with pytest.raises(policies.MayNotBorrow):
        counter.lend(tool, counter.karima)
    with pytest.raises(NotVerified):
        counter.reserve(counter.karima, tool, on(4), on(7))


def test_an_old_form_takes_in_no_loan_of_somebody_else(counter, hassan):
    tool = counter.tool()
    counter.lend(tool, counter.karima)
    page, path = f"{counter.desk}?outil={tool.label}", f"{counter.desk}/{tool.id}/rendre"
    old = carried(hassan.get(page), path)
    counter.give_back(tool)
    assert hassan.post(path, data=old).status_code == 409
    loan = counter.lend(tool, counter.marcel)
    for data in (old | {"press": ""}, {}):
        answer = hassan.post(path, data=data)
        assert answer.status_code == 409
        assert "Cela a changé pendant que vous lisiez" in answer.text
    assert counter.fresh(loan).is_lent
    press(hassan, path, on=page)
    assert counter.fresh(loan).is_returned


def test_an_old_form_lends_no_tool_that_is_described_otherwise(counter, hassan):
    tool, token = counter.tool(), counter.card(counter.karima)
    path = f"{counter.desk}/preter"
    old = carried(hassan.get(f"{counter.desk}?outil={tool.label}&carte={token}"), path)
    counter.change(tool, condition="Le fil est abîmé.")
    assert hassan.post(path, data=old).status_code == 409
    assert counter.loans() == []


def test_a_label_and_a_card_are_lent_by_however_they_are_typed(counter, hassan):
    tool, token = counter.tool(), counter.card(counter.karima)
    label = f" {tool.label[:3]} {tool.label[3:]} ".lower()
    lent = {"outil": label, "carte": f" {token[:12]} {token[12:]} ".upper()}
    page = hassan.post(f"{counter.desk}/preter", data=lent, follow_redirects=True)
    assert "Prêté à Karima Benali" in page.text
    assert counter.fresh(counter.loans()[0]).tool_id == tool.id
