"""What tests of loans do again and again: days from today, a loan at a point of its life."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import answering, asking, handing
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan, LoanDay
from neighbourhood.residents.models.residents import Resident

PLEASE = "Bonjour, je voudrais vous l’emprunter."


@dataclass
class Lending:
    """Karima lends a drill, Marcel asks for it, Inès too."""

    shelf: Any
    item: Item

    def day(self, ahead: int) -> date:
        with self.shelf.make.writing():
            return today() + timedelta(days=ahead)

    def ask(self, who: Resident | None = None, first: int = 1, last: int = 3, **more) -> Loan:
        item = more.pop("item", self.item)
        asked = {"text": PLEASE, "first_day": self.day(first), "last_day": self.day(last), **more}
        return self.shelf.act(asking.ask, who or self.shelf.marcel, item, **asked)

    def by(self, who: Resident, action: Callable[..., Any], loan: Loan, **more) -> Any:
        return self.shelf.act(action, who, loan, **more)

    def agreed(self, first: int = 0, last: int = 3, who: Resident | None = None) -> Loan:
        loan = self.ask(who, first, last)
        self.by(self.shelf.karima, answering.accept, loan)
        return loan

    def out(self, last: int = 3) -> Loan:
        loan = self.agreed(0, last)
        self.by(self.shelf.karima, handing.hand_over, loan)
        return loan

    def fresh(self, loan: Loan) -> Loan:
        return self.shelf.fresh(loan)

    def days_of(self, loan: Loan) -> list[date]:
        with self.shelf.make.writing() as session:
            days = select(LoanDay.day).where(LoanDay.loan_id == loan.id).order_by(LoanDay.day)
            return list(session.scalars(days))
