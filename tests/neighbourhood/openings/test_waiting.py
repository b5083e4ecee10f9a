"""A quartier that is not open keeps a list, says how many are missing, and opens by itself."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.openings.models.waiting import Waiting
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.closing import close
from neighbourhood.residents.actions.erasing import erase
from neighbourhood.residents.models.residents import Resident
from tests.support.carried import press
from tests.support.news import plain
from tests.support.town_hall import work_at_the_town_hall


class Line:
    """La Givre opens with three neighbours."""

    def __init__(self, app, make, signed_in):
        self.app, self.make, self.signed_in = app, make, signed_in
        self.municipality = make.municipality()
        self.quartier = make.quartier("La Givre", self.municipality)
        self.town = f"/administration/communes/{self.quartier.municipality_id}"
        self.page = f"/quartiers/{self.quartier.id}/ouverture"
        self.set(quartier=now(), number=3)

    def set(self, *, quartier, number, town=None):
        with self.make.writing() as session:
            session.get_one(Quartier, self.quartier.id).waiting_since = quartier
            held = session.get_one(Municipality, self.quartier.municipality_id)
            held.opening_number, held.waiting_since = number, town

    def newcomer(self, name, **more):
        person = self.make.resident(name, verified=False, **{"email_confirmed_at": now(), **more})
        return person, self.signed_in(person)

    def join(self, name, **more):
        person, browser = self.newcomer(name, **more)
        browser.post(f"/quartiers/{self.quartier.id}/attendre")
        return person, browser

    def is_open(self):
        with self.app.app_context():
            return db.session.get_one(Quartier, self.quartier.id).is_open

    def told(self):
        with self.app.app_context():
            chosen = select(Notification.resident_id).where(Notification.kind == "openings.opened")
            return sorted(db.session.scalars(chosen))

    def waiting(self):
        with self.app.app_context():
            return sorted(db.session.scalars(select(Waiting.resident_id)))


@pytest.fixture
def line(app, make, signed_in):
    return Line(app, make, signed_in)


def test_whoever_waits_reads_how_many_are_missing_and_how_to_invite(line):
    _, karima = line.join("Karima Benali")
    said = plain(karima.get(line.page).text)
    assert "Votre quartier ouvre à 3 voisins : il en manque 2." in said
    assert f"http://localhost{line.page}" in said
    assert "il en manque 2." in plain(karima.get("/").text)
    assert "Prouver mon adresse" not in karima.get("/").text
    line.join("Marcel Dupont")
    assert "il en manque 1." in plain(karima.get(line.page).text)


def test_every_page_of_a_quartier_to_open_names_its_town(line, make):
    with make.writing() as session:
        session.get_one(Municipality, line.municipality.id).name = "Pontgivre"
    _, karima = line.join("Karima Benali")
    for page in (line.page, line.page.replace("ouverture", "affiche"), "/"):
        assert '<p class="soft">Pontgivre</p>' in plain(karima.get(page).text), page


def test_the_last_one_opens_it_and_all_are_told_once_by_notification_and_mail(line, outbox):
    first, karima = line.join("Karima Benali")
    second, _ = line.join("Marcel Dupont")
    assert not line.is_open()
    third, aylin = line.join("Aylin Yıldız")
    assert line.is_open()
    assert line.told() == sorted(person.id for person in (first, second, third))
    assert sum("La Givre" in mail for mail in outbox()) == 3
    assert line.waiting() == []
    assert "Prouver mon adresse" in karima.get("/").text
    assert karima.get(line.page).location.endswith("/mon-adresse")
    assert aylin.post(f"/quartiers/{line.quartier.id}/attendre").status_code == 409


def test_nobody_is_counted_twice_nor_in_two_quartiers(line):
    person, karima = line.join("Karima Benali")
    for _ in range(3):
        karima.post(f"/quartiers/{line.quartier.id}/attendre")
    assert "il en manque 2." in plain(karima.get(line.page).text)
    other = line.make.quartier("Le Pont", line.municipality)
    with line.make.writing() as session:
        session.get_one(Quartier, other.id).waiting_since = now()
    karima.post(f"/quartiers/{other.id}/attendre")
    assert "il en manque 3." in plain(karima.get(line.page).text)
    assert line.waiting() == [person.id]


def test_who_leaves_closes_or_never_answered_a_mail_does_not_count(line):
    _, karima = line.join("Karima Benali")
    karima.post("/moi/liste-d-attente/quitter")
    gone, _ = line.join("Marcel Dupont")
    with line.make.writing() as session:
        close(Actor.of(session.get_one(Resident, gone.id)))
    _, unanswered = line.newcomer("Aylin Yıldız", email_confirmed_at=None)
    assert unanswered.post(f"/quartiers/{line.quartier.id}/attendre").status_code == 403
    assert line.waiting() == []


def test_erased_with_the_account(line):
    gone, _ = line.join("Marcel Dupont")
    with line.make.writing():
        erase(gone.id)
    assert line.waiting() == []


def test_a_town_that_is_not_open_opens_nothing_however_many_wait(line):
    line.set(quartier=now(), number=1, town=now())
    _, karima = line.join("Karima Benali")
    assert not line.is_open()
    assert "Il y a assez de voisins" in karima.get(line.page).text


def test_a_lower_number_opens_at_once_and_a_hand_opens_without_any(line, signed_in):
    clerk = line.make.resident("Claire Mairie", line.quartier)
    work_at_the_town_hall(line.make, clerk, StaffRole.ADMINISTER)
    desk = signed_in(clerk)
    line.join("Karima Benali")
    assert desk.post(f"{line.town}/regle", data={"opening_number": "2"}).status_code == 409
    press(desk, f"{line.town}/regle", data={"opening_number": "2"})
    assert not line.is_open()
    press(desk, f"{line.town}/regle", data={"opening_number": "1"})
    assert line.is_open()
    line.set(quartier=now(), number=9)
    assert "Ouvrir ce quartier" in desk.get(_by_hand(line)).text
    desk.post(_by_hand(line))
    assert line.is_open()
    assert desk.post(_by_hand(line)).status_code == 409


def _by_hand(line):
    return f"{line.town}/quartiers/{line.quartier.id}/ouvrir"


def test_a_door_in_a_closed_quartier_leads_to_its_list_and_is_not_kept(line):
    door = line.make.address(line.quartier, number=12)
    _, karima = line.newcomer("Karima Benali")
    answer = karima.post("/mon-adresse/choisir", data={"typed": "12 rue", "key": door.key})
    assert answer.location.endswith(line.page)
    with karima.session_transaction() as session:
        assert door.key not in str(dict(session))
    assert karima.get("/mon-adresse/confirmer").location.endswith("/mon-adresse/choisir")


def test_a_visitor_comes_back_to_the_list_after_signing_up(line, visitor):
    assert "il en manque 3." in plain(visitor.get(line.page).text)
    person, _ = line.newcomer("Karima Benali")
    with visitor.session_transaction() as session:
        chosen = session["quartier_to_wait_for"]
    browser = line.signed_in(person)
    with browser.session_transaction() as session:
        session["quartier_to_wait_for"] = chosen
    assert "M’inscrire sur la liste" in browser.get("/").text


def test_the_notice_and_the_list_of_quartiers_tell_nobody_s_name(line, visitor):
    line.join("Karima Benali")
    for path in (line.page, f"/quartiers/{line.quartier.id}/affiche", "/quartiers/"):
        assert "Karima" not in visitor.get(path).text
    assert "pas encore ouvert" in visitor.get("/quartiers/").text
    assert line.page in visitor.get(f"/quartiers/{line.quartier.id}").text
