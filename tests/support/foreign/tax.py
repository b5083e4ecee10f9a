"""Tax receipts and what towns paid in: each with who may have it and who may not."""

from datetime import date

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.actions.tax_papers import Donated
from neighbourhood.funding.models.covering import CoverPayment
from neighbourhood.funding.models.tax import (
    TaxDrawing,
    TaxDrawingStatus,
    TaxLine,
    TaxPaper,
    TaxRight,
)
from neighbourhood.funding.queries.tax_papers import this_year
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.needs import Office
from tests.support.treasury import open_till

LONG_AGO = 2020


def right(office: Office, who: Resident) -> TaxRight:
    given = TaxRight(
        partner_id=office.partner.id,
        is_given=True,
        text="Oui.",
        address="1 rue du Port",
        contact="a@asso.example",
        set_by_id=who.id,
    )
    db.session.add(given)
    return given


@asked_by("funding.tax_paper", "funding.take_tax_paper_back")
def tax_paper_of_another(world: World) -> Thing:
    """What somebody else lets a partner know; who asks gave nothing to it."""
    office = world.office()
    office.give(world.marcel, office.open(), 500)
    with office.at_work():
        given = right(office, world.administrator)
        them = db.session.get_one(Resident, world.marcel.id)
        db.session.flush()
        year = this_year()
        tax_papers.ask(them, given, year, Donated(name="Marcel", address="Ici"))
    values = {"partner_id": office.partner.id, "year": year}
    return Thing(values, world.marcel, world.karima)


@asked_by(
    "funding.allow_tax_list",
    "funding.draw_tax_list",
    "funding.tax_list_papers",
    "funding.tax_list_sheet",
    "funding.tax_lists",
)
def tax_list_of_another_partner(world: World) -> Thing:
    """A list of names; who asks follows the money of another partner."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    owner = open_till(world.make, theirs).office.author
    stranger = open_till(world.make, mine).office.author
    values = {
        "partner_id": theirs.partner.id,
        "year": LONG_AGO,
        "drawing_id": listed(world, theirs),
    }
    return Thing(values, owner, stranger)


def listed(world: World, office: Office) -> int:
    """Write a list with one name; return its number."""
    with office.at_work():
        right(office, world.administrator)
        paper = TaxPaper(partner_id=office.partner.id, year=LONG_AGO, name="Odette", address="Ici")
        drawing = TaxDrawing(
            partner_id=office.partner.id,
            year=LONG_AGO,
            status=TaxDrawingStatus.ALLOWED,
            author_id=office.author.id,
            allowed_by_id=world.administrator.id,
            allowed_at=now(),
        )
        db.session.add_all([paper, drawing])
        db.session.flush()
        figures = {"card": 500}
        line = TaxLine(drawing_id=drawing.id, paper_id=paper.id, number=1, figures=figures)
        db.session.add(line)
        return drawing.id


@asked_by("funding.tax_right", "funding.town_allows_tax_list")
def tax_right_of_a_partner(world: World) -> Thing:
    """What a town says of the receipts of a partner; who asks runs nothing."""
    office = world.office()
    values = {
        "municipality_id": office.quartier.municipality_id,
        "partner_id": office.partner.id,
        "drawing_id": listed(world, office),
    }
    return Thing(values, world.administrator, world.karima)


@asked_by("funding.confirm_paid_in", "funding.paid_in", "funding.refuse_paid_in")
def what_a_town_paid_in(world: World) -> Thing:
    """A payment of a town that waits for a second person; who asks runs nothing."""
    office = world.office()
    town = office.quartier.municipality_id
    with office.at_work():
        payment = CoverPayment(
            municipality_id=town,
            cents=500,
            reference="VIR",
            day=date(2026, 11, 20),
            entered_by_id=office.author.id,
        )
        db.session.add(payment)
        db.session.flush()
        number = payment.id
    return Thing({"municipality_id": town, "payment_id": number}, world.administrator, world.karima)
