"""Visitors give with a mailbox alone, once, where the town lets them."""

import re

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.funding.actions import gifts, visiting
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge, PledgeStatus
from neighbourhood.funding.policies import AlreadyFunded, TooMuch, TooMuchUnpaid
from neighbourhood.needs.policies import NEEDS_FOR_ALL
from tests.neighbourhood.funding.visiting import (
    COLETTE,
    NAMED,
    colette,
    link_in,
    page_of,
    pay,
    plain,
    pledges,
    promise,
)


def test_a_visitor_gives_in_two_presses_and_finds_the_gift_by_the_link_of_the_receipt(
    app, office, visitor, outbox
):
    need = office.open(title="Des lunettes", covers="Des verres épais.")
    page = plain(visitor.get(page_of(need)).text)
    assert "Des verres épais." in page
    assert "tout vous est rendu" in page, "the rule is said before one pays"
    thanks = pay(visitor, need, **NAMED)
    assert "Vos 10 € sont bien arrivés" in plain(visitor.get(thanks).text)
    assert visitor.head(thanks).status_code == 200
    [receipt] = [mail for mail in outbox() if COLETTE in mail]
    for said in ("10 €", "Des lunettes", office.partner.name, "Atelier du Pont", "Odette"):
        assert said in plain(receipt)
    mine = link_in(receipt)
    assert "Des lunettes" in visitor.get(mine).text
    assert visitor.head(mine).status_code == 200
    assert visitor.get(mine).headers["Cache-Control"] == "private, no-store"
    one = f"{mine}/{pledges(app)[0].key}"
    assert "Atelier du Pont" in visitor.get(one).text
    for sheet in ("recu", "carte"):
        assert visitor.get(f"{one}/{sheet}.pdf").data.startswith(b"%PDF")
    assert visitor.get(f"{one}/autre.pdf").status_code == 404


