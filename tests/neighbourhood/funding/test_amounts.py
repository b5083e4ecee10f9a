"""Amounts on the pages that ask for one, and in the news and mails that say one."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.models import Need
from neighbourhood.notifications.kinds import say
from tests.neighbourhood.funding.test_views import go_and_pay, plain, pledges


def offered(page):
    """The amounts that a page asks to choose between."""
    return [part.partition('"')[0] for part in page.split('name="amount-meant" value="')[1:]]


@pytest.mark.parametrize("typed", ["12€50", "12 euros 50", "12,50 €", "12.5"])
def test_a_gift_is_what_was_typed(app, office, donor, signed_in, typed):
    go_and_pay(signed_in(donor), office.open(target_cents=150_000), amount=typed)
    assert [pledge.amount_cents for pledge in pledges(app)] == [1250]


def test_a_doubtful_gift_is_asked_back_and_given_as_answered(app, office, donor, signed_in):
    need, browser = office.open(target_cents=200_000), signed_in(donor)
    asked = browser.post(f"/solidarite/{need.id}/donner", data={"amount": "1.250"})
    assert asked.status_code == 422
    assert "Vous voulez dire 1 250 € ou 1,25 € ?" in plain(asked.text)
    assert offered(asked.text) == ["125000", "125"]
    assert pledges(app) == []
    go_and_pay(browser, need, **{"amount": "1.250", "amount-meant": "125"})
    assert [pledge.amount_cents for pledge in pledges(app)] == [125]


def test_a_doubtful_price_is_asked_back_too(app, office, signed_in):
    browser = signed_in(office.author)
    desk = f"/partenaires/{office.partner.id}/besoins"
    browser.post(f"{desk}/nouveau", data={"kind": "heating"})
    browser.post(f"{desk}/nouveau/texte", data={"title": "Une facture", "covers": "Le gaz."})
    said = {"amount": "1,250", "quartier": office.quartier.id}
    asked = browser.post(f"{desk}/nouveau/montant", data=said)
    assert asked.status_code == 422
    assert offered(asked.text) == ["125000", "125"]
    answered = browser.post(f"{desk}/nouveau/montant", data={**said, "amount-meant": "125000"})
    assert answered.status_code == 303
    with app.app_context():
        assert [need.target_cents for need in db.session.query(Need)] == [125_000]


def test_news_and_mails_say_amounts_in_the_language_of_their_reader(
    app, make, office, donor, signed_in, outbox
):
    with make.writing() as session:
        session.merge(donor).language = "en"
    need = office.open()
    office.give(donor, need, 1250)
    office.withdraw(need)
    receipt, told = [mail for mail in outbox() if "€12.50" in mail]
    assert "12,50" not in receipt + told
    inbox = signed_in(donor).get("/notifications").text
    assert inbox.count("€12.50") == 2
    with make.writing() as session:
        session.merge(donor).language = "fr"
    assert plain(signed_in(donor).get("/notifications").text).count("12,50 €") == 2


def test_news_written_before_amounts_were_kept_as_figures_are_still_read(app):
    with app.test_request_context():
        assert "12,50 €" in say("gift-received", {"amount": "12,50 €", "title": "Un lit"})
