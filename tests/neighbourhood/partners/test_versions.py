"""A desk is closed, or opened again, as it was read."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import Partner
from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]


def carried_by(page):
    return page.partition('name="read" value="')[2].partition('"')[0]


def test_a_partner_that_changed_meanwhile_is_not_suspended(office, make, signed_in):
    page = f"/administration/partenaires/{office.partner.id}"
    admin = signed_in(make.resident("Nadège Perrin", is_administrator=True))
    read = carried_by(admin.get(page).text)
    assert read
    with office.at_work():
        db.session.get_one(Partner, office.partner.id).name = "Un tout autre nom"
    press = {"reason": "Plus de réponse.", "read": read}
    refused = admin.post(f"{page}/suspendre", data=press)
    assert refused.status_code == 409
    assert "Un tout autre nom" in refused.text
    assert not db_partner(office).is_suspended
    press["read"] = carried_by(admin.get(page).text)
    assert admin.post(f"{page}/suspendre", data=press).status_code == 303
    assert db_partner(office).is_suspended


def db_partner(office):
    with office.app.app_context():
        return db.session.get_one(Partner, office.partner.id)
