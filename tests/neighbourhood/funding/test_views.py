"""Giving, from the need to the thanks, by way of the pretend bank."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.funding.forms.giving import GiftForm
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import GatewayDown
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.needs.models import NeedStatus
from neighbourhood.needs.policies import NEEDS_FOR_ALL


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def local(url):
    return url.removeprefix("http://localhost")


def go_and_pay(browser, need, **answers):
    """Give, and return the address of the pretend pay page."""
    answer = browser.post(f"/solidarite/{need.id}/donner", data=answers)
    assert answer.status_code == 303, plain(answer.text)
    return local(answer.location)


@pytest.fixture
def browser(signed_in, donor):
    return signed_in(donor)


def pledges(app):
    with app.app_context():
        return db.session.query(Pledge).order_by(Pledge.id).all()


def test_a_neighbour_gives_pays_and_is_thanked(app, office, browser):
    need = office.open(target_cents=5000, title="Des lunettes")
    assert f"/solidarite/{need.id}/donner" in browser.get(f"/solidarite/{need.id}").text
    assert "Ce qui manque : 50 €" in plain(browser.get(f"/solidarite/{need.id}/donner").text)
    bank = go_and_pay(browser, need, amount="12,50")
    page = plain(browser.get(bank).text)
    assert "Banque imaginaire" in page
    assert "Payer 12,50 €" in page
    assert "Des lunettes" in page
    answer = browser.post(bank, data={"decision": "pay"})
    assert answer.status_code == 303
    thanks = plain(browser.get(local(answer.location)).text)
    assert "Vos 12,50 € sont bien arrivés" in thanks
    assert "Il manque encore 37,50 €" in thanks
    assert "12,50 € sur 50 €" in plain(browser.get(f"/solidarite/{need.id}").text)


def test_a_suggested_amount_needs_no_typing(app, office, browser):
    need = office.open(target_cents=5000)
    go_and_pay(browser, need, suggested="1000")
    assert pledges(app)[0].amount_cents == 1000


def test_what_is_typed_wins_over_the_suggestion(app, office, browser):
    go_and_pay(browser, office.open(), suggested="500", amount="7")
    assert pledges(app)[0].amount_cents == 700


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choisissez un montant"),
        ({"amount": "51"}, "Donnez 50 € au plus"),
        ({"amount": "0,50"}, "Donnez 1 € au moins"),
        ({"amount": "49,50"}, "Il resterait moins de 1 €"),
        ({"amount": "dix"}, "Écrivez un montant en euros"),
        ({"suggested": "4200"}, ""),
    ],
)
def test_an_amount_that_cannot_be_given_is_explained(app, office, browser, answers, sentence):
    need = office.open(target_cents=5000)
    answer = browser.post(f"/solidarite/{need.id}/donner", data=answers)
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert pledges(app) == []


def test_someone_who_is_faster_leaves_less_to_give(app, office, browser, other, monkeypatch):
    need = office.open(target_cents=2000)
    offered = GiftForm.offer

    def offer_then_others_give(form, remaining_cents, **more):
        offered(form, remaining_cents, **more)
        if remaining_cents == 2000:
            office.give(other, need, 1500)

    monkeypatch.setattr(GiftForm, "offer", offer_then_others_give)
    answer = browser.post(f"/solidarite/{need.id}/donner", data={"amount": "20"})
    assert answer.status_code == 422
    assert "Donnez 5 € au plus" in plain(answer.text)
    assert "Ce qui manque : 5 €" in plain(answer.text)


def test_while_others_pay_the_rest_there_is_nothing_to_choose(office, browser, other):
    need = office.open(target_cents=2000)
    office.promise(other, need, 2000)
    page = browser.get(f"/solidarite/{need.id}/donner")
    assert "D’autres voisins sont en train de payer" in page.text


def test_cancelling_at_the_bank_costs_nothing(app, office, browser):
    need = office.open()
    bank = go_and_pay(browser, need, amount="5")
    answer = browser.post(bank, data={"decision": "cancel"})
    assert "Rien n’a été payé" in browser.get(local(answer.location)).text
    assert pledges(app)[0].status is PledgeStatus.CANCELLED


def test_a_refused_card_may_be_tried_again(app, office, browser):
    bank = go_and_pay(browser, office.open(), amount="5")
    answer = browser.post(bank, data={"decision": "refuse"})
    assert answer.status_code == 402
    assert "Carte refusée" in answer.text
    assert pledges(app)[0].status is PledgeStatus.RESERVED
    browser.post(bank, data={"decision": "pay"})
    assert pledges(app)[0].status is PledgeStatus.SETTLED


def test_paying_twice_on_the_same_page_counts_once(app, office, browser):
    need = office.open()
    bank = go_and_pay(browser, need, amount="5")
    for _twice in range(2):
        assert browser.post(bank, data={"decision": "pay"}).status_code == 303
    assert office.now(need).raised_cents == 500


def test_a_bank_page_nobody_ordered_is_not_there(visitor):
    assert visitor.get("/paiement-demo/nothing").status_code == 404
    assert visitor.post("/paiement-demo/nothing", data={"decision": "pay"}).status_code == 404


def test_before_the_bank_confirms_one_is_asked_to_wait(office, donor, browser):
    promise = office.promise(donor, office.open(), 500)
    page = browser.get(f"/solidarite/dons/{promise.key}/merci").text
    assert "La banque nous répond" in page
    assert "Ne payez pas une deuxième fois" in page


def test_when_the_bank_is_down_the_part_is_free_again(app, office, browser, monkeypatch):
    class Down:
        def checkout(self, *_args):
            raise GatewayDown

    monkeypatch.setattr(choosing, "chosen", Down)
    answer = browser.post(f"/solidarite/{office.open().id}/donner", data={"amount": "5"})
    assert answer.status_code == 503
    assert "Rien n’a été débité" in answer.text
    assert pledges(app)[0].status is PledgeStatus.CANCELLED


def test_where_needs_are_for_neighbours_giving_is_for_verified_ones_of_the_town(
    office, open_office, make, signed_in, visitor
):
    path = f"/solidarite/{office.open().id}/donner"
    assert visitor.get(path).location.startswith("/connexion")
    with make.writing():
        put_off(office.quartier.municipality_id, {NEEDS_FOR_ALL}, known={NEEDS_FOR_ALL})
    unproved = make.resident("Nouveau Venu", verified=False)
    assert signed_in(unproved).get(path).status_code == 404
    assert signed_in(open_office("Ailleurs").author).get(path).status_code == 404


def test_what_is_funded_takes_no_more(office, browser, other):
    need = office.open(target_cents=2000)
    office.give(other, need, 2000)
    assert browser.get(f"/solidarite/{need.id}/donner").status_code == 409
    page = browser.get(f"/solidarite/{need.id}").text
    assert f"/solidarite/{need.id}/donner" not in page
    assert "Tout est réuni" in page


def test_gifts_and_receipts_are_for_their_donor_alone(
    office, donor, other, browser, signed_in, visitor
):
    need = office.open(target_cents=2000)
    gift = office.give(donor, need, 2000)
    office.prove(need, "La facture est payée.")
    page = plain(browser.get("/solidarite/mes-dons").text)
    assert "vous avez donné 20 €" in page
    assert "Réalisé" in page
    receipt = plain(browser.get(f"/solidarite/mes-dons/{gift.key}").text)
    for told in ("Don reçu", "20 €", gift.key, "La facture est payée."):
        assert told in receipt
    stranger = signed_in(other)
    assert "Pas encore de don" in stranger.get("/solidarite/mes-dons").text
    for path in ("mes-dons/{}", "dons/{}/merci", "dons/{}/pas-paye"):
        assert stranger.get(f"/solidarite/{path.format(gift.key)}").status_code == 404
        assert visitor.get(f"/solidarite/{path.format(gift.key)}").status_code == 302


def test_nobody_reads_who_gave_not_even_the_partner(office, donor, other, signed_in):
    need = office.open(target_cents=2000)
    office.give(donor, need, 2000)
    desk = f"/partenaires/{office.partner.id}/besoins"
    for reader, paths in (
        (office.author, (desk, f"{desk}/{need.id}", f"/solidarite/{need.id}")),
        (other, ("/solidarite", f"/solidarite/{need.id}")),
    ):
        browser = signed_in(reader)
        for path in paths:
            page = browser.get(path).text
            assert "Karima" not in page
            assert "Benali" not in page


def test_a_gift_that_came_too_late_is_shown_as_owed_then_given_back(office, donor, other, browser):
    need = office.open(target_cents=2000)
    promise = office.promise(donor, need, 2000)
    office.withdraw(need)
    office.settle(promise)
    assert "Votre don vous est rendu" in browser.get(f"/solidarite/dons/{promise.key}/merci").text
    assert "vous sera rendu" in browser.get("/solidarite/mes-dons").text
    assert office.now(need).status is NeedStatus.WITHDRAWN


def test_my_gifts_cost_the_same_whatever_their_number(office, donor, browser, statements):
    counts = []
    for _round in range(2):
        for _gift in range(2):
            office.give(donor, office.open(), 500)
        browser.get("/solidarite/mes-dons")  # the first look puts the bell out
        statements.clear()
        browser.get("/solidarite/mes-dons")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 7, statements


def test_many_gifts_are_read_page_after_page(office, donor, browser):
    need = office.open(target_cents=90000)
    for _gift in range(32):
        office.give(donor, need, 500)
    first = browser.get("/solidarite/mes-dons").text
    assert first.count("/solidarite/mes-dons/") == 30
    after = first.split("after=")[1].split('"')[0]
    assert (
        browser.get(f"/solidarite/mes-dons?after={after}").text.count("/solidarite/mes-dons/") == 2
    )
