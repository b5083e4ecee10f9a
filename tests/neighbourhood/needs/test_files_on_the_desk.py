"""What a file closes, what it says of approved needs, and how the desk counts what it brought."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.batches import NeedFile, NeedFileStatus
from tests.support.carried import press
from tests.support.needs import TICKS
from tests.support.needs_files import WHOLE, as_file, line
from tests.support.news import plain


def test_the_desk_counts_what_waits_in_a_file_and_shows_what_left_it(files):
    files.take([line("B-1")])
    waiting = plain(files.author.get(files.home).text)
    assert "1 besoin du fichier envoyé" in waiting
    assert "Rien n’attend de relecture" not in waiting
    files.publish(map(line, WHOLE), closes=False)
    with files.office.at_work():
        # As when the second reader lost the right to approve on the way.
        file = db.session.get_one(NeedFile, files.file().id)
        file.status = NeedFileStatus.SUBMITTED
    desk = files.author.get(files.home).text
    first, *published = files.needs()
    assert f'/besoins/{first.id}"' not in desk
    assert all(f'/besoins/{need.id}"' in desk for need in published)


def test_what_a_file_says_anew_of_an_approved_need_is_read_anew(files):
    page = files.take([line("A-1"), line("A-2")])
    press(files.reader, f"{page}/approuver")
    assert files.statuses() == ["approved"] * 2
    page = files.take([line("A-1", amount="100"), line("A-2")], closes=False)
    changed, same = files.needs()
    assert (changed.status.value, changed.target_cents) == ("submitted", 100_00)
    assert (changed.approved_by_id, changed.approved_at) == (None, None)
    assert same.status.value == "approved"
    assert press(files.author, f"{page}/approuver").status_code == 403
    press(files.reader, f"{page}/approuver")
    assert files.statuses() == ["approved"] * 2


def test_an_approved_need_is_not_sent_to_be_read_once_more_by_hand(office, signed_in):
    need = office.approved()
    sent = signed_in(office.author).post(
        f"/partenaires/{office.partner.id}/besoins/{need.id}/envoyer", data=TICKS
    )
    assert sent.status_code == 409
    assert office.now(need).is_approved


def test_a_file_closes_only_what_somebody_ticks_and_the_button_says_how_many(files):
    files.publish(map(line, WHOLE))
    form = files.author.get(f"{files.home}/importer").text
    assert "checked" not in form
    page = files.send(as_file([line("A-1")]))
    assert "Confirmer et fermer 2 besoins" in plain(files.author.get(page).text)
    page = files.send(as_file([line("A-1")]), closes=False)
    assert "fermer" not in plain(files.author.get(page).text)


def test_the_example_of_the_template_is_not_read(files):
    template = files.author.get(f"{files.home}/importer/modele.csv").data
    assert "EXEMPLE" in template.decode("utf-8-sig")
    assert "aucune ligne" in plain(files.send(template).text)
