"""The whole life of a loan by its pages, as the two of them press."""

from io import BytesIO

from icalendar import Calendar
from sqlalchemy import select

from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.words.dates import say_near
from neighbourhood.loans import days
from neighbourhood.loans.actions import asking, handing
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import Incident
from neighbourhood.loans.models.loans import Loan, LoanStatus

TELL_ME = "Prévenez-moi quand des jours se libèrent"


def ask(lending, browser, first=0, last=2, **more):
    said = {"first_day": lending.day(first), "last_day": lending.day(last), "ready": "0", **more}
    return browser.post(f"{lending.item.path}/demander", data=said)


def said(lending, day) -> str:
    with lending.shelf.make.writing():
        return say_near(day, "EEEE d MMMM")


def only_loan(lending) -> Loan:
    with lending.shelf.make.writing() as session:
        return session.scalars(select(Loan)).one()


def test_a_loan_from_the_request_to_the_return(lending, karima, marcel):
    page = marcel.get(lending.item.path).text
    assert "Je voudrais l’emprunter" in page
    assert ask(lending, marcel).status_code == 303
    loan = only_loan(lending)
    assert "Dire oui" in karima.get(loan.path).text
    for browser, press in (
        (karima, "accepter"),
        (marcel, "remis"),
        (marcel, "prolonger"),
        (marcel, "rendu"),
        (karima, "rentre"),
    ):
        answer = browser.post(f"{loan.path}/{press}")
        assert answer.status_code == 303, press
        assert loan.path in browser.get("/prets/en-cours").text
        assert browser.get(loan.path).status_code == 200
    assert only_loan(lending).is_returned


def test_the_calendar_says_in_words_what_is_taken(lending, karima, marcel):
    ask(lending, marcel, first=0, last=0)
    assert "<small>pris</small>" in karima.get(lending.item.path).text
    assert "<small>à vous</small>" in marcel.get(lending.item.path).text
    after = f"{lending.day(35):%Y-%m}"
    later = karima.get(f"{lending.item.path}?mois={after}").text
    assert "<small>libre</small>" in later
    assert "<small>pris</small>" not in later


def test_days_that_are_taken_are_said_above_the_form_and_no_word_is_lost(lending, marcel):
    lending.ask(lending.shelf.ines, first=1, last=2)
    answer = ask(lending, marcel, first=2, last=3, own="Pour une étagère.")
    assert answer.status_code == 422
    assert "Ces jours sont déjà pris" in answer.text
    assert "Pour une étagère." in answer.text


def test_a_no_and_a_change_of_mind_carry_a_word(lending, karima, marcel):
    ask(lending, marcel)
    loan = only_loan(lending)
    assert karima.get(f"{loan.path}/decliner").status_code == 200
    assert karima.post(f"{loan.path}/decliner", data={}).status_code == 422
    assert karima.post(f"{loan.path}/decliner", data={"ready": "0"}).status_code == 303
    assert "Pas cette fois, mais merci" in marcel.get(loan.path).text
    karima.post(f"{loan.path}/revenir")
    karima.post(f"{loan.path}/accepter")
    karima.post(f"{loan.path}/annuler", data={"own": "Il est en panne."})
    assert only_loan(lending).status is LoanStatus.CALLED_OFF
    assert "Il est en panne." in marcel.get(loan.path).text


def test_nobody_else_reads_a_loan(lending, signed_in):
    loan = lending.out()
    stranger = signed_in(lending.shelf.ines)
    assert stranger.get(loan.path).status_code == 404
    assert stranger.post(f"{loan.path}/rentre").status_code == 404


def test_each_notes_the_state_with_photos_that_the_two_alone_see(
    lending, karima, marcel, jpeg, signed_in
):
    loan = lending.out()
    noted = {"notes": "Un éclat.", "photos": (BytesIO(jpeg), "perceuse.jpg")}
    assert karima.post(f"{loan.path}/etat/out", data=noted).status_code == 303
    page = marcel.get(loan.path).text
    assert "Un éclat." in page
    address = page.split('class="photo" src="')[1].split('"')[0]
    assert marcel.get(address).status_code == 200
    assert signed_in(lending.shelf.ines).get(address).status_code == 404
    assert karima.get(f"{loan.path}/etat/out").status_code == 404
    assert marcel.post(f"{loan.path}/etat/out", data={}).status_code == 422


