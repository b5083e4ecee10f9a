from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.models.residents import Resident


def test_staff_of_one_partner_go_straight_to_its_desk(office, signed_in):
    browser = signed_in(office.author)
    desk = f"/partenaires/{office.partner.id}"
    assert browser.get("/partenaires").location == desk
    page = browser.get(desk).text
    for told in ("Centre social", "Sophie Martin", "Hassan Alaoui", f"{desk}/besoins"):
        assert told in page


def test_staff_of_several_choose(office, open_office, signed_in):
    other = open_office("Une autre association")
    with office.at_work():
        partner = db.session.get_one(Partner, other.partner.id)
        author = db.session.get_one(Resident, office.author.id)
        name_staff(partner, author, role=StaffRole.READ)
        name_staff(partner, author, role=StaffRole.READ)
    browser = signed_in(office.author)
    page = browser.get("/partenaires").text
    assert "Centre social" in page
    assert "Une autre association" in page
    desk = browser.get(f"/partenaires/{other.partner.id}").text
    assert f"/partenaires/{other.partner.id}/besoins" not in desk, "reading is not publishing"
    assert browser.get(f"/partenaires/{other.partner.id}/besoins").status_code == 404


def test_others_are_told_whose_desk_it_is_and_see_none(office, make, signed_in, visitor):
    neighbour = signed_in(make.resident("Karima Benali", office.quartier))
    assert "Ce bureau est celui des partenaires" in neighbour.get("/partenaires").text
    assert neighbour.get(f"/partenaires/{office.partner.id}").status_code == 404
    assert visitor.get(f"/partenaires/{office.partner.id}").status_code == 302


def test_a_partner_that_is_no_longer_accredited_has_no_desk(office, signed_in):
    with office.at_work():
        db.session.get_one(Partner, office.partner.id).accredited_at = None
    assert signed_in(office.author).get(f"/partenaires/{office.partner.id}").status_code == 404
