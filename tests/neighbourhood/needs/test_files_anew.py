"""The next file of a partner: what is the same, what changes, what is gone and what comes back."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.models import NeedStatus, Urgency
from neighbourhood.needs.news import CORRECTED
from neighbourhood.needs.versions import NeedRevision, RevisionStatus
from neighbourhood.notifications.models import Notification
from tests.support.carried import press
from tests.support.needs_files import WHOLE, as_file, line
from tests.support.news import plain


def test_the_same_file_again_changes_nothing(files):
    files.publish(map(line, WHOLE))
    before = [(need.id, need.status, need.target_cents) for need in files.needs()]
    page = files.send(as_file(map(line, WHOLE)))
    said = plain(files.author.get(page).text)
    assert "3 besoins déjà là, sans changement" in said
    assert "Il n’y a rien à enregistrer" in said
    assert [(need.id, need.status, need.target_cents) for need in files.needs()] == before


def test_what_is_gone_from_the_file_is_closed_and_comes_back_as_a_new_need(files):
    files.publish(map(line, WHOLE))
    page = files.take([line("A-1")])
    assert files.statuses() == ["open", "withdrawn", "withdrawn"]
    assert files.file().is_done
    assert "2 besoins fermés" in plain(files.author.get(page).text)
    files.take(map(line, WHOLE))
    assert files.statuses() == ["open", "withdrawn", "withdrawn", "submitted", "submitted"]


def test_a_file_that_is_not_complete_closes_nothing(files):
    files.publish(map(line, WHOLE))
    files.take([line("A-9")], closes=False)
    assert files.statuses() == ["open"] * 3 + ["submitted"]


def test_a_line_without_a_reference_closes_nothing_since_it_may_be_any_need(files):
    files.publish(map(line, WHOLE))
    page = files.send(as_file([line("A-1"), line("")]))
    said = plain(files.author.get(page).text)
    assert "Il manque la référence" in said
    assert "fermé" not in said
    # Wrong otherwise, it still says which need it is about.
    page = files.send(as_file([line("A-1"), line("A-2", amount="?"), line("A-3")]))
    assert "fermé" not in plain(files.author.get(page).text)


def test_funded_needs_stay_when_they_are_gone_from_the_file(files, neighbour):
    files.publish(map(line, WHOLE))
    files.office.give(neighbour, files.needs()[0], 150_00)
    page = files.take([line("A-3")])
    assert files.statuses() == ["funded", "withdrawn", "open"]
    assert "1 besoin n’est plus dans le fichier, mais il est financé" in plain(
        files.author.get(page).text
    )


def test_a_changed_amount_of_a_need_that_waits_is_simply_changed(files):
    files.take(map(line, WHOLE))
    files.take([line("A-1", amount="90"), line("A-2"), line("A-3")])
    assert [need.target_cents for need in files.needs()] == [90_00, 150_00, 150_00]
    assert files.statuses() == ["submitted"] * 3


def test_a_changed_amount_of_an_open_need_is_read_by_a_colleague_first(files, neighbour):
    files.publish(map(line, WHOLE))
    files.office.give(neighbour, files.needs()[0], 50_00)
    page = files.take([line("A-1", amount="100"), line("A-2"), line("A-3")])
    assert files.needs()[0].target_cents == 150_00
    assert "150 € devient 100 €" in plain(files.reader.get(page).text)
    press(files.reader, f"{page}/approuver")
    changed = files.needs()[0]
    assert (changed.target_cents, changed.fund.ceiling_cents) == (100_00, 100_00)
    assert files.count(NeedRevision) == 1


def test_how_urgent_an_open_need_is_changes_once_a_colleague_has_read_it(files):
    """Urgency decides which need the gifts to a package go to first."""
    files.publish([line("A-1", urgency="sans urgence")])
    page = files.take([line("A-1", urgency="sous 7 jours")])
    assert files.needs()[0].urgency is Urgency.NONE
    assert "sans urgence devient sous 7 jours" in plain(files.reader.get(page).text)
    press(files.reader, f"{page}/approuver")
    assert files.needs()[0].urgency is Urgency.WEEK
    again = files.send(as_file([line("A-1", urgency="sous 7 jours")]))
    assert "1 besoin déjà là, sans changement" in plain(files.author.get(again).text)


def test_neighbours_are_not_told_of_what_they_do_not_read(files, neighbour, signed_in):
    files.publish([line("A-1", urgency="sans urgence")])
    need = files.needs()[0]
    files.office.give(neighbour, need, 20_00)
    page = files.take([line("A-1", urgency="sous 7 jours")])
    press(files.reader, f"{page}/approuver")
    shown = signed_in(neighbour).get(f"/solidarite/besoins/{need.id}").text
    assert "voir les deux versions" not in plain(shown)
    with files.app.app_context():
        told = select(Notification.kind).where(Notification.resident_id == neighbour.id)
        assert CORRECTED.code not in db.session.scalars(told).all()


def test_never_below_what_was_given_neither_when_checked_nor_when_approved(files, neighbour):
    files.publish(map(line, WHOLE))
    files.office.give(neighbour, files.needs()[0], 50_00)
    page = files.send(as_file([line("A-1", amount="40"), line("A-2", amount="100"), line("A-3")]))
    assert "Des voisins ont déjà donné plus que ce montant" in plain(files.author.get(page).text)
    press(files.author, f"{page}/confirmer")
    files.office.give(neighbour, files.needs()[1], 120_00)
    press(files.reader, f"{page}/approuver")
    assert [need.target_cents for need in files.needs()] == [150_00] * 3
    assert files.file().figures["left"] == 1
    with files.app.app_context():
        dropped = db.session.scalars(select(NeedRevision)).one()
        assert dropped.status is RevisionStatus.DROPPED


def test_what_is_confirmed_is_what_was_shown(files):
    page = files.send(as_file([line("A-1"), line("A-2")]))
    files.take([line("A-1"), line("A-3")], by=files.reader)
    press(files.author, f"{page}/confirmer")
    assert len(files.needs()) == 2
    said = plain(files.author.get(page).text)
    assert "Des besoins ont changé depuis la vérification" in said
    assert "1 besoin à créer" in said
    press(files.author, f"{page}/confirmer")
    assert [need.status.value for need in files.needs()] == ["submitted", "withdrawn", "submitted"]


def test_a_file_sent_back_is_mended_by_another_one(files):
    page = files.take(map(line, WHOLE))
    answer = press(files.reader, f"{page}/renvoyer", {"reason": "Les montants sont trop hauts."})
    assert answer.status_code == 303
    assert files.statuses() == ["returned"] * 3
    assert "Les montants sont trop hauts." in plain(files.author.get(page).text)
    files.publish([line(name, amount="80") for name in WHOLE])
    assert [(need.status, need.target_cents) for need in files.needs()] == [
        (NeedStatus.OPEN, 80_00)
    ] * 3
