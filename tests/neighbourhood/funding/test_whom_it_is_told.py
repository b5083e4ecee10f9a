"""Who is told what about money, where they are led, and what is forgotten of it afterwards."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.money import Amount
from neighbourhood.funding import lasting, news
from neighbourhood.funding.actions import statements, telling, visiting, wishing
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.models.bank import BankLine, BankStatement
from neighbourhood.funding.models.donors import GiftWish, Showing, Visitor
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.funding.models.monthly import MonthlyGift
from neighbourhood.funding.policies import NoNameToShow
from neighbourhood.funding.queries import donors
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import StaffRole
from tests.neighbourhood.funding.monthly_gifts import giver, march
from tests.neighbourhood.funding.statement_files import document, entry
from tests.neighbourhood.funding.statements_sent import actor, send, take
from tests.neighbourhood.funding.visiting import COLETTE, colette, plain, promise
from tests.support.town_hall import work_at_the_town_hall

__all__ = ["giver", "march"]


def told(office, kind):
    """Each who was told: where they are led, what else shows it, and the words."""
    with office.app.app_context():
        found = select(Notification).where(Notification.kind == kind.code).order_by(Notification.id)
        return [
            (each.resident_id, each.path, each.also, each.details)
            for each in db.session.scalars(found)
        ]


def mails_to(outbox, mailbox):
    return [plain(mail) for mail in outbox() if mailbox in mail]


def tell_of_month(giver, number, kind, **more):
    with giver.office.at_work():
        telling.tell_of_month(db.session.get_one(MonthlyGift, number), kind, **more)


def test_those_who_run_the_site_for_a_town_hear_of_its_money_or_those_who_look_after_it_all(
    office, make, boss
):
    clerk = make.resident("Aylin Ay", office.quartier)

    def tell(but=None):
        with office.at_work():
            fund = db.session.get_one(Fund, need.fund_id)
            amount = Amount(500)
            telling.tell_town(fund, news.TO_COVER, but=but, amount=amount, title="Un lit")

    need = office.open()
    tell()
    work_at_the_town_hall(make, clerk, StaffRole.ADMINISTER)
    tell()
    tell(but=clerk.id)
    heard = told(office, news.TO_COVER)
    assert [each[0] for each in heard] == [boss.id, clerk.id]
    path = f"/administration/communes/{office.quartier.municipality_id}/argent"
    assert {each[1] for each in heard} == {path}
    assert [said["amount"]["cents"] for *_, said in heard] == [500, 500]


def test_of_a_month_that_did_not_come_a_neighbour_reads_how_much_and_where_to_give(giver, donor):
    number = giver.begin(cents=700)
    tell_of_month(giver, number, lasting.MONTHLY_REFUSED)
    with giver.office.app.app_context():
        path = db.session.get_one(Fund, giver.package.fund_id).path
    ((who, where, also, said),) = told(giver.office, lasting.MONTHLY_REFUSED)
    assert (who, where, also) == (donor.id, f"{path}/donner", "/solidarite/mes-dons")
    assert said["amount"]["cents"] == 700
    assert said["title"] == giver.package.title


def test_why_it_did_not_come_is_told_too(giver):
    number = giver.begin()
    tell_of_month(giver, number, lasting.MONTHLY_SKIPPED, variant=lasting.UNANSWERED)
    tell_of_month(giver, number, lasting.MONTHLY_SKIPPED)
    words = [said.get("variant", "") for *_, said in told(giver.office, lasting.MONTHLY_SKIPPED)]
    assert words == [lasting.UNANSWERED, ""]


def test_a_visitor_reads_the_same_by_mail_with_the_way_to_give_by_hand(giver, outbox):
    number = giver.begin(cents=700, visitor=COLETTE)
    before = len(mails_to(outbox, COLETTE))
    tell_of_month(giver, number, lasting.MONTHLY_REFUSED)
    (mail,) = mails_to(outbox, COLETTE)[before:]
    assert "7 €" in mail
    assert giver.package.title in mail
    assert f"/donner/solidarite/formules/{giver.package.id}" in mail
    assert told(giver.office, lasting.MONTHLY_REFUSED) == []


def test_what_is_offered_no_more_leads_to_ones_gifts_and_to_no_page_to_give_on(
    giver, donor, outbox, monkeypatch
):
    numbers = giver.begin(), giver.begin(visitor=COLETTE)
    monkeypatch.setattr(telling, "is_for_all", lambda _fund: False)
    before = len(mails_to(outbox, COLETTE))
    for number in numbers:
        tell_of_month(giver, number, lasting.MONTHLY_STOPPED)
    ((who, where, *_),) = told(giver.office, lasting.MONTHLY_STOPPED)
    assert (who, where) == (donor.id, "/solidarite/mes-dons")
    (mail,) = mails_to(outbox, COLETTE)[before:]
    links = re.findall(r"http://localhost(/[\w/-]+)", mail)
    assert [link.rpartition("/")[0] for link in links] == ["/donner/mes-dons"]


def test_those_who_are_paying_are_told_and_those_who_gave_already_are_not(
    office, make, donor, other, outbox
):
    need = office.open(target_cents=20000)
    office.give(donor, need, 500)
    office.promise(donor, need, 700)
    office.promise(other, need, 700)
    gave = colette("one", "odile@ailleurs.example")
    office.settle(promise(office, need, 500, gave))
    promise(office, need, 500, gave)
    promise(office, need, 600, colette("two"))
    before = len(outbox())
    with office.at_work():
        telling.tell_those_paying(db.session.get_one(Fund, need.fund_id), news.PROVED)
        path = db.session.get_one(Fund, need.fund_id).path
    ((who, where, _also, said),) = told(office, news.PROVED)
    assert (who, where, said["title"]) == (other.id, path, need.title)
    written = [mail for mail in outbox()[before:] if "ailleurs.example" in mail]
    assert len(written) == 1
    assert COLETTE in written[0]
    assert need.title in plain(written[0])


@pytest.fixture
def gift(office):
    return office.settle(promise(office, office.open(), 500))


def choose(office, gift, **said):
    with office.at_work():
        wishing.say_otherwise(db.session.get_one(Pledge, gift.id), **said)
    with office.app.app_context():
        wish = db.session.get_one(GiftWish, gift.id)
        return wish.showing, wish.public_name, wish.shows_amount


def test_who_reads_a_name_is_chosen_anew_each_time(office, gift):
    public = {"showing": Showing.PUBLIC, "shows_amount": True, "public_name": "Colette"}
    assert choose(office, gift, **public) == (Showing.PUBLIC, "Colette", True)
    private = {**public, "showing": Showing.PRIVATE}
    assert choose(office, gift, **private) == (Showing.PRIVATE, "Colette", False)
    quiet = {**public, "shows_amount": False}
    assert choose(office, gift, **quiet) == (Showing.PUBLIC, "Colette", False)
    secret = {**public, "showing": Showing.SECRET}
    assert choose(office, gift, **secret) == (Showing.SECRET, "", False)
    with pytest.raises(NoNameToShow):
        choose(office, gift, showing=Showing.PUBLIC, shows_amount=True)


def test_what_was_said_is_forgotten_of_those_who_are_forgotten_alone(office, donor):
    need = office.open()
    for number, mailbox in enumerate((COLETTE, "odile@ailleurs.example")):
        with office.at_work():
            fund = db.session.get_one(Fund, need.fund_id)
            giver = colette(str(number), mailbox)
            wish = Wish(in_name_of=f"Odette {number}")
            visiting.pledge(giver, fund, amount_cents=500, wish=wish)
    with office.at_work():
        visiting.forget(donors.by_email(COLETTE))
    with office.app.app_context():
        assert [wish.in_name_of for wish in db.session.scalars(select(GiftWish))] == ["Odette 1"]
        assert [one.email for one in db.session.scalars(select(Visitor))] == [
            "odile@ailleurs.example"
        ]


@pytest.fixture
def bank_lines(office, boss, monkeypatch):
    """Three lines of a statement that nobody explained, of 5, 6 and 7 €."""
    lines = [entry(cents, f"Sans {cents}", ref=f"R{cents}") for cents in (500, 600, 700)]
    take(office, boss, send(office, boss, document(*lines)))
    with office.app.app_context():
        return [line.id for line in db.session.scalars(select(BankLine).order_by(BankLine.id))]


def payers(office):
    with office.app.app_context():
        found = db.session.scalars(select(BankLine).order_by(BankLine.id))
        return [bool(line.payer) for line in found]


def test_who_paid_is_forgotten_once_nobody_looks_for_it_any_more(office, boss, bank_lines):
    first, second, _third = bank_lines
    with office.at_work():
        statements.set_aside(actor(boss), first, word="Une subvention.")
        statements.give_back(actor(boss), second, word="Rien ne l’explique.")
    assert payers(office) == [True, True, True]
    with office.at_work():
        statements.forget_payers(now() - timedelta(days=1))
    assert payers(office) == [True, True, True], "not yet"
    with office.at_work():
        statements.forget_payers(now() + timedelta(seconds=1))
    assert payers(office) == [False, True, True], "the others are to go back, or to be explained"


def test_a_statement_that_nobody_took_is_forgotten_and_one_that_was_taken_is_kept(
    office, boss, bank_lines
):
    send(office, boss, document(entry(900, "Un autre", ref="R900")))
    with office.at_work():
        statements.forget_untaken(now() - timedelta(days=1))
        assert len(db.session.scalars(select(BankStatement)).all()) == 2
        statements.forget_untaken(now() + timedelta(seconds=1))
    with office.app.app_context():
        (kept,) = db.session.scalars(select(BankStatement)).all()
        assert not kept.is_read
