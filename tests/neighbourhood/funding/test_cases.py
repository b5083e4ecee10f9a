"""A case follows what the provider says of its payment; one line of news for all of it."""

import re

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.cases.movements import movement_words_at_desk
from neighbourhood.funding.cases.states import DESK_WORDS
from neighbourhood.funding.cases.words import CASES, ENDINGS
from neighbourhood.funding.kinds import FUND_KINDS
from neighbourhood.funding.models.ledger import OF_NO_GIFT, TransferKind
from neighbourhood.funding.models.provider import CaseKind, MoneyCase, ReversalStatus
from neighbourhood.notifications.models import Notification
from tests.neighbourhood.funding.test_desk import DESK, decide, desk, nadege, path_of
from tests.neighbourhood.funding.test_following import PI, gift, need, stripe
from tests.neighbourhood.funding.test_views import plain
from tests.support.stripe_says import charge_refunded, dispute, refund

__all__ = ["desk", "gift", "nadege", "need", "stripe"]

NO_MORE = dispute(PI, 2000, "warning_closed", "closed")
ASKED = dispute(PI, 2000, "warning_needs_response", "created")
OPENED = dispute(PI, 2000, "needs_response", "created")
WON = dispute(PI, 2000, "won", "closed")
LOST = dispute(PI, 2000, "lost", "closed")
PENDING, FAILED = refund(PI, 2000, "pending"), refund(PI, 2000, "failed")
ARRIVED, HALF = refund(PI, 2000, "succeeded"), refund(PI, 1000, "succeeded", "re_2")
ANEW = refund(PI, 2000, "succeeded", "re_2")

# What was told, and then each case: what it is by now, and what ended it.
OUTCOMES = {
    "asked": ([ASKED], [("dispute", None)]),
    "asked, no more": (
        [ASKED, NO_MORE],
        [("dispute", "won")],
    ),
    "asked, then opened": ([ASKED, OPENED], [("dispute", None)]),
    "opened": ([OPENED], [("dispute", None)]),
    "won": ([OPENED, WON], [("dispute", "won")]),
    "lost": ([OPENED, LOST], [("dispute lost", None)]),
    "lost, said twice": ([OPENED, LOST, LOST], [("dispute lost", None)]),
    "lost unasked": ([LOST], [("dispute lost", None)]),
    "lost, then won": ([OPENED, LOST, WON], [("dispute lost", "won")]),
    "pending": ([PENDING], [("refund elsewhere", None)]),
    "arrived": ([PENDING, ARRIVED], [("refund elsewhere", None)]),
    "in two parts": ([refund(PI, 1000, "succeeded"), HALF], [("refund elsewhere", None)]),
    "in all": ([charge_refunded(PI, 2000)], [("refund elsewhere", None)]),
    "failed": ([PENDING, FAILED], [("refund failed", None)]),
    "failed, then arrived": ([PENDING, FAILED, ANEW], [("refund failed", "succeeded")]),
    "failed, then lost": (
        [PENDING, FAILED, LOST],
        [("refund failed", "lost"), ("dispute lost", None)],
    ),
    "failed, lost, then won": (
        [PENDING, FAILED, LOST, WON],
        [("refund failed", "lost"), ("dispute lost", "won"), ("refund failed", None)],
    ),
    "twice back": (
        [ARRIVED, OPENED, LOST],
        [("refund elsewhere", None), ("dispute lost", None), ("too much back", None)],
    ),
    "twice back, then won": (
        [ARRIVED, OPENED, LOST, WON],
        [("refund elsewhere", None), ("dispute lost", "won"), ("too much back", "won")],
    ),
}


def cases(app):
    with app.app_context():
        found = db.session.scalars(select(MoneyCase).order_by(MoneyCase.id))
        return [(case.kind.value, case.word if case.closed_at else None) for case in found]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_closes_its_case_or_changes_it(app, gift, stripe, desk, outcome):
    told, expected = OUTCOMES[outcome]
    for each in told:
        assert stripe.says(each) == 204
    assert cases(app) == expected
    with app.app_context():
        numbers = db.session.scalars(select(MoneyCase.id)).all()
    for number in numbers:
        page = desk.get(f"{DESK}/dossiers/{number}")
        assert page.status_code == 200
        assert "votre banque" not in plain(page.text).lower()


