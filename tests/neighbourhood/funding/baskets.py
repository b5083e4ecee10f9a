"""Baskets that are promised, and what the provider says of their payments."""

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.funding.actions import baskets, hearing
from neighbourhood.funding.gateways.contract import Outcome, PaymentEvent
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries import baskets as queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

KEY = "basket-1"
PI = "pi_1"


def promise(office, donor, asked, key=KEY):
    """Promise cents for needs; return the keys of the gifts, line by line."""
    with office.at_work():
        actor = Actor.of(db.session.get_one(Resident, donor.id))
        wanted = {need.fund_id: cents for need, cents in asked}
        made = baskets.pledge(actor, key, wanted)
        return [gift.key for gift in queries.gifts_in(made)]


def hear(app, *events):
    """Hear what the provider says, each in a transaction of its own."""
    for event in events:
        with app.app_context(), transaction():
            hearing.hear(event)


def paid(cents, key=KEY, payment=PI):
    return PaymentEvent(Outcome.PAID, key=key, amount_cents=cents, payment_reference=payment)


def back(cents, status, reference="re_1", key="", payment=PI):
    return PaymentEvent(
        Outcome.REVERSED,
        key=key,
        amount_cents=cents,
        payment_reference=payment,
        reference=reference,
        status=status,
    )


def stand(app, keys):
    """Return where each gift stands, and how much of it still counts."""
    with app.app_context():
        found = [db.session.query(Pledge).filter_by(key=key).one() for key in keys]
        return [
            (pledge.status.value, pledge.payment.counted_cents if pledge.payment else 0)
            for pledge in found
        ]
