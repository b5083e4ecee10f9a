"""Going back when things moved on, what moderation hides, and what a block leaves to be read."""

from io import BytesIO

import pytest
from icalendar import Calendar
from sqlalchemy import select

from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.loans.actions import (
    answering,
    asking,
    calendars,
    handing,
    incidents,
    renewing,
    shelf,
    waiting,
    words,
)
from neighbourhood.loans.jobs import look_at_waiting
from neighbourhood.loans.models.incidents import IncidentKind
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.policies.loans import ItemHidden
from neighbourhood.residents.actions import closing
from tests.support.mandates import act_by, give

GO_BACK = "Revenir en arrière"


def hide(lending) -> None:
    lending.shelf.change(lending.item, hidden_at=now())


class TestGoingBack:
    def test_it_is_refused_once_the_thing_is_with_somebody_else(self, lending, karima, move_clock):
        loan = lending.out(last=0)
        nexts = lending.agreed(1, 2, lending.shelf.ines)
        assert karima.post(f"{loan.path}/rentre").status_code == 303
        lending.by(lending.shelf.ines, handing.hand_over, nexts)
        answer = karima.post(f"{loan.path}/revenir")
        assert answer.status_code == 409
        assert "quelqu’un a agi entre-temps" in answer.text
        assert lending.fresh(loan).is_returned
        assert lending.fresh(nexts).is_out

    @pytest.mark.parametrize("kind", [IncidentKind.LATE, IncidentKind.LOST])
    def test_the_trouble_that_the_return_settled_stands_as_it_did(self, lending, move_clock, kind):
        karima, marcel = lending.shelf.karima, lending.shelf.marcel
        loan = lending.out(last=0)
        move_clock(days=2)
        told = {"kind": kind, "text": "Où est-elle ?"}
        incident = lending.by(karima, incidents.open_incident, loan, **told)
        lending.shelf.act(incidents.tell_account, marcel, incident, text="Je la cherche.")
        lending.by(karima, handing.take_in, loan)
        assert lending.shelf.fresh(incident).is_settled
        lending.by(karima, answering.put_back, loan)
        again = lending.shelf.fresh(incident)
        assert (again.is_heard, again.closed_at) == (True, None)

    def test_a_word_forgets_the_way_back(self, lending):
        karima = lending.shelf.karima
        loan = lending.out()
        lending.by(karima, handing.take_in, loan)
        lending.by(lending.shelf.marcel, words.write, loan, text="Merci du prêt.")
        with pytest.raises(undoing.TooLateToGoBack):
            lending.by(karima, answering.put_back, loan)
        assert lending.fresh(loan).is_returned

    def test_the_return_is_gone_back_on_without_the_other(self, lending, karima):
        loan = lending.out()
        lending.shelf.act(closing.close, lending.shelf.marcel)
        karima.post(f"{loan.path}/rentre")
        assert GO_BACK in karima.get(loan.path).text
        assert karima.post(f"{loan.path}/revenir").status_code == 303
        assert lending.fresh(loan).is_out

    def test_what_needs_the_other_is_not_offered_without_them(self, lending, karima):
        loan = lending.agreed()
        karima.post(f"{loan.path}/remis")
        assert GO_BACK in karima.get(loan.path).text
        lending.shelf.change(lending.shelf.marcel, closed_at=now())
        assert GO_BACK not in karima.get(loan.path).text
        assert karima.post(f"{loan.path}/revenir").status_code == 409


class TestHidden:
    def test_nothing_new_is_agreed_of_it_and_the_sentence_says_why(self, lending, karima):
        asked = lending.ask()
        hide(lending)
        page = karima.get(asked.path).text
        assert "masqué par la modération" in page
        assert "Dire oui" not in page
        answer = karima.post(f"{asked.path}/accepter")
        assert answer.status_code == 409
        assert "masqué par la modération" in answer.text
        assert karima.post(f"{asked.path}/decliner", data={"ready": "0"}).status_code == 303

    def test_it_is_not_handed_over_and_may_be_called_off(self, lending):
        agreed = lending.agreed()
        hide(lending)
        with pytest.raises(ItemHidden):
            lending.by(lending.shelf.karima, handing.hand_over, agreed)
        lending.by(lending.shelf.marcel, asking.withdraw, agreed)
        assert lending.fresh(agreed).is_withdrawn

    def test_it_is_not_kept_longer_and_comes_home(self, lending):
        karima, marcel = lending.shelf.karima, lending.shelf.marcel
        loan = lending.out()
        hide(lending)
        with pytest.raises(ItemHidden):
            lending.by(marcel, renewing.renew, loan)
        told = {"kind": IncidentKind.BROKEN, "text": "La poignée."}
        lending.by(marcel, incidents.open_incident, loan, **told)
        lending.by(marcel, handing.say_back, loan)
        lending.by(karima, handing.take_in, loan)
        assert lending.fresh(loan).is_returned


