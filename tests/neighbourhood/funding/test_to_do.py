"""The desk says of a payment what can be chosen there, and nothing that cannot."""

import pytest

from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, ReversalStatus
from tests.neighbourhood.funding.test_covering import hear
from tests.neighbourhood.funding.test_desk import decide, desk, nadege, path_of
from tests.neighbourhood.funding.test_following import PI, stripe
from tests.neighbourhood.funding.test_in_words import gift, need, paid_again
from tests.neighbourhood.funding.test_views import plain
from tests.support.stripe_says import refund, session

__all__ = ["desk", "gift", "nadege", "need", "stripe"]

KEEPING = "Gardez les deux"


def what_to_do(desk, path: str) -> tuple[str, set[str]]:
    """Return what a case says one can do, and what may be chosen."""
    page = plain(desk.get(path).text).partition("Ce que vous pouvez faire")[2]
    choices = ("nothing", "give back", "try again", "by hand", "second back", "keep both")
    return page, {one for one in choices if f'value="{one}"' in page}


def test_two_payments_may_be_kept_where_there_is_room_for_both(app, stripe, gift, desk):
    paid_again(app, stripe, gift)
    said, offered = what_to_do(desk, path_of(app, CaseKind.PAID_AGAIN))
    assert KEEPING in said
    assert offered == {"second back", "keep both"}


@pytest.mark.parametrize("why", ["no room left", "the collection is over"])
def test_nobody_is_told_to_keep_a_payment_that_cannot_count(
    app, office, other, need, stripe, gift, desk, *, why
):
    if why == "no room left":
        office.give(other, need, 1200)
    paid_again(app, stripe, gift)
    if why == "the collection is over":
        office.give(other, need, 1500)
    said, offered = what_to_do(desk, path_of(app, CaseKind.PAID_AGAIN))
    assert offered == {"nothing"}
    assert KEEPING not in said
    assert "Ce paiement ne peut pas compter" in said


def test_of_a_second_try_that_counts_one_reads_when_to_give_it_back(
    app, office, donor, need, stripe, desk
):
    first = office.promise(donor, need, 500)
    office.promise(donor, need, 700)
    office.settle(first)
    said, offered = what_to_do(desk, path_of(app, CaseKind.PAID_AGAIN))
    assert offered == {"nothing", "give back"}
    assert KEEPING not in said
    assert "rendez celui-ci" in said


def test_what_went_its_way_leaves_nothing_to_choose(app, office, stripe, gift, desk):
    second = paid_again(app, stripe, gift)
    stripe.says(refund("pi_2", 500, "succeeded"))
    assert office.pledge_now(second).status is PledgeStatus.REFUNDED
    path = path_of(app, CaseKind.PAID_AGAIN)
    said, offered = what_to_do(desk, path)
    assert offered == {"nothing"}
    assert KEEPING not in said
    assert "Il n’y a plus rien à choisir" in said
    assert decide(desk, path, "nothing").status_code == 303


def test_a_payment_told_with_another_amount_is_given_back_only_while_it_counts(
    app, stripe, gift, desk
):
    stripe.says(session(gift.key, 700, PI))
    path = path_of(app, CaseKind.AMOUNT_CHANGED)
    said, offered = what_to_do(desk, path)
    assert "rendez ce don" in said
    assert "give back" in offered
    stripe.says(refund(PI, 500, "succeeded"))
    said, offered = what_to_do(desk, path)
    assert "rendez ce don" not in said
    assert offered == {"nothing"}


def test_a_refund_that_is_under_way_again_is_not_to_be_tried_again(app, stripe, gift, desk):
    stripe.says(refund(PI, 500, "pending"))
    stripe.says(refund(PI, 500, "failed"))
    path = path_of(app, CaseKind.REFUND_FAILED)
    said, offered = what_to_do(desk, path)
    assert "Essayez de nouveau" in said
    assert offered == {"try again", "by hand"}


def test_of_a_gift_lost_after_the_pay_out_nothing_is_asked_of_the_partner(
    app, office, till, donor, other, desk
):
    need = office.open(target_cents=5000)
    office.give(donor, need, 3000)
    small = office.give(other, need, 2000)
    till.done()
    hear(office, small, ReversalStatus.LOST, 2000)
    page = plain(desk.get(path_of(app, CaseKind.DISPUTE_LOST)).text)
    assert "Le besoin reste financé. La commune couvre cette somme." in page
    assert "Rien n’est demandé au partenaire." in page
    assert "manque de nouveau" not in page
    assert "prévenez" not in page
