"""What follows a loan: words of the two, its days in their calendars, what is held and erased."""

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from neighbourhood.foundation.errors import DomainError, Forbidden, Missing
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.loans.actions import answering, calendars, handing, incidents, waiting, words
from neighbourhood.loans.jobs import look_at_loans
from neighbourhood.loans.models.checks import CheckMoment, LoanCheck
from neighbourhood.loans.models.incidents import IncidentKind, IncidentVoice
from neighbourhood.loans.models.loans import Loan, LoanDay
from neighbourhood.loans.models.waiting import LoanCalendar, Waiting
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.queries.words import get_word, words_seen_by
from tests.neighbourhood.loans.lending import PLEASE


@pytest.fixture
def home(lending) -> Loan:
    """A loan that has come home."""
    loan = lending.out()
    lending.by(lending.shelf.karima, handing.take_in, loan)
    return loan


def read_by(lending, who, loan) -> list[str]:
    with lending.shelf.make.writing() as session:
        viewer = session.get_one(type(who), who.id)
        return [word.text for word in words_seen_by(viewer, loan)]


class TestWords:
    def test_each_reads_the_other_once_both_wrote(self, lending, home):
        karima, marcel = lending.shelf.karima, lending.shelf.marcel
        lending.by(karima, words.write, home, text="Merci du soin.")
        assert read_by(lending, marcel, home) == []
        lending.by(marcel, words.write, home, text="Merci du prêt.")
        for who in (karima, marcel):
            assert read_by(lending, who, home) == ["Merci du soin.", "Merci du prêt."]

    def test_what_one_wrote_alone_is_read_a_fortnight_later(self, app, lending, home, move_clock):
        lending.by(lending.shelf.karima, words.write, home, text="Merci du soin.")
        for days, read in ((13, []), (2, ["Merci du soin."])):
            move_clock(days=days)
            with app.app_context():
                look_at_loans()
            assert read_by(lending, lending.shelf.marcel, home) == read

    def test_one_answers_once_what_one_read(self, lending, home):
        karima, marcel = lending.shelf.karima, lending.shelf.marcel
        word = lending.by(karima, words.write, home, text="Merci du soin.")
        with pytest.raises(Forbidden):
            lending.by(marcel, words.answer, word, text="De rien.")
        lending.by(marcel, words.write, home, text="Merci du prêt.")
        lending.by(marcel, words.answer, word, text="De rien.")
        with pytest.raises(Forbidden):
            lending.by(marcel, words.answer, word, text="Encore.")

    def test_nobody_writes_twice_nor_before_it_is_home(self, lending):
        loan = lending.out()
        with pytest.raises(Forbidden):
            lending.by(lending.shelf.karima, words.write, loan, text="Merci.")
        lending.by(lending.shelf.karima, handing.take_in, loan)
        lending.by(lending.shelf.karima, words.write, loan, text="Merci.")
        with pytest.raises(DomainError):
            lending.by(lending.shelf.karima, words.write, loan, text="Merci encore.")

    def test_they_are_written_and_answered_by_their_pages(self, lending, home, karima, marcel):
        for browser, text in ((karima, "Merci du soin."), (marcel, "Merci du prêt.")):
            assert browser.get(f"{home.path}/mot").status_code == 200
            assert browser.post(f"{home.path}/mot", data={"text": text}).status_code == 303
        assert "Merci du soin." in marcel.get(home.path).text
        with lending.shelf.make.writing() as session:
            first = session.scalar(select(func.min(LoanWord.id)))
        answer = f"/prets/mots/{first}/repondre"
        assert marcel.post(answer, data={"text": "De rien."}).status_code == 303
        assert "De rien." in karima.get(home.path).text


