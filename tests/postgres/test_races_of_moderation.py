"""Moderation in haste: the lock holds, and without it the race is there."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import appealing, deciding, hearing, hiding, reporting
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, Hearing
from neighbourhood.moderation.models.decisions import Decision, Heard, Outcome
from neighbourhood.moderation.queries import cases
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.moderation.conftest import Town
from tests.neighbourhood.moderation.deciding import REASONS, Desk, is_hidden, standing
from tests.postgres.conftest import Meeting, without_lock
from tests.support.news import told


@pytest.fixture
def town(make):
    return Town(make)


@pytest.fixture
def desk(town):
    return Desk(town)


@pytest.fixture
def unlocked(monkeypatch):
    """Let actions read without holding; who passes a named step waits there for the others."""

    def unlock(people, *steps):
        for actions in (deciding, appealing, hearing):
            monkeypatch.setattr(actions, "hold", lambda model, number: without_lock(model)(number))
        meeting = Meeting(people)
        for module, name in steps:
            monkeypatch.setattr(module, name, _then_wait(getattr(module, name), meeting))

    return unlock


def _then_wait(step, meeting):
    def waiting(*given, **more):
        found = step(*given, **more)
        meeting.wait()
        return found

    return waiting


def actor(who) -> Actor:
    return Actor.of(db.session.get_one(Resident, who.id))


class TestReports:
    """Two third reports: the text is hidden once, and its author told once."""

    @pytest.fixture
    def reporters(self, town):
        for reader in town.readers[:2]:
            town.report(reader)
        return town.readers[2:]

    def report(self, town):
        about = "notice", town.notice.id
        return lambda who: reporting.report(actor(who), about=about, rule="scam") and "reported"

    def test_it_is_hidden_once_and_told_once(self, town, at_once, reporters):
        outcomes = at_once(self.report(town), reporters)
        # Whoever comes once it is hidden does not see it any more.
        assert "reported" in outcomes
        assert set(outcomes) <= {"reported", Missing.code}
        assert is_hidden(town)
        assert told(town, town.karima, "moderation.hidden") == 1

    def test_without_the_lock_it_is_told_twice(
        self, town, at_once, reporters, unlocked, monkeypatch
    ):
        unlocked(2, (hiding, "why_hide"))
        monkeypatch.setattr(cases, "hold_open_about", cases.open_about)
        monkeypatch.setattr(hiding, "told_of", lambda *_what: None)
        at_once(self.report(town), reporters)
        assert told(town, town.karima, "moderation.hidden") == 2


class TestDecisions:
    """Two people decide, or agree, at the same moment: one of them does."""

    def decide(self, report):
        def act(who):
            case = db.session.get_one(Case, report.case_id)
            measure = {"outcome": Outcome.WARNING, "days": 0, **REASONS}
            try:
                deciding.decide(actor(who), case, **measure)
            except IntegrityError:
                db.session.rollback()
                return "refused by the database"
            return "decided"

        return act

    def agree(self, made):
        def act(who):
            deciding.agree(actor(who), db.session.get_one(Decision, made.id))
            return "agreed"

        return act

    @pytest.fixture
    def report(self, town):
        return town.report(town.readers[0], "threat")

    @pytest.fixture
    def proposed(self, desk, report):
        return desk.decide(report, Outcome.EXCLUDED)

    def test_one_decides(self, town, desk, at_once, report):
        outcomes = Counter(at_once(self.decide(report), [desk.odile, desk.victor]))
        assert outcomes == {"decided": 1, "already_looked_at": 1}
        assert told(town, town.karima, "moderation.decided") == 1

    def test_without_the_lock_only_the_database_refuses_the_other(
        self, desk, at_once, report, unlocked
    ):
        unlocked(2, (deciding.policies, "may_decide"))
        outcomes = Counter(at_once(self.decide(report), [desk.odile, desk.victor]))
        assert outcomes == {"decided": 1, "refused by the database": 1}

    def test_one_agrees(self, town, desk, at_once, proposed):
        others = [desk.victor, desk.moderator("Zoé Tierce")]
        outcomes = Counter(at_once(self.agree(proposed), others))
        assert outcomes == {"agreed": 1, "already_looked_at": 1}
        assert told(town, town.karima, "moderation.decided") == 1

    def test_without_the_lock_both_agree(self, town, desk, at_once, proposed, unlocked):
        unlocked(2, (deciding.policies, "may_agree"))
        others = [desk.victor, desk.moderator("Zoé Tierce")]
        assert Counter(at_once(self.agree(proposed), others)) == {"agreed": 2}
        assert told(town, town.karima, "moderation.decided") == 2


class TestAppeals:
    """A measure is answered by one judge, while its date may be passing."""

    @pytest.fixture
    def appeal(self, town, desk):
        report = town.report(town.readers[0], "threat")
        return desk.contest(desk.decide(report, Outcome.READ_ONLY, 7), town.karima)

    @pytest.fixture
    def judges(self, desk):
        answers = (AppealStatus.UPHELD, AppealStatus.OVERTURNED)
        return list(zip((desk.victor, desk.moderator("Zoé Tierce")), answers, strict=True))

    def answer(self, appeal):
        def act(given):
            who, status = given
            found = db.session.get_one(Appeal, appeal.id)
            appealing.answer(actor(who), found, status=status, words="J’ai tout relu.")
            return status

        return act

    def test_one_answers_and_what_is_said_is_what_is_done(self, town, at_once, appeal, judges):
        outcomes = at_once(self.answer(appeal), judges)
        assert outcomes.count("answered_already") == 1
        said = town.fresh(appeal).status
        assert said in outcomes
        assert (standing(town) is None) is (said is AppealStatus.OVERTURNED)
        assert told(town, town.karima, "moderation.appeal answered") == 1

    def test_without_the_lock_both_answer(self, town, at_once, appeal, judges, unlocked):
        # Both say the same: two that write in another order would stop each other, lock or no lock.
        unlocked(2, (appealing.policies, "may_answer"))
        alike = [(who, AppealStatus.UPHELD) for who, _status in judges]
        assert "answered_already" not in at_once(self.answer(appeal), alike)
        assert told(town, town.karima, "moderation.appeal answered") == 2


def test_who_contests_while_another_decides_shows_nothing_again(town, desk, at_once):
    made = desk.decide(town.report(town.readers[0]), Outcome.NOTHING)
    again = town.report(town.readers[1])

    def act(what):
        if what == "contest":
            found = db.session.get_one(Decision, made.id)
            return appealing.contest(actor(town.readers[0]), found, words="Encore.").id
        case = db.session.get_one(Case, again.case_id)
        measure = {"outcome": Outcome.HIDDEN, "days": 30, **REASONS}
        return deciding.decide(actor(desk.victor), case, **measure).id

    appeal_id, _ = at_once(act, ["contest", "decide"])
    with town.make.writing() as session:
        appeal = session.get_one(Appeal, appeal_id)
    desk.answer(appeal, AppealStatus.OVERTURNED, by=desk.moderator("Zoé Tierce"))
    assert is_hidden(town)


class TestHearings:
    """Somebody answers while it is decided: what was said was read, or came too late."""

    @pytest.fixture
    def asked(self, town, desk):
        return desk.ask(town.report(town.readers[0], "scam"))

    def say_or_decide(self, town, desk, asked):
        def act(what):
            if what == "say":
                found = db.session.get_one(Hearing, asked.id)
                hearing.say(actor(town.karima), found, words="Une blague.")
            else:
                case = db.session.get_one(Case, asked.case_id)
                measure = {"outcome": Outcome.NOTHING, "days": 0, **REASONS}
                deciding.decide(actor(desk.odile), case, **measure)
            return what

        return act

    def heard(self, town, asked) -> tuple[bool, Heard]:
        with town.make.writing() as session:
            case = Decision.case_id == asked.case_id
            made = session.scalars(select(Decision).where(case)).one()
            return session.get_one(Hearing, asked.id).is_answered, made.heard

    def test_an_answer_that_is_kept_is_one_that_the_decision_knows(
        self, town, desk, at_once, asked
    ):
        outcomes = at_once(self.say_or_decide(town, desk, asked), ["say", "decide"])
        assert outcomes[0] in ("say", "too_late_to_say")
        answered, known = self.heard(town, asked)
        assert answered is (outcomes[0] == "say") is (known is Heard.ANSWERED)

    def test_without_the_lock_an_answer_is_kept_that_nobody_read(
        self, town, desk, at_once, asked, unlocked
    ):
        unlocked(2, (deciding, "heard_before"), (hearing.policies, "may_say"))
        assert at_once(self.say_or_decide(town, desk, asked), ["say", "decide"]) == [
            "say",
            "decide",
        ]
        assert self.heard(town, asked) == (True, Heard.NOT_ASKED)
