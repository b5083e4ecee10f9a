"""A residency ages: it is confirmed once a year, and moving keeps its history."""

import re
from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification import jobs
from verification.actions import homes as homes_actions
from verification.models.homes import Residency

YEAR = 365


@pytest.fixture
def karima(make):
    return make.resident("Karima Benali")


@pytest.fixture
def ask(app):
    """Run the morning job."""

    def ask():
        with app.app_context():
            jobs.ask_who_stays()

    return ask


def test_a_home_is_good_for_a_year(karima):
    assert karima.residency_expires_at == karima.verified_at + timedelta(days=YEAR)


def test_after_a_year_one_reads_but_no_longer_writes(karima, home_of, move_clock):
    move_clock(days=YEAR - 1)
    assert home_of(karima).is_verified
    move_clock(days=1)
    late = home_of(karima)
    assert late.may_read
    assert not late.is_verified


def test_an_account_without_a_date_of_expiry_does_not_expire(make):
    old = Resident(verified_at=now() - timedelta(days=900))
    assert old.is_verified


@pytest.mark.parametrize("path", ["/", "/entraide", "/messages", "/mon-adresse", "/moi"])
def test_pages_stay_open_to_read_and_say_what_to_do(karima, signed_in, move_clock, path):
    assert "Confirmez que vous habitez" not in signed_in(karima).get(path).text
    move_clock(days=YEAR)
    answer = signed_in(karima).get(path)
    assert answer.status_code == 200
    assert "mon-adresse" in answer.text


def test_writing_is_refused_with_the_way_out(karima, signed_in, move_clock):
    move_clock(days=YEAR)
    client = signed_in(karima)
    answer = client.post("/garant", data={"code": "0000000000"})
    assert answer.status_code == 403
    assert "un bouton suffit" in answer.text
    assert "Confirmer mon adresse" in answer.text


def test_one_button_on_my_address_opens_everything_again(karima, signed_in, move_clock, home_of):
    assert "toujours ici" not in signed_in(karima).get("/mon-adresse").text
    move_clock(days=YEAR + 10)
    client = signed_in(karima)
    assert "Oui, j’habite toujours ici" in client.get("/mon-adresse").text
    assert client.post("/mon-adresse/rester").location == "/mon-adresse"
    assert home_of(karima).is_verified
    assert "toujours ici" not in client.get("/mon-adresse").text


def test_a_newcomer_cannot_confirm_what_was_never_proved(newcomer, signed_in, home_of):
    assert signed_in(newcomer).post("/mon-adresse/rester").status_code == 403
    assert not home_of(newcomer).may_read


def test_everyone_is_asked_once_thirty_days_before(make, karima, ask, move_clock, reread, outbox):
    move_clock(days=YEAR - 31)
    ask()
    assert reread(Notification) == []
    make.resident("Arrivé Plustard")
    move_clock(days=2)
    ask()
    ask()
    asked = reread(Notification)
    assert [(one.kind, one.resident_id) for one in asked] == [("residency_to_reconfirm", karima.id)]
    assert len(outbox()) == 1
    assert asked[0].path.startswith("/mon-adresse/rester/")


def test_one_is_asked_again_the_next_year(karima, ask, move_clock, reread, make):
    for _year in range(2):
        move_clock(days=YEAR - 10)
        ask()
        with make.writing() as session:
            homes_actions.stay(Actor.of(session.get_one(Resident, karima.id)))
    assert len(reread(Notification)) == 2


def test_the_link_of_the_mail_leads_to_a_button_that_needs_no_sign_in(
    karima, link, visitor, home_of
):
    before = home_of(karima).residency_expires_at
    page = visitor.get(link)
    assert "Oui, j’habite toujours" in page.text
    assert "Karima" not in page.text
    assert "Tanneurs" not in page.text
    assert home_of(karima).residency_expires_at == before
    assert visitor.post(link).status_code == 303
    assert home_of(karima).residency_expires_at > before
    assert visitor.post(link).status_code == 410


