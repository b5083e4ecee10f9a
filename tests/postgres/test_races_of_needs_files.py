"""Two press the same button of a file of needs, two workers take the same file: it is done once."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.filing import receiving, writing
from neighbourhood.needs.intake.lines import Scales
from neighbourhood.needs.intake.tables import read_table
from neighbourhood.needs.intake.weighing import mark_of
from neighbourhood.needs.models import Need
from neighbourhood.needs.policies import AnotherFileUnderWay, FileMovedOn
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import Meeting, without_lock
from tests.support.needs import open_office_in
from tests.support.needs_files import as_file, some_lines

LINES = 40


class TestFiles:
    @pytest.fixture
    def office(self, app, make):
        return open_office_in(app, make)

    def checked(self, office, person=None):
        """Return a file that waits to be confirmed."""
        rows = read_table(as_file(some_lines(LINES)))
        quartiers = {"les tanneurs": office.quartier.id}
        with office.at_work():
            sender = db.session.get_one(Resident, (person or office.author).id)
            partner = db.session.get_one(Partner, office.partner.id)
            file = receiving.receive(Actor.of(sender), partner, rows, closes=True)
            scales = Scales(quartiers, lambda said: mark_of(partner.id, said))
            receiving.note_checked(file.id, list(scales.weigh(rows)))
            return file.id

    def confirm(self, given):
        person_id, file_id = given
        actor = Actor.of(db.session.get_one(Resident, person_id))
        receiving.confirm(actor, hold(NeedFile, file_id))
        return "confirmed"

    def count(self, app, office):
        with app.app_context():
            mine = select(func.count()).select_from(Need)
            return db.session.scalar(mine.where(Need.partner_id == office.partner.id))

    def figures(self, app, file_id):
        with app.app_context():
            return db.session.get_one(NeedFile, file_id).figures

    def test_of_two_presses_one_confirms(self, app, at_once, office):
        file_id = self.checked(office)
        both = [(office.author.id, file_id)] * 2
        assert Counter(at_once(self.confirm, both)) == {"confirmed": 1, FileMovedOn.code: 1}

    def test_of_two_files_of_a_partner_one_is_written_at_a_time(self, app, at_once, office):
        files = [
            (person.id, self.checked(office, person)) for person in (office.author, office.reader)
        ]
        assert Counter(at_once(self.confirm, files)) == {
            "confirmed": 1,
            AnotherFileUnderWay.code: 1,
        }

    def test_without_the_lock_both_files_would_be_written_at_once(
        self, app, at_once, office, monkeypatch
    ):
        files = [
            (person.id, self.checked(office, person)) for person in (office.author, office.reader)
        ]
        meeting, is_writing = Meeting(2), receiving.found.is_writing

        def look_together(partner_id):
            seen = is_writing(partner_id)
            meeting.wait()
            return seen

        monkeypatch.setattr(receiving, "hold", lambda model, number: without_lock(model)(number))
        monkeypatch.setattr(receiving.found, "is_writing", look_together)
        assert at_once(self.confirm, files) == ["confirmed"] * 2, "the race is real"

    @pytest.fixture
    def confirmed(self, app, office):
        file_id = self.checked(office)
        with office.at_work():
            self.confirm((office.author.id, file_id))
        with app.app_context(), transaction():
            return file_id, writing.begin(hold(NeedFile, file_id))

    def test_two_workers_write_each_line_once(self, app, at_once, office, confirmed):
        file_id, work = confirmed
        at_once(lambda _who: writing.write_some(file_id, work), [1, 2])
        assert self.count(app, office) == LINES
        assert self.figures(app, file_id)["created"] == LINES

    def test_without_the_lock_the_report_would_count_them_twice(
        self, app, at_once, office, confirmed, monkeypatch
    ):
        file_id, work = confirmed
        meeting, read = Meeting(2), without_lock(NeedFile)

        def read_together(_model, number):
            found = read(number)
            meeting.wait()
            return found

        monkeypatch.setattr(writing, "hold", read_together)
        at_once(lambda _who: writing.write_some(file_id, work), [1, 2])
        # The marks let no need be written twice; who came second still says that it changed none.
        assert self.count(app, office) == LINES
        assert self.figures(app, file_id)["created"] == 0, "the race is real"