def test_a_trouble_by_its_pages(lending, karima, marcel):
    loan = lending.out()
    told = {"kind": "broken", "text": "La poignée est cassée."}
    assert karima.post(f"{loan.path}/souci", data=told).status_code == 303
    with lending.shelf.make.writing() as session:
        path = session.scalars(select(Incident)).one().path
    assert "La poignée est cassée." in marcel.get(path).text
    marcel.post(path, data={"text": "Elle était fendue."})
    marcel.post(path, data={"text": "Je la fais réparer."})
    assert "Je la fais réparer." in karima.get(f"{path}/accepter").text
    assert karima.post(f"{path}/accepter").status_code == 303
    assert "C’est réglé entre vous" in marcel.get(path).text
    assert "Un souci avec l’objet ?" not in marcel.get(loan.path).text
    assert "Le mettre de côté" not in marcel.get(path).text
    assert "Le mettre de côté" in karima.get(path).text
    aside = karima.post(f"{lending.item.path}/mettre-de-cote", data={"next": path})
    assert aside.headers["Location"] == path
    assert "Choisir ce qu’il devient" in karima.get(path).text
    assert lending.shelf.fresh(lending.item).is_aside


def test_one_waits_in_one_tap_and_leaves_in_one_tap(lending, marcel):
    lending.ask(lending.shelf.ines, first=0, last=2)
    assert TELL_ME in marcel.get(lending.item.path).text
    marcel.post(f"{lending.item.path}/attendre")
    assert "Ne plus attendre" in marcel.get(lending.item.path).text
    assert lending.item.title in marcel.get("/prets/en-cours").text
    marcel.post(f"{lending.item.path}/ne-plus-attendre")
    assert TELL_ME in marcel.get(lending.item.path).text


def test_a_thing_that_is_taken_later_says_until_when_it_is_free(lending, marcel):
    assert TELL_ME not in marcel.get(lending.item.path).text
    loan = lending.ask(lending.shelf.ines, first=3, last=4)
    until = said(lending, lending.day(2))
    page = marcel.get(lending.item.path).text
    assert f"Libre jusqu’au {until}." in page
    assert TELL_ME in page
    lending.by(lending.shelf.ines, asking.withdraw, loan)
    lending.ask(lending.shelf.ines, first=1, last=1)
    assert "pris dès demain" in marcel.get(lending.item.path).text


def test_each_side_presses_its_own_word_and_reads_the_day_and_the_deposit(lending, karima, marcel):
    lending.shelf.change(lending.item, deposit="une pièce d’identité")
    loan = lending.agreed(0, 3)
    for browser, own, other in (
        (karima, "Je l’ai remis", "Je l’ai reçu"),
        (marcel, "Je l’ai reçu", "Je l’ai remis"),
    ):
        page = browser.get(loan.path).text
        assert own in page
        assert other not in page
        assert "une pièce d’identité" in page
        assert f"le {said(lending, lending.day(3))}" in page


def test_what_came_home_early_says_the_day_it_came(lending, marcel, move_clock):
    loan = lending.out(last=5)
    move_clock(days=2)
    lending.by(lending.shelf.karima, handing.take_in, loan)
    with lending.shelf.make.writing():
        home, said = today(), days.say_span(today(), today())
    talk = f"/messages/a-propos/loan/{loan.id}"
    for path in (loan.path, "/prets/en-cours", talk):
        assert said in marcel.get(path, follow_redirects=True).text
    (event,) = Calendar.from_ical(marcel.get(f"{loan.path}/calendrier.ics").data).walk("VEVENT")
    assert event.decoded("dtend") == home + days.A_DAY


def test_the_first_ready_sentence_is_chosen_but_not_to_call_off(lending, karima, marcel):
    chosen = 'checked id="ready-0"'
    assert chosen in marcel.get(lending.item.path).text
    loan = lending.ask()
    assert chosen in karima.get(f"{loan.path}/decliner").text
    karima.post(f"{loan.path}/accepter")
    page = karima.get(f"{loan.path}/annuler").text
    assert 'id="ready-0"' in page
    assert chosen not in page


def test_what_is_wrong_with_the_last_day_is_said_there_and_until_when_one_may(lending, marcel):
    answer = ask(lending, marcel, first=1, last=20)
    latest = said(lending, lending.day(lending.item.days))
    assert f"au plus tard le {latest}." in answer.text
    assert 'href="#last_day"' in answer.text


def test_the_conversation_shows_where_the_loan_stands(lending, karima, marcel):
    ask(lending, marcel)
    talk = karima.get(f"/messages/a-propos/loan/{only_loan(lending).id}", follow_redirects=True)
    assert talk.status_code == 200
    assert "Demandé" in talk.text


def test_what_moderation_hides_of_a_state_hides_its_photos_from_the_other(lending, signed_in):
    loan = lending.out()
    with lending.shelf.make.writing():
        storage().put(key := new_key("photos", "webp"), b"RIFF....WEBP", "image/webp")
    photos = [{"key": key, "description": ""}]
    seen = {"moment": CheckMoment.OUT, "notes": "Un éclat.", "photos": photos}
    noted = lending.by(lending.shelf.karima, handing.check, loan, **seen)
    path = f"{loan.path}/etat/{noted.id}/photo/{key.rpartition('/')[2]}"
    borrower = signed_in(lending.shelf.marcel)
    assert borrower.get(path).status_code == 200
    lending.shelf.change(noted, hidden_at=now())
    assert borrower.get(path).status_code == 404