def test_the_provider_ends_a_case_in_words(app, gift, stripe, desk):
    stripe.says(OPENED)
    path = path_of(app, CaseKind.DISPUTE)
    stripe.says(WON)
    page = plain(desk.get(path).text)
    assert "Fermé par ce que dit la banque" in page
    assert "la contestation est gagnée" in page
    assert decide(desk, path, "nothing").status_code == 409
    assert "Rien n’attend" in desk.get(DESK).text


def test_a_case_decided_by_a_person_stays_as_they_left_it(app, gift, stripe, desk):
    stripe.says(OPENED)
    decide(desk, path_of(app, CaseKind.DISPUTE), "nothing")
    stripe.says(LOST)
    assert cases(app) == [("dispute", "Vu avec la banque."), ("dispute lost", None)]


def news(app, resident):
    with app.app_context():
        mine = select(Notification).where(
            Notification.resident_id == resident.id, Notification.kind == "money-case"
        )
        return [(row.path, row.read_at is None) for row in db.session.scalars(mine)]


def test_one_line_of_news_for_one_payment_whatever_comes(
    app, gift, stripe, nadege, signed_in, outbox
):
    for each in (PENDING, FAILED, OPENED, LOST):
        stripe.says(each)
    ((_path, is_unread),) = news(app, nadege)
    assert is_unread
    assert sum("attend une décision" in mail for mail in outbox()) == 1


def test_news_that_was_read_is_new_again_when_the_case_changes(
    app, gift, stripe, nadege, desk, outbox
):
    stripe.says(OPENED)
    desk.get(path_of(app, CaseKind.DISPUTE))
    assert news(app, nadege)[0][1] is False
    stripe.says(LOST)
    assert [is_unread for _path, is_unread in news(app, nadege)] == [True]
    assert sum("attend une décision" in mail for mail in outbox()) == 2


def test_news_of_what_is_over_is_put_out(app, gift, stripe, nadege):
    stripe.says(OPENED)
    stripe.says(WON)
    assert [is_unread for _path, is_unread in news(app, nadege)] == [False]


def test_what_is_decided_is_what_was_read(app, gift, stripe, desk):
    stripe.says(OPENED)
    path = path_of(app, CaseKind.DISPUTE)
    page = desk.get(path).text
    carried = page.partition('name="read" value="')[2].partition('"')[0]
    assert carried
    stripe.says(LOST)
    answer = {"decision": "nothing", "word": "Rien à faire.", "read": carried}
    refused = desk.post(path, data=answer)
    assert refused.status_code == 409
    assert "Une contestation perdue" in refused.text
    assert cases(app) == [("dispute lost", None)]


def test_the_desk_has_a_word_for_everything_and_none_speaks_as_to_the_donor(app):
    with app.test_request_context():
        said = [str(word) for word in DESK_WORDS.values()]
        for kind in FUND_KINDS.values():
            lines = movement_words_at_desk(kind)
            assert set(lines) == set(TransferKind) - OF_NO_GIFT
            said += map(str, lines.values())
        said += [str(word) for case in CASES.values() for word in (case.happened, case.todo)]
        said += [str(ENDINGS[status]) for status in ReversalStatus]
    assert not [word for word in said if re.search("votre|vous (a|s|o|re)", word, re.IGNORECASE)]


PART = refund(PI, 500, "succeeded")
STATES = {
    "a part": ([PART], ["5 €", "15 €"]),
    "a part, then disputed": (
        [PART, dispute(PI, 1500, "needs_response")],
        ["5 €", "contesté"],
    ),
    "a part, then lost": (
        [PART, dispute(PI, 1500, "lost")],
        ["5 €", "15 €", "repris par votre banque"],
    ),
    "a part, then on its way": (
        [PART, refund(PI, 1500, "pending", "re_2")],
        ["5 €", "15 €", "en route"],
    ),
    "in two parts": ([PART, refund(PI, 1500, "succeeded", "re_2")], ["5 €", "15 €"]),
}


@pytest.mark.parametrize("state", STATES)
def test_a_donor_is_reminded_of_each_part_with_its_amount_and_its_day(
    app, donor, gift, stripe, signed_in, state
):
    told, expected = STATES[state]
    for each in told:
        stripe.says(each)
    browser = signed_in(donor)
    for path in (f"/solidarite/mes-dons/{gift.key}", f"/solidarite/dons/{gift.key}/merci"):
        page = plain(browser.get(path).text)
        for words in expected:
            assert words in page, path
        assert len(re.findall(r"<small>\w", page)) > len(told), "each with its day"
