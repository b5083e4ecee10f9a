"""The basket of a browser: chosen on several pages, read on one, paid by one press."""

import re

import pytest

from neighbourhood.funding.models.gifts import PledgeStatus
from tests.neighbourhood.funding.visiting import COLETTE, link_in, local, page_of, plain, pledges

BASKET = "/panier"


@pytest.fixture
def needs(office):
    return [office.open(title=title, target_cents=2000) for title in ("Lit", "Vélo")]


def add(browser, url, cents):
    return browser.post(url, data={"suggested": str(cents), "amount": "", "basket": ""})


def hidden(page):
    """What the form of the basket carries."""
    return dict(re.findall(r'name="(key|read)"[^>]*? value="([^"]+)"', page))


def press(browser, **answers):
    """Press the button that pays, on the page as it is drawn now."""
    return browser.post(BASKET, data={**hidden(browser.get(BASKET).text), **answers})


def pay(browser, order):
    back = browser.post(local(order.location), data={"decision": "pay"})
    return browser.get(local(back.location))


def test_a_resident_chooses_twice_pays_once_and_finds_each_gift_by_itself(
    app, donor, needs, signed_in, outbox
):
    browser = signed_in(donor)
    for need in needs:
        assert add(browser, f"/solidarite/{need.id}/donner", 500).location == BASKET
    assert "Panier (2)" in browser.get("/solidarite").text
    page = plain(browser.get(BASKET).text)
    assert "Payer 10 €" in page
    assert "sa part vous est rendue, sur votre carte" in page, "the rule is said before one pays"
    assert "Personne ne voit que ces dons viennent de la même personne" in page
    assert pledges(app) == [], "nothing is kept before one pays"
    order = press(browser)
    bank = plain(browser.get(local(order.location)).text)
    assert "Lit" in bank
    assert "Payer 10 €" in bank
    before = len(outbox())
    thanks = plain(pay(browser, order).text)
    assert "Vos 10 € sont bien arrivés" in thanks
    (mail,) = outbox()[before:]
    assert "Si l’un de ces besoins est retiré, sa part vous est rendue" in mail
    assert "avant l’arrivée" not in mail, "it has arrived"
    assert [each.status for each in pledges(app)] == [PledgeStatus.SETTLED] * 2
    assert "Votre panier est vide" in browser.get(BASKET).text
    mine = plain(browser.get("/solidarite/mes-dons").text)
    assert "Lit" in mine
    assert "Vélo" in mine


def test_a_visitor_does_the_same_and_types_a_mailbox_once(app, needs, visitor, outbox):
    for need in needs:
        assert visitor.post(page_of(need), data={"basket": "500"}).location == BASKET
    assert press(visitor, email="").status_code == 422
    order = press(visitor, email=COLETTE)
    before = len(outbox())
    assert "Vos 10 € sont bien arrivés" in plain(pay(visitor, order).text)
    [mail] = outbox()[before:]
    assert "Vélo" in visitor.get(link_in(mail.replace("\n(", " \n("))).text


def test_what_is_not_paid_stays_in_the_basket_and_is_paid_under_another_key(
    app, donor, needs, signed_in
):
    browser = signed_in(donor)
    add(browser, f"/solidarite/{needs[0].id}/donner", 500)
    first = press(browser)
    again = press(browser)
    assert len(pledges(app)) == 1, "pressed twice, it is kept once"
    back = browser.post(local(again.location), data={"decision": "cancel"})
    assert "toujours là" in browser.get(local(back.location), follow_redirects=True).text
    assert "Vos 5 € sont bien arrivés" in plain(pay(browser, press(browser)).text)
    statuses = [each.status for each in pledges(app)]
    assert statuses == [PledgeStatus.CANCELLED, PledgeStatus.SETTLED]
    assert first.status_code == 303


def test_a_line_that_changed_says_so_and_what_to_do(app, office, donor, other, needs, signed_in):
    browser = signed_in(donor)
    for need in needs:
        add(browser, f"/solidarite/{need.id}/donner", 2000)
    stale = hidden(browser.get(BASKET).text)
    office.give(other, needs[0], 1500)
    office.withdraw(needs[1])
    assert browser.post(BASKET, data=stale).status_code in {409, 422}
    page = plain(browser.get(BASKET).text)
    assert "Donnez 5 € au plus" in page
    assert "Retirez cette ligne" in page
    assert "Payer" not in page.partition("<main")[2]
    browser.post("/panier/ajuster", data={"fund": needs[0].fund_id})
    browser.post("/panier/retirer", data={"fund": needs[1].fund_id})
    assert "Payer 5 €" in plain(browser.get(BASKET).text)


def test_a_form_of_another_window_pays_nothing(app, donor, needs, signed_in):
    browser = signed_in(donor)
    add(browser, f"/solidarite/{needs[0].id}/donner", 500)
    stale = hidden(browser.get(BASKET).text)
    add(browser, f"/solidarite/{needs[1].id}/donner", 500)
    answer = browser.post(BASKET, data=stale)
    assert "dans une autre fenêtre" in answer.text
    assert pledges(app) == []


def test_what_a_basket_does_not_keep_is_refused_and_said(donor, needs, signed_in):
    url = f"/solidarite/{needs[0].id}/donner"
    answer = signed_in(donor).post(
        url, data={"suggested": "500", "in_name_of": "Odette", "basket": ""}
    )
    assert answer.status_code == 422
    assert "garde seulement des montants" in answer.text


def test_signing_out_forgets_the_basket(donor, needs, signed_in):
    browser = signed_in(donor)
    add(browser, f"/solidarite/{needs[0].id}/donner", 500)
    browser.post("/deconnexion")
    assert "Votre panier est vide" in browser.get(BASKET).text


def test_the_thanks_of_a_resident_are_for_that_resident(donor, other, needs, signed_in):
    browser = signed_in(donor)
    add(browser, f"/solidarite/{needs[0].id}/donner", 500)
    order = press(browser)
    thanks = local(browser.post(local(order.location), data={"decision": "pay"}).location)
    assert browser.get(thanks).status_code == 200
    assert signed_in(other).get(thanks).status_code == 404