class TestApart:
    def listed(self, visitor, token) -> list[str]:
        written = Calendar.from_ical(visitor.get(f"/prets/calendrier/{token}.ics").data)
        return [str(event["uid"]) for event in written.walk("VEVENT")]

    def test_every_list_says_what_the_page_of_the_loan_says(self, lending, karima, marcel, visitor):
        out, other = lending.out(), lending.shelf.item()
        asked = lending.ask(first=8, last=9, item=other)
        lending.shelf.keep_apart(lending.shelf.karima, lending.shelf.marcel)
        for browser, who in ((karima, lending.shelf.karima), (marcel, lending.shelf.marcel)):
            page = browser.get("/prets/en-cours").text
            token = lending.shelf.act(calendars.make_address, who)
            for loan, status in ((asked, 404), (out, 200)):
                is_read = status == 200
                assert browser.get(loan.path).status_code == status
                assert browser.get(f"{loan.path}/calendrier.ics").status_code == status
                assert (f'href="{loan.path}"' in page) is is_read
                uid = f"loan-{loan.id}@localhost"
                assert (uid in self.listed(visitor, token)) is is_read

    def test_what_was_asked_by_the_hand_of_somebody_apart_is_listed_nowhere(
        self, lending, signed_in, karima
    ):
        home = lending.shelf
        agent = act_by(signed_in(home.ines), give(home.make, home.marcel, home.ines))
        said = {"first_day": lending.day(1), "last_day": lending.day(2), "ready": "0"}
        path = agent.post(f"{lending.item.path}/demander", data=said).headers["Location"]
        assert path in karima.get(lending.item.path).text
        talk = f"/messages/a-propos/loan/{path.rsplit('/', 1)[1]}"
        assert "Dire oui" in karima.get(talk, follow_redirects=True).text
        home.keep_apart(home.karima, home.ines)
        beside = karima.get(talk, follow_redirects=True)
        assert (beside.status_code, "Dire oui" in beside.text) == (200, False)
        assert karima.get(path).status_code == 404
        for page in ("/prets/en-cours", lending.item.path):
            assert f'href="{path}"' not in karima.get(page).text

    def test_the_page_of_a_loan_leads_nowhere_that_is_closed(self, lending, karima, marcel):
        loan = lending.out()
        ways = ("Voir l’objet", "Se parler")
        assert all(way in marcel.get(loan.path).text for way in ways)
        lending.shelf.keep_apart(lending.shelf.marcel, lending.shelf.karima)
        for browser in (karima, marcel):
            page = browser.get(loan.path).text
            for way, path in zip(ways, (lending.item.path, self.talk(loan)), strict=True):
                answer = browser.get(path, follow_redirects=True)
                assert (way in page) is (answer.status_code == 200), way

    def talk(self, loan) -> str:
        return f"/messages/a-propos/loan/{loan.id}"

    def test_nor_to_a_thing_that_moderation_hides(self, lending, marcel):
        loan = lending.out()
        hide(lending)
        page = marcel.get(loan.path).text
        assert "Voir l’objet" not in page
        assert "Se parler" in page


class TestWaitingInVain:
    @pytest.fixture
    def waited(self, lending):
        loan = lending.ask(lending.shelf.ines)
        lending.shelf.act(waiting.wait, lending.shelf.marcel, lending.item)
        lending.by(lending.shelf.ines, asking.withdraw, loan)

    def rows(self, lending) -> int:
        with lending.shelf.make.writing() as session:
            return len(session.scalars(select(Waiting)).all())

    @pytest.mark.parametrize("end", ["hidden", "retired"])
    def test_one_leaves_whatever_became_of_the_thing(self, lending, waited, marcel, end):
        assert f'href="{lending.item.path}"' in marcel.get("/prets/en-cours").text
        if end == "hidden":
            hide(lending)
        else:
            lending.shelf.act(shelf.retire, lending.shelf.karima, lending.item)
        page = marcel.get("/prets/en-cours").text
        assert f'href="{lending.item.path}"' not in page
        assert "Ne plus attendre" in page
        answer = marcel.post(f"{lending.item.path}/ne-plus-attendre")
        assert answer.status_code == 303
        assert marcel.get(answer.headers["Location"]).status_code == 200
        assert self.rows(lending) == 0

    def test_a_retired_thing_is_waited_for_until_nobody_goes_back(
        self, app, lending, waited, move_clock
    ):
        karima = lending.shelf.karima
        lending.shelf.act(shelf.retire, karima, lending.item)
        for minutes, left in ((9, 1), (2, 0)):
            move_clock(minutes=minutes)
            with app.app_context():
                look_at_waiting()
            assert self.rows(lending) == left


def test_no_browser_keeps_the_photos_of_two(lending, karima, marcel, jpeg):
    loan = lending.out()
    noted = {"notes": "Un éclat.", "photos": (BytesIO(jpeg), "perceuse.jpg")}
    karima.post(f"{loan.path}/etat/out", data=noted)
    address = marcel.get(loan.path).text.split('class="photo" src="')[1].split('"')[0]
    assert marcel.get(address).headers["Cache-Control"] == "private, no-store"


def test_no_sentence_ends_with_two_full_stops(lending, karima):
    loan = lending.ask(lending.shelf.paul, first=0)
    for press in ("accepter", "remis"):
        said = karima.post(f"{loan.path}/{press}", follow_redirects=True).text
        assert "Paul L." in said
        assert "L.." not in said
    assert "L.." not in karima.get(f"{loan.path}/etat/out").text
