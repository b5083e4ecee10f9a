"""Neighbours, a clock and a provider that do as a list of steps says, in any order."""

from datetime import timedelta

from sqlalchemy import func, select, update

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts, returns
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.queries import pledges


class Story:
    def __init__(self, office, donors, need):
        self.office = office
        self.donors = donors
        self.need = need
        self.promises = []

    def do(self, verb, who, cents):
        try:
            getattr(self, verb.replace(" ", "_"))(self.donors[who % len(self.donors)], cents)
        except DomainError as refusal:
            self.refusal = refusal

    def promise(self, donor, cents):
        self.promises.append(self.office.promise(donor, self.need, cents))

    def give(self, donor, cents):
        self.promise(donor, cents)
        self.office.settle(self.promises[-1])

    def pay_late(self, _donor, cents):
        if self.promises:
            self.office.settle(self.promises[cents % len(self.promises)])

    def expire(self, _donor, _cents):
        with self.office.at_work():
            passed = {"reserved_until": now() - timedelta(seconds=1)}
            live = Pledge.status == PledgeStatus.RESERVED
            db.session.execute(update(Pledge).where(live).values(passed))
            gifts.expire_reservations()

    def withdraw(self, _donor, cents):
        if cents % 5 == 0:
            self.office.withdraw(self.need)

    def refund(self, _donor, _cents):
        with self.office.at_work():
            for key in pledges.to_refund():
                returns.record_refund(key)

    def reserved(self):
        return self._sum(PledgeStatus.RESERVED, Pledge.fund_id == self.need.fund_id)

    def owed(self):
        return self._sum(PledgeStatus.OWED_BACK)

    def _sum(self, status, *more):
        total = select(func.coalesce(func.sum(Pledge.amount_cents), 0))
        with self.office.app.app_context():
            return db.session.scalar(total.where(Pledge.status == status, *more))
