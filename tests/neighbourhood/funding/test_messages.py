"""Messages of the provider that make no sense: refused, kept for a while, shown to a person."""

import copy
import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import hearing
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import OddMessage, UnknownMessage
from tests.neighbourhood.funding.test_following import stripe
from tests.support.stripe_says import charge_refunded, dispute, intent, message, refund, session

__all__ = ["stripe"]

WRONG = [None, "", "12", 12.5, -1, 0, True, [], {}, 10**12, 10**30, "\ud800", "a\x00b", "x" * 300]
GOOD = {
    "session": session("KEY", 700, "pi_1"),
    "refund": refund("pi_1", 700, "succeeded"),
    "charge": charge_refunded("pi_1", 700),
    "dispute": dispute("pi_1", 700, "lost"),
    "intent": intent("KEY", 700, "pi_1"),
}
# Null says that there is none: somebody else's session, a refund of another kind of payment.
MAY_BE_NULL = {"client_reference_id", "payment_intent"}
NOT_READ = {"session": set(), "charge": {"amount"}}
NOT_JSON = [
    b"",
    b"not json",
    b"[]",
    b"null",
    b"12",
    b'"text"',
    b"{}",
    b'{"type": "checkout.session.completed"}',
    b'{"type": "checkout.session.completed", "data": null}',
    b'{"type": "checkout.session.completed", "data": {"object": []}}',
    b'{"type": "\\ud800", "data": {"object": {}}}',
    b'{"type": 12, "data": {"object": {}}}',
    b"[" * 100_000,
    b'{"type": "refund.updated", "data": {"object": {"amount": ' + b"9" * 5000 + b"}}}",
    b"\xff\xfe\x00",
    "é".encode("latin-1"),
]


def kept(app):
    with app.app_context():
        return db.session.query(OddMessage).order_by(OddMessage.id).all()


@pytest.fixture
def promise(office, donor):
    return office.promise(donor, office.open(), 700)


def spoiled(name):
    """Every way to spoil one word of a good message: to leave it out, or to say nonsense."""
    for word in GOOD[name]["data"]["object"]:
        if word in NOT_READ.get(name, ()):
            continue
        yield word, "left out"
        for wrong in WRONG:
            if (wrong is None and word in MAY_BE_NULL) or (word, wrong) == ("metadata", {}):
                continue
            if word in {"id", "client_reference_id", "payment_intent"} and wrong == "12":
                continue  # as good a number as any
            yield word, wrong


@pytest.mark.parametrize("name", GOOD)
def test_a_signed_message_with_one_wrong_word_is_refused_and_kept(app, promise, stripe, name):
    said = set()
    for word, wrong in spoiled(name):
        spoilt = copy.deepcopy(GOOD[name])
        thing = spoilt["data"]["object"]
        if wrong == "left out":
            del thing[word]
        else:
            thing[word] = wrong
        assert stripe.says(spoilt) == 400, (word, wrong)
        said.add(json.dumps(spoilt))
    assert len(kept(app)) == len(said)
    assert all(row.reason for row in kept(app))


@pytest.mark.parametrize("payload", NOT_JSON, ids=lambda payload: str(payload[:40]))
def test_what_is_no_message_at_all_is_refused_and_kept(app, stripe, payload):
    assert stripe.says(payload) == 400
    (row,) = kept(app)
    assert row.size == len(payload)
    assert len(row.body) <= hearing.MOST_OF_A_BODY + 400


def test_a_gift_of_ours_paid_by_no_payment_is_refused_and_kept(app, office, promise, stripe):
    assert stripe.says(session(promise.key, 700, None)) == 400
    assert office.pledge_now(promise).status is PledgeStatus.RESERVED
    assert len(kept(app)) == 1
    assert stripe.says(session("theirs", 700, None)) == 204


@pytest.mark.parametrize("currency", ["xyz", "euro", "", "€", "usd", "EUR "])
def test_an_amount_of_ours_in_no_currency_of_ours_is_refused_and_kept(
    app, office, promise, stripe, currency
):
    assert stripe.says(session(promise.key, 700, "pi_1", currency=currency)) == 400
    assert office.pledge_now(promise).status is PledgeStatus.RESERVED
    assert len(kept(app)) == 1


def test_nothing_is_kept_of_who_is_not_the_provider(app, visitor, stripe):
    for seal in ("", "t=1,v1=00", "t=,v1=", "t=1", "v1=é", "t=" + "9" * 30 + ",v1=0"):
        answer = visitor.post(
            "/paiements/webhook", data=b"nonsense", headers={"Stripe-Signature": seal}
        )
        assert answer.status_code == 400
    assert kept(app) == []


def test_the_same_again_is_counted_and_not_kept_twice(app, stripe):
    for _again in range(3):
        assert stripe.says(b"nonsense") == 400
    (row,) = kept(app)
    assert row.times == 3


def test_only_the_last_ones_are_kept(app, stripe, monkeypatch):
    monkeypatch.setattr(hearing, "MOST_KEPT", 3)
    for number in range(5):
        stripe.says(f"nonsense {number}".encode())
    assert [row.body for row in kept(app)] == ["nonsense 2", "nonsense 3", "nonsense 4"]


def test_old_ones_are_forgotten(app, office, stripe):
    stripe.says(b"old")
    stripe.says(b"new")
    with office.at_work():
        long_ago = now() - hearing.KEPT - timedelta(hours=1)
        db.session.execute(update(OddMessage).where(OddMessage.id == 1).values(last_at=long_ago))
    with app.app_context():
        RETENTIONS["odd-messages"].forget(now() - hearing.KEPT)
    assert [row.body for row in kept(app)] == ["new"]


def test_what_is_kept_names_nobody_and_can_be_found_again_at_the_provider(app, stripe):
    said = session("KEY", 0, "pi_7", customer_details={"email": "karima@valbourg.example"})
    assert stripe.says(said) == 400
    (row,) = kept(app)
    assert "karima" not in row.body
    assert row.body.startswith("evt_1 pi_7")


def test_what_we_have_no_use_for_is_taken_and_counted(app, stripe):
    for _again in range(2):
        assert stripe.says(message("customer.created", {"object": "customer"})) == 200
    with app.app_context():
        (row,) = db.session.query(UnknownMessage)
        assert (row.kind, row.times) == ("customer.created", 2)
    assert kept(app) == []


def test_there_are_not_endlessly_many_kinds(app, stripe, monkeypatch):
    monkeypatch.setattr(hearing, "MOST_KINDS", 2)
    for number in range(4):
        assert stripe.says(message(f"kind.{number}", {})) == 200
    with app.app_context():
        assert db.session.query(UnknownMessage).count() == 2


def test_those_who_look_after_the_site_read_them(app, make, signed_in, stripe, outbox):
    nadege = make.resident("Nadège Perrin", is_administrator=True)
    stripe.says(b'{"type": "refund.updated", "<script>": 1}')
    stripe.says(message("customer.created", {}))
    assert "ne sait pas lire" in outbox()[-1]
    page = signed_in(nadege).get("/administration/argent").text
    assert "message.data: missing" in page
    assert "&lt;script&gt;" in page
    assert "customer.created" in page


def test_the_pretend_bank_is_read_as_strictly(app, visitor, promise):
    with app.app_context():
        bank = choosing.chosen()
    for said in (b"{}", b"nonsense", b'{"outcome": "paid", "key": 1}'):
        payload, seal = bank.seal(said)
        answer = visitor.post(
            "/paiements/webhook", data=payload, headers={"Palier-Signature": seal}
        )
        assert answer.status_code == 400
    assert len(kept(app)) == 3
