"""The second reader of a file, and who else may look at it."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import StaffRole
from neighbourhood.residents.models.residents import Resident
from tests.support.carried import carried, press
from tests.support.needs_files import WHOLE, as_file, line, some_lines
from tests.support.news import plain


def test_one_notification_asks_for_the_file_and_one_tells_that_it_is_read(files):
    page = files.take(some_lines(30))
    press(files.reader, f"{page}/approuver")
    with files.app.app_context():
        told = db.session.scalars(select(Notification).order_by(Notification.id)).all()
        assert [(one.resident_id, one.kind) for one in told] == [
            (files.office.reader.id, "need-file-to-read"),
            (files.office.author.id, "need-file-approved"),
        ]


def test_nobody_approves_the_file_they_sent_nor_one_of_their_home(files, make):
    page = files.take(map(line, WHOLE))
    assert f"{page}/approuver" not in files.author.get(page).text
    assert press(files.author, f"{page}/approuver").status_code == 403
    address = make.address(files.office.quartier)
    with files.office.at_work():
        for person in (files.office.author, files.office.reader):
            db.session.get_one(Resident, person.id).address_id = address.id
    assert press(files.reader, f"{page}/approuver").status_code == 403
    assert files.statuses() == ["submitted"] * 3
    assert "Personne d’autre ne peut relire ce fichier" in plain(files.author.get(page).text)


def test_a_need_taken_out_of_the_batch_is_not_approved_with_it(files):
    page = files.take(map(line, WHOLE))
    files.office.withdraw(files.needs()[1])
    press(files.reader, f"{page}/approuver")
    assert files.statuses() == ["approved", "withdrawn", "approved"]


def test_staff_of_another_partner_and_neighbours_are_refused(
    files, open_office, signed_in, neighbour
):
    page = files.take(map(line, WHOLE))
    other = signed_in(open_office("Une autre association").author)
    for who in (other, signed_in(neighbour)):
        for path in (page, f"{page}/besoins", f"{page}/a-corriger.csv", f"{files.home}/importer"):
            assert who.get(path).status_code in (403, 404)
        for deed in ("confirmer", "abandonner", "approuver", "renvoyer"):
            assert who.post(f"{page}/{deed}").status_code in (403, 404)
    assert files.statuses() == ["submitted"] * 3


def test_a_colleague_does_not_confirm_what_they_did_not_send(files):
    """Whoever confirmed it would let the one who sent it read their own file."""
    page = files.send(as_file(map(line, WHOLE)))
    said = plain(files.reader.get(page).text)
    assert f"{files.office.author.full_name} a envoyé ce fichier, et le confirme" in said
    assert "Confirmer" not in said
    refused = files.reader.post(f"{page}/confirmer", data=carried(files.author.get(page)))
    assert refused.status_code == 403
    assert "confirmé par la personne qui l’a envoyé" in plain(refused.text)
    assert files.file().is_checked
    assert files.needs() == []


def test_what_was_confirmed_meanwhile_is_said_in_words(files):
    page = files.send(as_file(map(line, WHOLE)))
    read = carried(files.author.get(page))
    press(files.author, f"{page}/confirmer")
    stale = files.author.post(f"{page}/confirmer", data=read)
    assert stale.status_code == 409
    said = plain(stale.text)
    assert "À confirmer" in said
    assert "À relire" in said
    for raw in ("checked", "submitted"):
        assert raw not in said


def test_another_file_takes_the_place_of_one_that_nobody_confirmed(files):
    first = files.send(as_file(map(line, WHOLE)))
    asked = plain(files.author.get(f"{files.home}/importer").text)
    assert "En envoyer un autre l’efface" in asked
    files.send(as_file([line("B-1")]))
    said = plain(files.author.get(first).text)
    assert "Ce fichier est effacé" in said
    assert "besoins créés" not in said
    assert "lignes lues" not in said


def test_the_whole_file_is_listed_page_by_page(files):
    page = files.take(some_lines(60))
    first = files.reader.get(f"{page}/besoins").text
    assert first.count("/besoins/") > 50
    assert "after=" in first


def test_the_desk_shows_the_file_in_the_place_of_its_needs(files):
    page = files.take(some_lines(12))
    desk = files.author.get(files.home).text
    assert page in desk
    assert f"{files.home}/{files.needs()[0].id}" not in desk
    press(files.reader, f"{page}/approuver")
    assert f"{files.home}/{files.needs()[0].id}" in files.author.get(files.home).text


def test_colleagues_who_do_not_publish_send_no_file(files, make, signed_in):
    clerk = make.resident("Inès Caron", files.office.quartier)
    with files.office.at_work():
        member = db.session.get_one(Resident, clerk.id)
        staffing.name_staff(files.office.partner, member, role=StaffRole.READ)
    assert signed_in(clerk).get(f"{files.home}/importer").status_code in (403, 404)
