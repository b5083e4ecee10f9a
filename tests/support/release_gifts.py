"""Gifts and needs in each state they may be in, for the rows of a release."""

from datetime import timedelta

from sqlalchemy import select

import neighbourhood.needs.queries as read_needs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts as giving
from neighbourhood.funding.actions import returns
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.needs import actions as needs
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from tests.support.rounds import release
from tests.support.staging.people import Stage


def itself(stage: Stage, name: str) -> Actor:
    """Return somebody of the demonstration who acts in their own name."""
    return Actor.of(stage.people[name])


def gifts(stage: Stage) -> None:
    """Bring gifts into each of their states, on needs that end in each of theirs."""
    need = _need(stage, "Un vélo pour aller au travail")
    donors = [itself(stage, name) for name in ("karima", "marcel", "helene.marchand", "mairie")]
    promised = [giving.pledge(donor, need.fund, amount_cents=2_500) for donor in donors]
    giving.cancel(promised[1].key)
    promised[2].reserved_until = now() - timedelta(minutes=1)
    db.session.flush()
    giving.expire_reservations()
    _settle(promised[3])
    full = _need(stage, "Des lunettes")
    first = giving.pledge(donors[0], full.fund, amount_cents=8_000)
    too_late = giving.pledge(donors[1], full.fund, amount_cents=2_000)
    giving.cancel(too_late.key)
    last = giving.pledge(donors[2], full.fund, amount_cents=2_000)
    for pledge in (first, last, too_late):
        _settle(pledge)
    given_back = _need(stage, "Un lave-linge d’occasion")
    back = [giving.pledge(donor, given_back.fund, amount_cents=1_500) for donor in donors[:2]]
    for pledge in back:
        _settle(pledge)
    needs.withdraw(itself(stage, "sophie"), given_back)
    returns.record_refund(back[0].key)


def _need(stage: Stage, title: str) -> Need:
    need = needs.write(itself(stage, "sophie"), _partner(stage), _told(stage, title))
    needs.submit(itself(stage, "sophie"), need)
    needs.approve(itself(stage, "hassan"), need)
    release(need.partner.municipality, now() + timedelta(days=15), now())
    return read_needs.locked(need.id)


def _told(stage: Stage, title: str) -> needs.Told:
    return needs.Told(
        kind=NeedKind.EQUIPMENT,
        title=title,
        covers="Ce qu’il reste à payer.",
        target_cents=10_000,
        quartier=stage.people["marcel"].quartier,
    )


def _partner(stage: Stage) -> Partner:
    written = select(Need.partner_id).where(Need.author_id == stage.people["sophie"].id)
    return db.session.get_one(Partner, db.session.scalars(written).first())


def _settle(pledge: Pledge) -> None:
    giving.settle(
        pledge.key, amount_cents=pledge.amount_cents, payment_reference=f"row-{pledge.key}"
    )


def returned_need(stage: Stage) -> None:
    """Have a need read and sent back."""
    need = needs.write(itself(stage, "sophie"), _partner(stage), _told(stage, "Une carte de bus"))
    needs.submit(itself(stage, "sophie"), need)
    needs.send_back(itself(stage, "hassan"), need, reason="Dites pour combien de mois.")
