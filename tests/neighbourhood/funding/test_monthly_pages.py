"""Giving each month, and stopping it, on the pages of residents and of visitors."""

import re
from datetime import timedelta

import pytest
from flask_babel import force_locale

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import codes, jobs, months
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.monthly import MonthlyGift, WhyStopped
from neighbourhood.funding.queries import donors, monthly
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.monthly_gifts import card_bank, giver, march, months_on
from tests.neighbourhood.funding.visiting import COLETTE, a_link, local, plain
from tests.support.pdf import text_of

__all__ = ["card_bank", "giver", "march"]


def pay(browser, page, decision="pay", **said):
    """Give each month on `page` and answer the bank; return where one comes back to."""
    answer = browser.post(page, data={"amount": "5", "rhythm": "monthly", **said})
    assert answer.status_code == 303, plain(answer.text)
    bank = local(answer.location)
    assert "5 € aujourd’hui, puis le 28 de chaque mois" in plain(browser.get(bank).text)
    return local(browser.post(bank, data={"decision": decision}).location)


def stop_link(mail):
    return local(re.search(r"http://localhost(/donner/chaque-mois/[\w.-]+)\s", mail)[1])


def only(app):
    with app.app_context():
        return db.session.query(MonthlyGift).one()


def test_a_neighbour_gives_each_month_and_stops_in_one_tap(app, giver, donor, signed_in, outbox):
    browser = signed_in(donor)
    page = f"{giver.package.fund.path}/donner"
    asked = plain(browser.get(f"{page}?rythme=mois").text)
    assert re.search(r'<input checked[^>]*value="monthly"', asked)
    for words in ("pris aujourd’hui, puis le 28 de chaque mois", "Vous arrêtez d’un appui"):
        assert words in asked
    thanks = plain(browser.get(pay(browser, page)).text)
    assert "Ce don revient le 28 de chaque mois" in thanks
    mail = plain(outbox()[-1])
    assert "Don mensuel : le 28 de chaque mois" in mail
    assert f"Formule : {giver.package.title}" in mail
    assert "ce que la formule lui avait donné va au besoin suivant" in mail
    assert "trop tard" not in mail, "it has arrived"
    mine = plain(browser.get("/solidarite/mes-dons").text)
    assert "5 €, le 28 de chaque mois" in mine
    stop = re.search(r'action="(/donner/chaque-mois/[\w.-]+/arreter)"', mine)[1]
    done = browser.get(browser.post(stop).location).text
    assert "est arrêté" in done
    assert only(app).why is WhyStopped.DONOR
    assert "Arrêter ce don mensuel" not in browser.get("/solidarite/mes-dons").text
    back = re.search(r'action="(/donner/chaque-mois/[\w.-]+/reprendre)"', done)[1]
    assert browser.post(back).status_code == 303
    assert only(app).is_active


def test_small_amounts_are_offered_each_month_and_only_then(giver, donor, signed_in):
    browser, page = signed_in(donor), f"{giver.package.fund.path}/donner"
    small = '<input id="suggested-0" name="suggested" type="radio" value="500">'
    assert small in browser.get(f"{page}?rythme=mois").text
    assert small not in browser.get(page).text
    chosen = {"suggested": "500", "rhythm": "monthly"}
    assert browser.post(f"{page}?rythme=mois", data=chosen).status_code == 303


def test_the_basket_gives_once_and_says_so_at_the_rhythm(giver, donor, signed_in, visitor):
    asked = {"amount": "5", "rhythm": "monthly", "basket": ""}
    for browser, page, word in (
        (signed_in(donor), f"{giver.package.fund.path}/donner", "« Aller payer »"),
        (visitor, f"/donner{giver.package.fund.path}", "sans le mettre dans le panier"),
    ):
        answer = browser.post(page, data=asked)
        assert answer.status_code == 422
        told = plain(answer.text)
        assert "Le panier sert à donner une fois. Pour donner chaque mois" in told
        assert word in told.partition('id="rhythm"')[2].partition("</fieldset>")[0].replace(
            "&#39;", "’"
        )


def test_who_counts_in_english_reads_the_28th(app):
    with app.test_request_context(), force_locale("en"):
        assert [months.said_day(day) for day in (1, 2, 11, 21, 28)] == [
            f"on the {day} of each month" for day in ("1st", "2nd", "11th", "21st", "28th")
        ]


def test_a_visitor_stops_by_the_mail_alone_and_looking_changes_nothing(
    app, giver, visitor, outbox, move_clock
):
    pay(visitor, f"/donner{giver.package.fund.path}", email=COLETTE, in_name_of="Odette")
    with app.test_client() as elsewhere:
        page = stop_link(outbox()[-1])
        assert "Arrêter ce don mensuel" in elsewhere.get(page).text
        assert only(app).is_active
        assert elsewhere.post(f"{page}/arreter").status_code == 303
        assert only(app).is_stopped
        move_clock(minutes=11)
        assert "Revenir en arrière" not in elsewhere.get(page).text
        assert elsewhere.post(f"{page}/reprendre").status_code == 409


