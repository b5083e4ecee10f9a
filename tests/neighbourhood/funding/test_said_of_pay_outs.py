"""What is written of money that leaves, and to whom it is said: word for word."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import accounts, paying_out
from neighbourhood.funding.actions.accounts import Numbers
from neighbourhood.funding.gateways.sepa_file import Side, Transfer
from neighbourhood.funding.models.paying import BankAccount, PayOut
from neighbourhood.notifications.models import Notification
from tests.neighbourhood.funding.test_ledger_lines import written
from tests.support.treasury import ANOTHER, OF_PARTNER, OF_TOWN


def lines(office):
    with office.app.app_context():
        return written()


def said(office, kind):
    """Who was told something of this kind, where it leads them, and in which words."""
    with office.app.app_context():
        found = db.session.query(Notification).filter_by(kind=kind).order_by(Notification.id)
        return [(row.resident_id, row.path, row.details) for row in found]


def test_every_movement_of_money_that_leaves_has_a_reference_of_its_own(till, office, funded):
    before = len(lines(office))
    paid = till.done()
    office.prove(funded, cents=12000)
    till.returned(funded, 1000)
    waiting = office.open(target_cents=2000)
    assert till.passed_on(funded) == 2000
    fund, there, used = (f"{kind}:{funded.fund_id}" for kind in ("fund", "with partner", "used"))
    of_waiting, there_too = (f"{kind}:{waiting.fund_id}" for kind in ("fund", "with partner"))
    number = funded.fund_id
    assert lines(office)[before:] == [
        (f"pay-out:{paid.id}", "pay-out", {"provider": -15000, there: 15000}),
        (f"use:{number}:3", "use", {there: -12000, used: 12000}),
        (f"given-back:{number}:4", "pay-out back", {there: -1000, "provider": 1000}),
        (
            f"left:{number}:5",
            "allocation",
            {fund: 2000, of_waiting: -2000, there: -2000, there_too: 2000},
        ),
    ]


def test_a_pay_out_that_comes_back_undoes_what_it_did(till, office, funded):
    paid = till.done()
    office.prove(funded, cents=12000)
    before = len(lines(office))
    till.back(paid)
    there, used = f"with partner:{funded.fund_id}", f"used:{funded.fund_id}"
    assert lines(office)[before:] == [
        (f"use:{funded.fund_id}:4", "use", {there: 12000, used: -12000}),
        (f"pay-out-back:{paid.id}", "pay-out back", {"provider": 15000, there: -15000}),
    ]
    back = till.now(paid)
    assert (back.word, back.document is None) == ("Compte clos.", False)
    assert [line.is_live for line in back.lines] == [False]


def test_those_who_allow_it_and_those_who_receive_it_hear_of_a_pay_out(till, office, funded):
    paid = till.done()
    number, amount = paid.reference, {"cents": 15000}
    town = f"/administration/communes/{office.partner.municipality_id}/argent"
    partner = f"/partenaires/{office.partner.id}/versements"
    facts = {"number": number, "amount": amount}
    both = (till.first.id, till.second.id)
    assert said(office, "pay-out-to-approve") == [
        (who, town, {**facts, "partner": "Centre social"}) for who in both
    ]
    assert said(office, "pay-out-sent") == [(office.author.id, partner, facts)]
    till.back(paid)
    assert said(office, "pay-out-back") == [
        (office.author.id, partner, facts),
        *((who, town, facts) for who in both),
    ]


def test_the_bank_reads_the_number_of_a_pay_out_and_no_word_of_a_need(till, office, funded):
    handed = till.handed_over()
    with office.app.app_context():
        row = db.session.get_one(PayOut, handed.id)
        told = paying_out._transfer(row, row.handed_over_at)
        insee = row.municipality.insee
    assert told == Transfer(
        message_id=f"PALIER-{insee}-{handed.reference}",
        reference=f"PALIER-{handed.reference}",
        words=f"Palier, versement {handed.reference}",
        cents=15000,
        moment=handed.handed_over_at,
        payer=Side(holder="Commune", iban=OF_TOWN),
        payee=Side(holder="Centre social", iban=OF_PARTNER),
    )


def test_both_sides_hear_of_an_account_and_of_what_was_decided(bare_till):
    till, office = bare_till, bare_till.office
    numbers = Numbers(holder="Le Centre", iban=ANOTHER, bic="BDFEFRPPCCT")
    entered = till.act(accounts.enter_for_partner, office.author, office.partner, numbers=numbers)
    till.act(accounts.confirm, till.second, entered, iban=ANOTHER)
    again = till.act(accounts.enter_for_partner, office.author, office.partner, numbers=numbers)
    till.act(accounts.refuse, till.first, again)
    till.town_account()
    town = f"/administration/communes/{office.partner.municipality_id}/argent"
    partner = f"/partenaires/{office.partner.id}/versements"
    everybody = [(till.first.id, town), (till.second.id, town), (office.author.id, partner)]
    facts = {"whose": "Centre social", "ending": ANOTHER[-4:]}
    told = {**facts, "person": "Sophie Martin"}
    of_town = {"whose": "Valbourg", "ending": OF_TOWN[-4:]}
    assert said(office, "account-entered") == [
        *((*place, told) for place in everybody),
        *((*place, told) for place in everybody),
        *((*place, {**of_town, "person": "Nadège Perrin"}) for place in everybody[:2]),
    ]
    assert said(office, "account-decided") == [
        *((*place, facts) for place in everybody),
        *((*place, {**facts, "variant": "refused"}) for place in everybody),
        *((*place, of_town) for place in everybody[:2]),
    ]
    with office.app.app_context():
        row = db.session.get_one(BankAccount, entered.id)
        assert (row.holder, row.iban, row.bic) == ("Le Centre", ANOTHER, "BDFEFRPPCCT")
        assert (row.entered_by_id, row.confirmed_by_id) == (office.author.id, till.second.id)
        assert row.decided_at is not None
