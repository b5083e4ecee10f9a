"""Whose own matter a case is: the queue and each single case say the same, in few statements."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.policies import deciding, reporting
from neighbourhood.moderation.queries import waiting
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident

OF_KARIMA = {"notice", "invitation", "bulletin", "item", "listing", "resident", "welcome", "group"}
OF_KARIMA |= {"poll", "task_list", "pinned_note", "group_file"}
OF_KARIMA |= {"membership"}  # she took the place of Marcel away
OF_KARIMA |= {"gathering"}
LENT = {"loan", "loan check", "incident voice", "loan word"}
TO_KARIMA = {
    "reply",
    "seat",
    "message",
    "thanks",
    "answer",
    "coming",
    "snapshot",
    *LENT,
}  # Marcel wrote them to her
# Who looks, and the cases that are their own matter.
SITUATIONS = {
    "who wrote, and who took part": ("karima", OF_KARIMA | TO_KARIMA),
    "who answered": ("marcel", TO_KARIMA | {"membership"}),
    "who lives with who wrote": ("ines", OF_KARIMA),
    "who reported": ("paul", {"notice"}),
    "who lives with who reported": ("rosa", {"notice"}),
    "who works where it was published": ("odile", {"partner"}),
    "who keeps the author away": ("victor", OF_KARIMA),
    "who is kept away by the author": ("yann", OF_KARIMA),
    "who wrote for an organisation": ("Sophie Martin", {"need"}),
    "who works for the organisation": ("Hassan Alaoui", {"need"}),
    "who lends for the organisation": ("Léo Bricole", {"library", "tool"}),
    "who publishes for the organisation": ("Ève Verger", {"outside_event"}),
    "nobody concerned": ("zoe", set()),
}


class World:
    """A case about each kind of thing, and people who are each a party to some of them."""

    def __init__(self, town, things) -> None:
        self.town, self.make = town, town.make
        self.ids = {"karima": town.karima.id, "odile": town.odile.id}
        for name, reader in zip(("marcel", "ines", "paul", "rosa"), town.readers, strict=True):
            self.ids[name] = reader.id
        for name in ("victor", "yann", "zoe"):
            self.ids[name] = self.make.resident(f"{name.title()} Tiers", town.here).id
        town.change(town.readers[1], address_id=town.karima.address_id)
        town.change(town.readers[3], address_id=town.readers[2].address_id)
        self.cases = {code: self.case(code, thing_id) for code, thing_id in things.items()}
        with self.make.writing() as session:
            for blocker, blocked in (("victor", "karima"), ("karima", "yann")):
                session.add(Block(blocker_id=self.ids[blocker], blocked_id=self.ids[blocked]))
            case_id, paul = self.cases["notice"], self.ids["paul"]
            session.add(Report(case_id=case_id, reporter_id=paul, rule="scam"))

    def case(self, code: str, thing_id: int) -> int:
        with self.make.writing() as session:
            kind = REPORTABLES[code]
            authors = kind.authors(kind.load(thing_id))
            case = Case(
                about=code,
                about_id=thing_id,
                municipality_id=self.town.valbourg.id,
                concerned_id=min(authors) if kind.personal else None,
                title="Un titre",
                due_at=now() + timedelta(days=3),
            )
            session.add(case)
            session.flush()
            return case.id

    def person(self, name: str) -> Resident:
        if name in self.ids:
            return db.session.get_one(Resident, self.ids[name])
        return db.session.query(Resident).filter_by(full_name=name).one()


@pytest.fixture
def world(town, things):
    return World(town, things)


def test_the_queue_and_each_case_say_the_same_of_every_situation(world):
    for situation, (name, own) in SITUATIONS.items():
        with world.make.writing() as session:
            person = world.person(name)
            person.is_administrator = True
            listed = {case.about for case in waiting.queue(person, world.town.valbourg.id)}
            one_by_one = {
                code
                for code, case_id in world.cases.items()
                if reporting.may_handle(person, session.get_one(Case, case_id))
            }
            assert listed == one_by_one == world.cases.keys() - own, situation


def test_whoever_does_not_moderate_there_finds_no_queue(world, make):
    elsewhere = make.municipality("Autre-Ville").id
    with make.writing():
        odile, karima = world.person("odile"), world.person("karima")
        lists = (waiting.queue, waiting.proposals, waiting.appeals)
        for each in lists:
            assert not each(karima, world.town.valbourg.id)
            assert not each(odile, elsewhere)
            assert not each(odile, None)
        assert {case.about for case in waiting.queue(odile, world.town.valbourg.id)} == (
            world.cases.keys() - {"partner"}
        )


def test_a_long_queue_takes_as_many_statements_as_a_short_one(world, statements, make):
    def count() -> int:
        with make.writing():
            odile = world.person("odile")
            statements.clear()
            for each in (waiting.queue, waiting.proposals, waiting.appeals):
                for found in each(odile, world.town.valbourg.id):
                    assert found.id
            return len(statements)

    few = count()
    for _ in range(12):
        propose_exclusion(world, world.case("notice", world.town.published().id))
    assert count() == few <= 6


def propose_exclusion(world, case_id: int) -> None:
    with world.make.writing() as session:
        session.add(
            Decision(
                case_id=case_id,
                outcome=Outcome.EXCLUDED,
                first_outcome=Outcome.EXCLUDED,
                rule="scam",
                facts="Des faits.",
                because="Une raison.",
                decided_by_id=world.ids["victor"],
                status=DecisionStatus.PROPOSED,
            )
        )


def decided(world, by: str, second: str | None = None) -> int:
    with world.make.writing() as session:
        made = Decision(
            case_id=world.cases["need"],
            outcome=Outcome.WARNING,
            first_outcome=Outcome.WARNING,
            rule="scam",
            facts="Des faits.",
            because="Une raison.",
            decided_by_id=world.ids[by],
            second_id=world.ids[second] if second else None,
            status=DecisionStatus.IN_FORCE,
            in_force_at=now(),
        )
        session.add(made)
        session.flush()
        appeal = Appeal(
            decision_id=made.id,
            by_id=world.person("Sophie Martin").id,
            words="Non.",
            due_at=now() + timedelta(days=9),
        )
        session.add(appeal)
        session.flush()
        return appeal.id


def test_appeals_wait_for_those_who_took_no_part(world):
    appeal_id = decided(world, "victor", second="yann")
    for name, waits in (("victor", False), ("yann", False), ("odile", True), ("zoe", True)):
        with world.make.writing() as session:
            person = world.person(name)
            person.is_administrator = True
            session.flush()
            appeal = session.get_one(Appeal, appeal_id)
            listed = appeal in waiting.appeals(person, world.town.valbourg.id)
            assert listed is waits, name
            assert deciding.may_answer(person, appeal) is waits, name
