"""What the forms of a desk carry: one loan, one label however typed, a card that still is one."""

import pytest

from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.libraries import policies
from tests.support.carried import carried, press
from tests.support.noted import acts_about


def card_number(hassan, counter, token):
    """Scan a card at the desk, and return the number that stands for it in addresses."""
    return hassan.post(counter.desk, data={"scan": token}).location.split("carte=")[1]


@pytest.mark.parametrize("left", ["closed_at", "excluded_at"])
def test_the_card_of_who_has_left_is_a_card_no_more(counter, hassan, on, left):
    tool, token = counter.tool(), counter.card(counter.karima)
    lent = {"outil": tool.label, "carte": card_number(hassan, counter, token)}
    counter.change(counter.karima, **{left: now()})
    for path, data in ((counter.desk, {"scan": token}), (f"{counter.desk}/preter", lent)):
        answer = hassan.post(path, data=data)
        assert answer.status_code in {409, 422}
        assert "Cette carte n’est plus valable" in answer.text
    for path in (f"{counter.desk}?carte={lent['carte']}", f"/outiltheques/c/{token}"):
        page = hassan.get(path, follow_redirects=True)
        assert "Cette carte n’est plus valable" in page.text
        assert token not in page.request.url
    with pytest.raises(policies.MayNotBorrow):
        counter.lend(tool, counter.karima)
    with pytest.raises(NotVerified):
        counter.reserve(counter.karima, tool, on(4), on(7))


def test_no_address_of_a_desk_holds_the_token_of_a_card(counter, hassan, signed_in, move_clock):
    token = counter.card(counter.karima)
    number = card_number(hassan, counter, token)
    assert token not in hassan.get(f"/outiltheques/c/{token}").location
    here = f"{counter.desk}?carte={number}"
    page = hassan.get(here).text
    assert "Carte reconnue" in page
    assert token not in page
    assert "Carte reconnue" not in signed_in(counter.sophie).get(here).text
    move_clock(minutes=16)
    assert "Scannez-la de nouveau" in hassan.get(here).text


@pytest.mark.parametrize("scan", ["AAAAAA", "a token of no card, as long as one"])
def test_after_a_scan_that_is_refused_the_field_waits_for_the_next(counter, hassan, scan):
    page = hassan.post(counter.desk, data={"scan": scan})
    assert page.status_code == 422
    assert 'class="stack scanner"' in page.text
    assert scan not in page.text


def test_whoever_is_not_signed_in_is_led_away_from_the_address_of_a_card(counter, client):
    token = counter.card(counter.karima)
    away = client.get(f"/outiltheques/c/{token}").location
    assert "/connexion?next=/outiltheques" in away.replace("%2F", "/")
    assert token not in away


def test_a_desk_reads_the_whole_name_and_each_day_it_is_noted_once(counter, hassan, on, move_clock):
    counter.change(counter.karima, shows_full_name=False)
    counter.reserve(counter.karima, counter.tool(), on(0), on(7))
    for _ in range(2):
        assert "Karima Benali" in hassan.get(counter.desk).text
    assert acts_about(counter.make, counter.karima) == ["libraries.name"]
    move_clock(days=1)
    hassan.get(counter.desk)
    assert acts_about(counter.make, counter.karima) == ["libraries.name"] * 2


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
    card = card_number(hassan, counter, token)
    old = carried(hassan.get(f"{counter.desk}?outil={tool.label}&carte={card}"), path)
    counter.change(tool, condition="Le fil est abîmé.")
    assert hassan.post(path, data=old).status_code == 409
    assert counter.loans() == []


def test_a_label_and_a_card_are_lent_by_however_they_are_typed(counter, hassan):
    tool, token = counter.tool(), counter.card(counter.karima)
    label = f" {tool.label[:3]} {tool.label[3:]} ".lower()
    card = card_number(hassan, counter, f" {token[:12]} {token[12:]} ".upper())
    lent = {"outil": label, "carte": card}
    page = hassan.post(f"{counter.desk}/preter", data=lent, follow_redirects=True)
    assert "Prêté à Karima Benali" in page.text
    assert counter.fresh(counter.loans()[0]).tool_id == tool.id
