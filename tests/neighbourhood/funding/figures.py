"""What a fund shows and tells by now, and how time passes for a promise."""

from datetime import timedelta

from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.queries import pledges
from neighbourhood.notifications.models import Notification


def let_time_pass(office, promise):
    with office.at_work():
        passed = {"reserved_until": now() - timedelta(seconds=1)}
        db.session.execute(update(Pledge).where(Pledge.id == promise.id).values(passed))


def told_to(office, resident):
    with office.app.app_context():
        found = db.session.query(Notification).filter_by(resident_id=resident.id)
        return [row.kind for row in found.order_by(Notification.id)]


def figures(office, need):
    with office.app.app_context():
        fund = office.now(need).fund
        return {
            "raised": pledges.raised_cents(fund),
            "donors": pledges.donors_count(fund),
            "reserved": pledges.live_reservations(fund),
            "remaining": pledges.remaining_cents(fund),
        }