class TestCalendars:
    def events(self, visitor, path: str) -> list:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        return Calendar.from_ical(answer.data).walk("VEVENT")

    def test_an_event_of_whole_days_keeps_its_name_and_says_a_first_name_alone(
        self, lending, marcel, visitor
    ):
        loan = lending.agreed(1, 3)
        token = lending.shelf.act(calendars.make_address, lending.shelf.marcel)
        for browser, path in (
            (visitor, f"/prets/calendrier/{token}.ics"),
            (marcel, f"{loan.path}/calendrier.ics"),
        ):
            (event,) = self.events(browser, path)
            assert event.decoded("dtstart") == lending.day(1)
            assert event.decoded("dtend") == lending.day(4)
            assert event["uid"] == f"loan-{loan.id}@localhost"
            assert event["status"] == "CONFIRMED"
            assert "Karima" in event["summary"]
            assert "Benali" not in event.to_ical().decode()
            assert PLEASE not in event.to_ical().decode()

    def test_what_is_called_off_is_cancelled_under_the_same_name(self, lending, visitor):
        loan = lending.agreed(1, 3)
        token = lending.shelf.act(calendars.make_address, lending.shelf.karima)
        path = f"/prets/calendrier/{token}.ics"
        (before,) = self.events(visitor, path)
        lending.by(lending.shelf.karima, answering.call_off, loan, answer="En panne.")
        (after,) = self.events(visitor, path)
        assert after["status"] == "CANCELLED"
        assert after["uid"] == before["uid"]
        assert after["sequence"] > before["sequence"]

    def test_a_new_address_ends_the_one_before_and_one_may_have_none(
        self, lending, marcel, visitor
    ):
        lending.agreed(1, 3)
        first = lending.shelf.act(calendars.make_address, lending.shelf.marcel)
        assert "/prets/calendrier/" in marcel.post("/prets/calendrier").text
        assert visitor.get(f"/prets/calendrier/{first}.ics").status_code == 404
        assert marcel.post("/prets/calendrier/supprimer").status_code == 303
        with lending.shelf.make.writing() as session:
            assert session.scalar(select(LoanCalendar)) is None

    def test_only_a_fingerprint_of_the_address_is_kept(self, lending):
        token = lending.shelf.act(calendars.make_address, lending.shelf.marcel)
        with lending.shelf.make.writing() as session:
            assert token not in session.scalar(select(LoanCalendar.fingerprint))


class TestHeld:
    @pytest.fixture
    def lived(self, lending) -> Loan:
        """A loan with all that can be said of one."""
        loan, marcel = lending.out(), lending.shelf.marcel
        seen = {"moment": CheckMoment.OUT, "notes": "Un éclat.", "photos": []}
        lending.by(marcel, handing.check, loan, **seen)
        told = {"kind": IncidentKind.BROKEN, "text": "La poignée."}
        lending.by(marcel, incidents.open_incident, loan, **told)
        other = lending.shelf.item(lending.shelf.ines)
        lending.shelf.act(waiting.wait, marcel, other)
        lending.shelf.act(calendars.make_address, marcel)
        return loan

    def holding(self):
        return HOLDINGS["loans-life"]

    def test_one_is_given_all_one_said(self, lending, lived):
        with lending.shelf.make.writing():
            read = str(list(self.holding().read(lending.shelf.marcel.id)))
        for said in (PLEASE, "Un éclat.", "La poignée."):
            assert said in read

    @pytest.mark.parametrize("who", ["marcel", "karima"])
    def test_erasing_one_leaves_that_there_was_a_loan_and_no_word_of_theirs(
        self, lending, lived, who
    ):
        with lending.shelf.make.writing() as session:
            self.holding().erase(getattr(lending.shelf, who).id)
            session.expire_all()
            loan = session.get_one(Loan, lived.id)
            assert loan.is_not_returned
            assert session.scalar(select(func.count(LoanDay.day))) == 0
            if who == "marcel":
                assert loan.text == BLOT
                assert session.scalar(select(LoanCheck.notes)) == BLOT
                assert session.scalar(select(IncidentVoice.text)) == BLOT
                assert session.scalar(select(Waiting)) is None
            else:
                assert loan.text == PLEASE


def test_nobody_else_reads_the_words_of_two(lending, home):
    word = lending.by(lending.shelf.karima, words.write, home, text="Merci.")
    with lending.shelf.make.writing() as session:
        ines = session.get_one(type(lending.shelf.ines), lending.shelf.ines.id)
        with pytest.raises(Missing):
            get_word(ines, word.id)