@pytest.fixture
def link(karima, ask, move_clock, reread):
    """The link that Karima received when her year came to its end."""
    move_clock(days=YEAR - 10)
    ask()
    return reread(Notification)[0].path


def test_a_forged_or_an_old_link_opens_nothing(link, visitor, monkeypatch, karima, home_of):
    expiry = home_of(karima).residency_expires_at
    assert visitor.post(f"{link}x").status_code == 410
    monkeypatch.setattr("verification.actions.homes.LINK_LIVES", timedelta(seconds=-1))
    assert visitor.post(link).status_code == 410
    assert home_of(karima).residency_expires_at == expiry


def test_the_link_of_a_home_one_left_opens_nothing(link, visitor, karima, settle, make, home_of):
    settle(karima, make.address())
    expiry = home_of(karima).residency_expires_at
    assert visitor.post(link).status_code == 410
    assert home_of(karima).residency_expires_at == expiry


# Moving


def test_moving_changes_quartier_only_with_the_new_proof_and_keeps_history(
    make, karima, claim, enter, code_of, home_of, reread
):
    former = karima.quartier_id
    door = make.address(make.quartier("Le Port"))
    claim(karima, door)
    assert home_of(karima).quartier_id == former
    assert home_of(karima).is_verified
    enter(karima, code_of(karima))
    moved = home_of(karima)
    assert (moved.address_id, moved.quartier_id) == (door.id, door.quartier_id)
    homes = reread(Residency)
    assert [(one.address_id, one.until is None) for one in homes] == [
        (karima.address_id, False),
        (door.id, True),
    ]
    assert [one.method for one in homes] == [None, "letter"]
    assert homes[0].until == homes[1].since


def test_the_page_shows_both_homes_while_one_moves(make, karima, claim, signed_in):
    claim(karima, make.address(make.quartier("Le Port"), street="quai du Port"))
    page = signed_in(karima).get("/mon-adresse").text
    assert "Vous faites partie du quartier" in page
    assert "Votre nouvelle adresse" in page
    assert "quai du Port" in page


def test_former_homes_are_listed_to_me_alone(make, karima, settle, signed_in):
    settle(karima, make.address(street="quai du Port"))
    page = signed_in(karima).get("/mon-adresse").text
    assert "Mes anciennes adresses" in page
    assert "rue des Tanneurs" in page
    neighbour = signed_in(make.resident("Marcel Lefèvre"))
    assert "Mes anciennes adresses" not in neighbour.get("/mon-adresse").text


def test_an_expired_home_may_be_proved_anew_at_the_same_address(
    karima, claim, enter, code_of, move_clock, home_of
):
    move_clock(days=YEAR + 1)
    claim(karima, karima.address)
    enter(karima, code_of(karima))
    assert home_of(karima).is_verified


def test_the_mail_says_by_when_what_happens_otherwise_and_what_to_do_after_a_move(
    karima, ask, move_clock, outbox
):
    move_clock(days=YEAR - 20)
    ask()
    (mail,) = outbox()
    body = mail.replace("\u00a0", " ").partition("\n\n")[2]
    assert "Pour confirmer :" in body
    assert "Pour voir" not in body
    assert re.search(r"confirmez-le avant le \d+(er)? \w+", body)
    assert "tout lire, mais plus écrire" in body
    assert "J’ai déménagé" in body
    assert "Habitez-vous toujours à la même adresse" not in body, "the subject says it"


def test_a_mail_that_leaves_after_that_day_says_what_is_so_by_now(karima, ask, move_clock, outbox):
    move_clock(days=YEAR + 3)
    ask()
    (mail,) = outbox()
    body = mail.replace("\u00a0", " ").partition("\n\n")[2]
    assert "n’est plus confirmée depuis le" in body
    assert "avant le" not in body
