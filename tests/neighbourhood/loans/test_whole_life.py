"""Whatever three neighbours press, in whatever order: the days are those of what goes on."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import answering, asking, handing, incidents, renewing, waiting
from neighbourhood.loans.days import span
from neighbourhood.loans.jobs import look_at_loans, look_at_waiting
from neighbourhood.loans.models.incidents import Incident, IncidentKind
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import LIVE, Loan, LoanDay, LoanStatus
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

FEW = st.integers(0, 2)


def decline(actor: Actor, loan: Loan) -> None:
    answering.decline(actor, loan, answer="Une autre fois.")


def call_off(actor: Actor, loan: Loan) -> None:
    answering.call_off(actor, loan, answer="Un empêchement.")


def lose(actor: Actor, loan: Loan) -> None:
    incidents.open_incident(actor, loan, kind=IncidentKind.LOST, text="Je ne le trouve plus.")


# What comes next, where all goes well.
ONWARD = {
    LoanStatus.ASKED: answering.accept,
    LoanStatus.ACCEPTED: handing.hand_over,
    LoanStatus.HANDED: handing.take_in,
}
OTHERWISE = (
    asking.withdraw,
    call_off,
    decline,
    handing.not_back,
    handing.say_back,
    lose,
    renewing.renew,
)


class Life(RuleBasedStateMachine):
    """One thing of Karima’s, which three others ask for."""

    app: ClassVar[Any]
    shelf: ClassVar[Any]
    move_clock: ClassVar[Any]
    done: ClassVar[Counter[str]]

    @initialize(steps=st.integers(0, 3))
    def begin(self, steps: int) -> None:
        self.borrowers = self.shelf.marcel, self.shelf.ines, self.shelf.paul
        self.item_id = self.shelf.item(days=4, renewals=2).id
        self.ask(0, 0, 1)
        for _step in range(steps):
            self.go_on(0)

    def do(self, who: Resident, act: Callable[..., Any], model: type, row_id: int, **more) -> None:
        """Try something as somebody: who may not is refused, and nothing has changed."""
        try:
            with self.shelf.make.writing() as session:
                actor = Actor.of(session.get_one(Resident, who.id))
                act(actor, session.get_one(model, row_id), **more)
            self.done[act.__name__] += 1
        except DomainError:
            self.done["refused"] += 1

    def loan(self, which: int) -> Loan | None:
        with self.shelf.make.writing() as session:
            ours = select(Loan).where(Loan.item_id == self.item_id).order_by(Loan.id.desc())
            found = session.scalars(ours.limit(3)).all()
        return found[which % len(found)] if found else None

    def press(self, loan: Loan, action: Callable[..., Any]) -> None:
        """Try it as the owner, then as who borrows: one of the two may be allowed."""
        for who in (self.shelf.karima, *self.borrowers):
            if who is self.shelf.karima or who.id == loan.borrower_id:
                self.do(who, action, Loan, loan.id)

    @rule(who=FEW, first=FEW, more=FEW)
    def ask(self, who: int, first: int, more: int) -> None:
        with self.app.app_context():
            begins = today() + timedelta(days=first)
        days = {"first_day": begins, "last_day": begins + timedelta(days=more)}
        self.do(self.borrowers[who], asking.ask, Item, self.item_id, text="Bonjour.", **days)

    @rule(which=FEW)
    def go_on(self, which: int) -> None:
        loan = self.loan(which)
        if loan is not None and loan.status in ONWARD:
            self.press(loan, ONWARD[loan.status])

    @rule(which=FEW, action=st.sampled_from(OTHERWISE))
    def change_course(self, which: int, action: Callable[..., Any]) -> None:
        loan = self.loan(which)
        if loan is not None:
            self.press(loan, action)

    @rule(which=FEW)
    def go_back(self, which: int) -> None:
        loan = self.loan(which)
        if loan is not None:
            self.press(loan, answering.put_back)

    @rule(who=FEW)
    def wait(self, who: int) -> None:
        self.do(self.borrowers[who], waiting.wait, Item, self.item_id)

    @rule(days=st.integers(1, 2))
    def let_time_pass(self, days: int) -> None:
        self.move_clock(days=days)
        with self.app.app_context():
            look_at_loans()
            look_at_waiting()

    @invariant()
    def the_days_are_those_of_what_goes_on(self) -> None:
        with self.shelf.make.writing() as session:
            loans = session.scalars(select(Loan).where(Loan.item_id == self.item_id)).all()
            rows = session.scalars(select(LoanDay).where(LoanDay.item_id == self.item_id))
            live = [loan for loan in loans if loan.status in LIVE]
            due = Counter(day for one in live for day in span(one.first_day, one.last_day))
            assert {row.day: 1 for row in rows} == due
            assert sum(loan.is_out for loan in loans) <= 1
            assert max(Counter(one.borrower_id for one in live).values(), default=0) <= 1
            waits = select(Waiting.resident_id).where(Waiting.item_id == self.item_id)
            assert not {one.borrower_id for one in live} & set(session.scalars(waits))
            troubles = session.scalars(select(Incident).join(Incident.loan))
            assert all(trouble.loan.was_handed for trouble in troubles)


def test_whatever_is_pressed_the_days_are_those_of_what_goes_on(app, shelf, move_clock):
    town = {"app": app, "shelf": shelf, "move_clock": staticmethod(move_clock), "done": Counter()}
    here = type("LifeHere", (Life,), town)
    run_state_machine_as_test(here, settings=settings(max_examples=8, stateful_step_count=12))
    tried = {"ask", "accept", "hand_over", "take_in", "put_back", "refused"}
    assert tried <= here.done.keys()
