"""Once the row behind a pseudonym is erased, nothing that is kept leads from a donor to a gift."""

import re

import pytest
from sqlalchemy import delete, text

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.funding.actions import returns
from neighbourhood.funding.actions.pseudonyms import pseudonym_in
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge, PledgeStatus
from tests.neighbourhood.funding.figures import let_time_pass, told_to
from tests.neighbourhood.funding.test_views import go_and_pay, local

# Numbers that no other number in the tables looks like: what holds them means these rows.
A_DONOR = 987_654_321
BEFORE_THEIR_PLEDGES = 876_543_210


@pytest.fixture
def donor(make, office):
    return make.resident("Karima Benali", office.quartier, id=A_DONOR)


def an_earlier_pledge_of(other, need, office):
    """Make the pledges to come count on from a number of their own."""
    with office.at_work():
        noise = Pledge(
            id=BEFORE_THEIR_PLEDGES,
            key="somebody-else",
            fund=need.fund,
            pseudonym=pseudonym_in(need.fund, other.id),
            amount_cents=100,
            reserved_until=now(),
            status=PledgeStatus.CANCELLED,
        )
        db.session.add(noise)


@pytest.fixture
def gifts_of_every_fate(office, donor, other, signed_in):
    """What one donor promised and gave: paid at the bank, too late, given back, put to use."""
    going_on, withdrawn, funded = (office.open(target_cents=2000) for _each in range(3))
    an_earlier_pledge_of(other, going_on, office)
    office.give(donor, going_on, 500)
    late = office.promise(donor, going_on, 400)
    let_time_pass(office, late)
    office.give(other, going_on, 1300)
    office.settle(late)
    refunded = office.give(donor, withdrawn, 300)
    office.withdraw(withdrawn)
    with office.at_work():
        returns.record_refund(refunded.key)
    browser = signed_in(donor)
    bank = go_and_pay(browser, funded, amount="20")
    thanks = browser.post(bank, data={"decision": "pay"}).location
    assert "bien arrivé" in browser.get(local(thanks)).text
    office.prove(funded)
    with office.app.app_context():
        mine = db.session.query(Pledge).filter(Pledge.id > BEFORE_THEIR_PLEDGES).all()
    return [pledge for pledge in mine if pledge.amount_cents != 1300]


def leading_to(pledges):
    """Return the pattern of whatever leads to one of `pledges`."""
    words = {str(word) for one in pledges for word in (one.id, one.key, one.pseudonym)}
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))


def side_by_side(pledges):
    """Return the tables in which one row names the donor and leads to a gift, whatever column."""
    theirs, lead = re.compile(rf"(?<!\w){A_DONOR}(?!\w)"), leading_to(pledges)
    found = set()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            said = " ".join(str(value) for value in row)
            if theirs.search(said) and lead.search(said):
                found.add(table.name)
    return found


def test_one_table_alone_tells_whose_a_gift_is_and_once_erased_none(
    office, donor, gifts_of_every_fate
):
    assert {pledge.status for pledge in gifts_of_every_fate} == {
        PledgeStatus.SETTLED,
        PledgeStatus.OWED_BACK,
        PledgeStatus.REFUNDED,
    }
    told = set(told_to(office, donor))
    assert {"gift-received", "gift-owed-back", "gift-refunded", "gift-need-proved"} <= told
    with office.at_work():
        assert side_by_side(gifts_of_every_fate) == {"donor_pseudonym"}
        erased = delete(DonorPseudonym).where(DonorPseudonym.resident_id == A_DONOR)
        db.session.execute(erased)
        assert side_by_side(gifts_of_every_fate) == set()


def test_no_mail_but_the_receipt_names_a_pledge(outbox, gifts_of_every_fate):
    told = [mail for mail in outbox() if "/solidarite/mes-dons" in mail]
    mails = [mail for mail in told if "pas un reçu fiscal" not in mail]
    assert len(mails) < len(told)
    assert mails
    lead = leading_to(gifts_of_every_fate)
    assert [mail for mail in mails if lead.search(mail)] == []


def test_news_of_a_gift_lead_to_the_list_in_which_it_stands(donor, gifts_of_every_fate, signed_in):
    browser = signed_in(donor)
    assert 'href="/solidarite/mes-dons"' in browser.get("/moi").text
    page = browser.get("/solidarite/mes-dons").text
    for pledge in gifts_of_every_fate:
        assert f"/solidarite/mes-dons/{pledge.key}" in page