def test_a_visitor_reads_what_they_give_each_month_by_their_link(app, giver, visitor):
    pay(visitor, f"/donner{giver.package.fund.path}", email=COLETTE)
    with giver.office.at_work():
        token = a_link(COLETTE)
    page = visitor.get(f"/donner/mes-dons/{token}").text
    assert "Arrêter ce don mensuel" in page
    receipt = re.search(rf'href="(/donner/mes-dons/{token}/[0-9a-f]{{24}})"', page)[1]
    assert "Votre don mensuel s’arrête." in visitor.get(f"/donner/mes-dons/{token}/effacer").text
    printed = text_of(visitor.get(f"{receipt}/recu.pdf").data)
    assert "le 28 de chaque mois" in plain(printed)


def test_each_month_of_a_visitor_has_its_receipt_and_they_are_not_taken_for_gone(
    app, giver, visitor, outbox
):
    pay(visitor, f"/donner{giver.package.fund.path}", email=COLETTE)
    with giver.office.at_work():
        db.session.query(Visitor).one().seen_at -= timedelta(days=900)
    before = len(outbox())
    giver.come(months_on())
    (mail,) = outbox()[before:]
    assert "Don mensuel : le 28 de chaque mois" in plain(mail)
    assert stop_link(mail)
    with app.app_context():
        seen = db.session.query(Visitor).one().seen_at
    assert seen.year == 2026


def test_a_card_that_is_refused_later_can_be_tried_at_the_pretend_bank(
    app, giver, visitor, outbox, boss, signed_in
):
    pay(visitor, f"/donner{giver.package.fund.path}", "once", email=COLETTE)
    before = len(outbox())
    desk = signed_in(boss)
    assert "Passer un mois" in desk.get("/administration/argent").text
    for _month in range(2):
        assert desk.post("/administration/argent/banque/mois").status_code == 303
    refused, stopped = (plain(mail) for mail in outbox()[before:])
    assert "n’a pas accepté votre don mensuel" in refused
    assert f"http://localhost/donner{giver.package.fund.path}" in refused
    assert "est arrêté" in stopped
    assert only(app).why is WhyStopped.CARD


def test_the_job_charges_what_is_due_and_nothing_before(app, giver, card_bank, move_clock):
    giver.begin()
    with app.app_context():
        jobs.charge_monthly_gifts()
    assert card_bank.asked == []
    move_clock(days=28)
    for _hour in range(2):
        with app.app_context():
            jobs.charge_monthly_gifts()
    assert len(card_bank.asked) == 1


def test_a_need_offers_no_monthly_gift_and_a_transfer_is_once(app, giver, office, donor, signed_in):
    browser = signed_in(donor)
    need = office.open()
    assert "Chaque mois" not in browser.get(f"/solidarite/{need.id}/donner").text
    said = {"amount": "5", "rhythm": "monthly", "means": "transfer"}
    answer = browser.post(f"{giver.package.fund.path}/donner", data=said)
    assert answer.status_code == 422
    assert "Chaque mois, on donne par carte" in answer.text


def test_it_ends_with_the_account_and_says_so_before(app, giver, card_bank, donor, office):
    number = giver.begin()
    with office.at_work():
        closing.close(Actor.of(db.session.get_one(Resident, donor.id)))
    assert giver.gift(number).why is WhyStopped.LEFT
    giver.come(months_on())
    assert card_bank.asked == []


def test_it_ends_with_an_erasure_and_leads_to_nobody(app, giver, card_bank, donor, office):
    number = giver.begin()
    with office.at_work():
        erase(donor.id)
    gift = giver.gift(number)
    assert gift.why is WhyStopped.LEFT
    with app.app_context():
        assert donors.visitor_behind(gift.pseudonym) is None
    giver.come(months_on())
    assert card_bank.asked == []


def test_it_ends_when_a_visitor_is_forgotten(app, giver, card_bank, office):
    number = giver.begin(visitor=COLETTE)
    with office.at_work():
        visiting.forget(donors.by_email(COLETTE))
    assert giver.gift(number).why is WhyStopped.LEFT


def test_with_an_account_of_the_same_mailbox_it_goes_over(app, giver, office, donor, card_bank):
    giver.begin(visitor=COLETTE)
    with office.at_work():
        mine = db.session.get_one(Resident, donor.id)
        visiting.bring_over(donors.by_email(COLETTE), mine)
    giver.come(months_on())
    with app.app_context():
        (gift,) = monthly.of_donor(db.session.get_one(Resident, donor.id))
        assert codes.monthly_of(codes.stop_token(gift)) == gift.id
    assert giver.turns() == ["paid", "paid"]


@pytest.mark.parametrize("path", ["", "/arreter", "/reprendre"])
def test_a_forged_link_stops_nothing(app, giver, visitor, path):
    giver.begin()
    with app.app_context():
        forged = codes.stop_token(only(app))[:-3] + "xxx"
    answer = visitor.get if not path else visitor.post
    assert answer(f"/donner/chaque-mois/{forged}{path}").status_code == 410
    assert only(app).is_active
