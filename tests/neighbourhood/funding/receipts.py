"""The tax receipts of a partner, as tests ask for them."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.actions.tax_papers import Donated, Terms
from neighbourhood.funding.models.tax import TaxDrawing, TaxRight
from neighbourhood.funding.queries import tax_lists
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.residents.models.residents import Resident

TERMS = Terms(
    is_given=True,
    text="Le reçu de votre association.",
    address="1 rue du Port\n59990 Valbourg",
    contact="tresor@asso.example",
)
KARIMA = Donated(name="Karima Benali", address="3 quai des Bateliers\n59990 Valbourg")


class Receipts:
    """The receipts of the partner of a till; `year` is the one in which its gifts are made."""

    def __init__(self, till):
        self.till, self.office = till, till.office
        with self.office.app.app_context():
            self.year = asked.this_year()

    def give(self):
        self.till.act(tax_papers.set_right, self.till.first, self.office.partner, terms=TERMS)

    def end(self):
        ended = Terms(is_given=False, text="", address="", contact="")
        self.till.act(tax_papers.set_right, self.till.first, self.office.partner, terms=ended)

    def ask(self, donor, donated=KARIMA, model=Resident):
        with self.office.at_work():
            right = db.session.scalars(select(TaxRight)).one()
            them = db.session.get_one(model, donor.id)
            return tax_papers.ask(them, right, self.year, donated)

    def crowd(self, *more):
        """Have two more donors of two more needs ask, so that a list may be drawn."""
        office = self.office
        for cents in (4000, 6000):
            office.give(office.reader, office.open(target_cents=cents), cents)
        self.till.done()
        self.ask(office.reader, Donated(name="Lise", address="Là"))
        for each in more:
            self.ask(each, Donated(name="Marcel Petit", address="Ici"))

    def take_back(self, donor):
        with self.office.at_work():
            them = db.session.get_one(Resident, donor.id)
            tax_papers.take_back(them, self.office.partner.id, self.year)

    def draw_up(self, who=None):
        who = who or self.office.author
        return self.till.act(tax_papers.draw_up, who, self.office.partner, year=self.year)

    def allow(self, drawing, who=None):
        self.till.act(tax_papers.allow, who or self.till.second, drawing)

    def too_much(self, drawing):
        with self.office.app.app_context():
            return dict(tax_lists.too_much(db.session.get_one(TaxDrawing, drawing.id)))

    def lines(self, drawing):
        with self.office.app.app_context():
            found = tax_lists.lines_of(db.session.get_one(TaxDrawing, drawing.id))
            return [(each.paper.name, each.figures) for each in found]


@pytest.fixture
def receipts(till):
    found = Receipts(till)
    found.give()
    return found


@pytest.fixture
def next_year(move_clock):
    def pass_over():
        move_clock(days=370)

    return pass_over