def test_the_receipt_and_what_is_told_later_are_in_the_language_of_the_visitor(
    office, visitor, outbox
):
    need = office.open()
    visitor.post("/langue", data={"language": "en", "next": "/"})
    pay(visitor, need)
    office.withdraw(need)
    receipt, told = [mail for mail in outbox() if COLETTE in mail]
    assert "Thank you, your gift has arrived." in receipt
    assert "€10" in told
    assert "/donner/mes-dons/" in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "colette"}, "Il manque le signe @"),
        ({"email": ""}, "Cette réponse manque"),
        ({"amount": "0,50", "suggested": ""}, "Donnez 1 € au moins"),
        ({"suggested": ""}, "Choisissez un montant"),
        ({"showing": "public"}, "Écrivez le nom à montrer"),
        ({"showing": "public", "public_name": "06 12 34 56 78"}, "Écrivez un nom seulement"),
        ({"organisation": "Atelier", "siret": "73282932000075"}, "Ce SIRET n’existe pas"),
        ({"siret": "73282932000074"}, "Écrivez aussi le nom"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(app, office, visitor, typed, said):
    need = office.open()
    answer = visitor.post(page_of(need), data={"email": COLETTE, "suggested": "1000", **typed})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert pledges(app) == []


def test_a_press_sent_twice_and_a_second_tab_keep_one_part(app, office, visitor):
    need = office.open(target_cents=2000)
    page = visitor.get(page_of(need)).text
    press = re.search(r'name="press" value="([\w-]+)"', page)[1]
    said = {"email": COLETTE, "suggested": "2000", "press": press}
    first, second = (visitor.post(page_of(need), data=said) for _press in range(2))
    assert first.location == second.location
    other_tab = visitor.post(page_of(need), data={**said, "press": ""})
    assert other_tab.status_code == 303
    assert [each.status for each in pledges(app)] == [
        PledgeStatus.CANCELLED,
        PledgeStatus.RESERVED,
    ]


def test_whoever_types_somebody_elses_mailbox_neither_ends_nor_learns_of_their_reservation(office):
    need = office.open(target_cents=2000)
    first = promise(office, need, 1500)
    with pytest.raises(TooMuch):
        promise(office, need, 2000, colette(browser="another"))
    assert office.pledge_now(first).status is PledgeStatus.RESERVED
    assert promise(office, need, 2000).amount_cents == 2000, "the same browser tries again"


def test_visitors_who_are_paying_keep_half_at_most_so_that_others_may_give(office, donor):
    need = office.open(target_cents=100_000)
    promise(office, need, 40_000)
    with pytest.raises(TooMuchUnpaid) as refused:
        promise(office, need, 10_100, colette(browser="another"))
    assert "100" in str(refused.value.details["most"])
    promise(office, need, 10_000, colette(browser="another"))
    with pytest.raises(TooMuchUnpaid):
        promise(office, need, 100, colette(browser="a third"))
    assert office.give(donor, need, 50_000).status is PledgeStatus.SETTLED


def test_what_is_not_for_everybody_or_is_over_takes_nothing_of_a_visitor(office, monkeypatch):
    over, need = office.open(), office.open()
    office.withdraw(over)
    with pytest.raises(AlreadyFunded):
        promise(office, over, 500)
    monkeypatch.setattr(visiting, "is_for_all", lambda _fund: False)
    with pytest.raises(AlreadyFunded):
        promise(office, need, 500)


def test_what_is_small_one_visitor_may_give_whole(office):
    need = office.open(target_cents=20_000)
    assert promise(office, need, 20_000).amount_cents == 20_000


def test_whoever_pays_under_somebody_elses_mailbox_takes_nothing_from_them(office):
    need = office.open(target_cents=20000)
    left_open = promise(office, need, 100, colette(browser="another"))
    promise(office, need, 200, colette(browser="another"))
    with office.at_work():
        gifts.cancel_tries(Pledge.amount_cents == 200)
    first = promise(office, need, 20000)
    assert office.settle(left_open).status is PledgeStatus.OWED_BACK
    assert office.pledge_now(first).status is PledgeStatus.RESERVED
    assert office.settle(first).status is PledgeStatus.SETTLED


def test_one_name_for_each_visitor_and_fund(app, office):
    need, other = office.open(), office.open()
    for each in (need, need, other):
        office.settle(promise(office, each, 500, colette(email=" Colette@Ailleurs.EXAMPLE ")))
    with app.app_context():
        assert db.session.query(Visitor).count() == 1
        assert db.session.query(DonorPseudonym).count() == 2
        assert office.now(need).donors_count == 1


def test_where_the_town_keeps_needs_for_neighbours_visitors_are_sent_to_sign_in(
    office, visitor, make
):
    need = office.open()
    with make.writing():
        put_off(office.quartier.municipality_id, {NEEDS_FOR_ALL}, known={NEEDS_FOR_ALL})
    assert visitor.get(page_of(need)).status_code == 404
    assert visitor.post(page_of(need), data={"email": COLETTE}).status_code == 404
    assert visitor.get(f"/solidarite/{need.id}").location.startswith("/connexion")


def test_whoever_is_signed_in_is_led_to_their_own_page(office, donor, open_office, signed_in):
    need, elsewhere = office.open(), open_office("Ailleurs").open()
    browser = signed_in(donor)
    assert browser.get(page_of(need)).location == f"/solidarite/{need.id}"
    theirs = browser.get(page_of(elsewhere)).location
    assert theirs == f"/solidarite/{elsewhere.id}/donner"
    assert browser.get(theirs).status_code == 200


def test_a_gift_of_a_visitor_that_comes_too_late_goes_back_and_they_are_told(
    office, visitor, outbox, move_clock
):
    need = office.open(target_cents=2000)
    late = promise(office, need, 2000)
    move_clock(minutes=21)
    office.give(office.author, need, 2000)
    with office.at_work():
        gifts.settle(late.key, amount_cents=2000, payment_reference="late")
    assert office.pledge_now(late).is_owed_back
    assert any(COLETTE in mail and "20" in mail for mail in outbox())
