"""The shelves and the loans of the demonstration town are believable, and stand as they should."""

import tomllib
from collections import Counter
from datetime import timedelta

import pytest

from messaging.models import Member
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.loans import demo
from neighbourhood.loans.kinds import news, troubles
from neighbourhood.loans.models.incidents import Incident
from neighbourhood.loans.models.items import BODY_LIMIT, SAID_LIMIT, TITLE_LIMIT, Item, ItemStatus
from neighbourhood.loans.models.loans import Loan, LoanDay
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.subjects import THINGS
from neighbourhood.notifications.models import Notification
from tests.support.palier import ROOT


def told(name: str) -> dict:
    return tomllib.loads((ROOT / f"neighbourhood/{name}.toml").read_text("utf-8"))


ITEMS, LOANS = told("loans/demo")["items"], told("loans/demo_loans")["loans"]
PEOPLE = {row["email"] for row in told("residents/demo")["residents"]}
STAND = {"asked": 1, "accepted": 1, "handed over": 2, "returned": 3}
WAITED = "Remorque de vélo pour enfants ou pour les courses"


@pytest.fixture
def valbourg(shelf, monkeypatch):
    """Everybody of whom something is told, in one quartier: what they lend and borrow there."""
    named = {row["author"] for row in ITEMS} | {row["borrower"] for row in LOANS}
    people = {name: shelf.make.resident(name, shelf.tanneurs) for name in sorted(named)}
    with shelf.make.writing() as session:
        here = {name: session.merge(one) for name, one in people.items()}
        monkeypatch.setattr(demo, "by_local_part", lambda: here)
        demo.build()
    return people


@pytest.fixture(params=["today", "on a Saturday"])
def some_day(request, move_clock):
    """A day to build the town on: the next week-end is never the one that goes on."""
    if request.param != "today":
        move_clock(days=(5 - now().weekday()) % 7)


def test_thirty_things_of_every_category_but_the_last():
    assert len(ITEMS) == len({row["title"] for row in ITEMS}) == 30
    known = {choice.code for choices in THINGS.declared.values() for choice in choices}
    assert {row["category"] for row in ITEMS} == known - {"other"}
    assert {row["author"] for row in ITEMS} <= PEOPLE
    for row in ITEMS:
        assert len(row["title"]) <= TITLE_LIMIT
        assert len(row["body"]) <= BODY_LIMIT
        assert len(row.get("worth", "")) <= SAID_LIMIT


@pytest.mark.usefixtures("some_day")
def test_each_loan_stands_as_it_is_told_in_days_that_fit(shelf, valbourg, card):
    with shelf.make.writing() as session:
        items, loans = session.query(Item).all(), session.query(Loan).all()
        aside = [item for item in items if item.status is ItemStatus.ASIDE]
        assert (len(items), len(aside)) == (30, 4)
        assert Counter(loan.status for loan in loans) == STAND
        for loan in loans:
            assert_lived_in_order(loan)
            taken = session.query(LoanDay).filter_by(loan_id=loan.id).count()
            assert taken == ((loan.last_day - loan.first_day).days + 1 if loan.is_live else 0)
        ahead = [loan for loan in loans if loan.is_asked or loan.is_accepted]
        assert all(loan.first_day > today() for loan in ahead)
        assert session.query(Incident).one().is_proposed
        read = Counter(word.opened_at is not None for word in session.query(LoanWord))
        assert read == {True: 2, False: 1}
        waits = session.query(Waiting).one()
        assert (waits.resident_id, waits.item.title) == (valbourg["karima"].id, WAITED)
    assert not card(aside[0]).listed


def assert_lived_in_order(loan):
    """Nothing of it is to come, and one thing came after the other."""
    moments = [loan.asked_at, loan.answered_at, loan.handed_at, loan.returned_at]
    lived = [moment for moment in moments if moment]
    assert lived == sorted(lived)
    assert lived[-1] < now()
    if loan.handed_at:
        # Some minutes lie between what two do on one day: just after midnight, it was the evening.
        near = loan.handed_at, loan.handed_at + timedelta(hours=2)
        assert loan.first_day in {in_town(moment).date() for moment in near}


def test_two_have_news_to_look_at_and_nobody_has_a_mail(outbox, shelf, valbourg):
    with shelf.make.writing() as session:
        unread = session.query(Notification).filter(Notification.read_at.is_(None)).all()
        known = {(each.resident_id, each.kind) for each in unread}
        seats = session.query(Member).all()
        new = {seat.resident_id for seat in seats if seat.last_read_id < seat.told_id}
    karima, hassan = valbourg["karima"].id, valbourg["hassan"].id
    assert known == {(karima, news.ASKED.code), (hassan, troubles.PROPOSED.code)}
    assert new == {karima, hassan}
    assert outbox() == []
