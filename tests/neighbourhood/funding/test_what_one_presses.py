"""The amount that is paid is the one on the button; whoever gave is never led to a closed door."""

import pytest

from neighbourhood.foundation.storing.passwords import hash_password
from neighbourhood.foundation.storing.switched_off import put_off
from neighbourhood.needs.policies import NEEDS_FOR_ALL
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.statements_sent import announce
from tests.neighbourhood.funding.visiting import COLETTE, local, page_of, plain, pledges

WORDS = "quatre mots que personne ne devine"


@pytest.mark.parametrize("typed", ["33", "beaucoup", "-1"])
def test_a_button_with_an_amount_gives_that_one_whatever_was_typed(app, office, visitor, typed):
    said = {"email": COLETTE, "suggested": "1000", "amount": typed}
    order = visitor.post(page_of(office.open()), data=said)
    assert "Payer 10 €" in plain(visitor.get(local(order.location)).text)
    assert [pledge.amount_cents for pledge in pledges(app)] == [1000]


def test_return_in_the_field_of_the_amount_gives_what_was_typed(app, office, visitor):
    visitor.post(page_of(office.open()), data={"email": COLETTE, "amount": "12,50"})
    assert [pledge.amount_cents for pledge in pledges(app)] == [1250]


def test_a_newcomer_who_gave_is_led_on_once_the_need_is_funded(make, office, donor, signed_in):
    need = office.open(target_cents=2000)
    newcomer = make.resident("Nour Haddad", verified=False)
    office.give(newcomer, need, 500)
    office.give(donor, need, 1500)
    page = signed_in(newcomer).get(f"/solidarite/{need.id}", follow_redirects=True)
    assert page.status_code == 200
    assert "Ce besoin est financé" in page.text
    assert "/solidarite/mes-dons" in page.text


def test_visitors_read_where_they_may_give(office, open_office, visitor):
    there = visitor.get("/solidarite", follow_redirects=True)
    assert there.request.path.startswith("/villes/"), "of one town, its page"
    open_office("Une autre ville")
    page = visitor.get("/solidarite")
    assert page.status_code == 200
    assert "Donner, même sans compte" in page.text
    assert page.text.count("/villes/") == 2


def test_where_no_town_is_open_to_all_visitors_sign_in(office, visitor):
    with office.at_work():
        put_off(office.quartier.municipality_id, {NEEDS_FOR_ALL}, known={NEEDS_FOR_ALL})
    assert "/connexion" in visitor.get("/solidarite").location


def test_a_receipt_by_transfer_does_not_say_that_nobody_reads_the_name(office, donor, signed_in):
    asked = plain(signed_in(donor).get(f"/solidarite/{office.open().id}/donner").text)
    assert "La ville le lit seulement sur le relevé de sa banque" in asked
    pledge = announce(office, donor, office.open(), 500)
    office.settle(pledge)
    receipt = plain(signed_in(donor).get(f"/solidarite/mes-dons/{pledge.key}").text)
    assert "Le relevé de la banque dit à la ville qui a fait le virement" in receipt
    assert "ni la ville" not in receipt


def test_a_basket_goes_along_when_one_signs_in_and_not_to_somebody_else(
    office, donor, other, visitor, make
):
    need = office.open()
    mailboxes = []
    with make.writing() as session:
        for one in (donor, other):
            found = session.get_one(Resident, one.id)
            found.password_hash = hash_password(WORDS)
            mailboxes.append(found.email)
    visitor.post(page_of(need), data={"suggested": "500", "amount": "", "basket": ""})
    assert "Panier (1)" in visitor.get(page_of(need)).text
    for mailbox, lines in zip(mailboxes, (True, False), strict=True):
        visitor.post("/connexion", data={"email": mailbox, "password": WORDS})
        page = visitor.get("/panier").text
        assert ("Votre panier est vide" not in page) is lines


def test_whoever_announced_a_transfer_is_led_to_it_before_giving_again(office, donor, signed_in):
    need = office.open()
    pledge = announce(office, donor, need, 500)
    page = signed_in(donor).get(f"/solidarite/{need.id}/donner").text
    assert "Nous attendons déjà un virement" in page
    assert f"/solidarite/dons/{pledge.key}/virement" in page


def test_what_others_are_paying_is_said_beside_what_is_missing(office, donor, other, signed_in):
    need = office.open(target_cents=10000)
    office.promise(other, need, 2400)
    page = plain(signed_in(donor).get(f"/solidarite/{need.id}").text)
    assert "Il manque 100 €." in page
    assert "sont en train de payer 24 €" in page


def test_visitors_read_in_which_order_gifts_are_shared_out(office, visitor):
    page = visitor.get("/solidarite/formules/ordre")
    assert page.status_code == 200
    assert "dans votre ville" not in page.text
