"""Tax receipts: the right of a partner, what donors let it know, lists that two people draw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions.telling import town_path, write_to
from neighbourhood.funding.cases.tax import LIST_TO_ALLOW, LISTED, ON_A_LIST, TAKEN
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.tax import (
    TaxDrawing,
    TaxDrawingStatus,
    TaxLine,
    TaxPaper,
    TaxRight,
)
from neighbourhood.funding.queries import paying, provider, tax_lists, tax_papers
from neighbourhood.funding.queries.donors import Donor
from neighbourhood.funding.treasury import (
    AnotherOfTheTeam,
    ListWaits,
    MoneyMovedOn,
    NobodyToList,
    PaperDrawn,
    YearNotOver,
    follows_money_of,
    may_allow,
    runs_money_of,
)
from neighbourhood.notifications.actions import notify
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.residents import Resident

PAPERS_PATH = "/solidarite/recus-fiscaux"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a town says of the receipts of a partner; all of it is there where they are given."""

    is_given: bool
    text: str
    address: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Donated:
    """Who gave, as the receipt names them; the SIRET is valid or empty."""

    name: str
    address: str
    siret: str = ""


def set_right(actor: Actor, partner: Partner, terms: Terms) -> TaxRight:
    """Say whether a partner gives tax receipts, in the words of its town."""
    require(runs_money_of(actor, partner.municipality_id))
    hold(Partner, partner.id)
    right = tax_papers.right_of(partner.id) or TaxRight(partner_id=partner.id)
    right.is_given, right.text = terms.is_given, terms.text
    right.address, right.contact = terms.address, terms.contact
    right.set_by_id, right.set_at = actor.id, now()
    db.session.add(right)
    db.session.flush()
    return right


def ask(donor: Donor, right: TaxRight, year: int, donated: Donated) -> TaxPaper:
    """Let a partner that gives receipts know who gave to it in a year, and how much in all."""
    partner = hold(Partner, right.partner_id)
    require(right.is_given, Missing)
    require(tax_papers.given_by(donor, partner.id, year).cents > 0, Missing)
    paper = tax_papers.paper_of(donor, partner.id, year)
    if paper is None:
        paper = TaxPaper(partner_id=partner.id, year=year, lines=[])
        paper.resident_id = None if isinstance(donor, Visitor) else donor.id
        paper.visitor_id = donor.id if isinstance(donor, Visitor) else None
    require(not paper.is_drawn, PaperDrawn(contact=right.contact))
    paper.name, paper.siret, paper.address = donated.name, donated.siret, donated.address
    db.session.add(paper)
    db.session.flush()
    return paper


def take_back(donor: Donor, partner_id: int, year: int) -> None:
    """Let a partner know nothing, as long as it does not know yet; done twice it is harmless."""
    hold(Partner, partner_id)
    paper = tax_papers.paper_of(donor, partner_id, year)
    if paper is None:
        return
    right = tax_papers.right_of(partner_id)
    require(not paper.is_drawn, PaperDrawn(contact=right.contact if right else ""))
    db.session.delete(paper)
    db.session.flush()


def draw_up(actor: Actor, partner: Partner, year: int) -> TaxDrawing:
    """Ask for the list of a year that is over; nothing is read before a second person agrees."""
    require(follows_money_of(actor, partner))
    require(year < tax_papers.this_year(), YearNotOver)
    hold(Partner, partner.id)
    tax_papers.giving(partner.id)
    waiting = tax_lists.drawings_of(partner.id, waiting=True)
    require(all(each.year != year for each in waiting), ListWaits)
    require(bool(tax_papers.due_for(partner.id, year)), NobodyToList)
    number = tax_lists.last_number(partner.id, year) + 1
    drawing = TaxDrawing(partner=partner, year=year, number=number, author_id=actor.id)
    db.session.add(drawing)
    db.session.flush()
    _tell_who_may_allow(drawing)
    return drawing


def _tell_who_may_allow(drawing: TaxDrawing) -> None:
    partner = drawing.partner
    said: dict[str, Any] = {"number": drawing.reference, "partner": partner.name}
    team = [one for one in paying.staff_following(partner) if one != drawing.author_id]
    for resident_id in team:
        path = f"/partenaires/{partner.id}/recus-fiscaux"
        notify(resident_id, LIST_TO_ALLOW, path=path, **said)
    # A team of one asks the town, which reads no name.
    town = partner.municipality_id
    asked = staff_in(town, StaffRole.ADMINISTER) or provider.administrators()
    for resident_id in [] if team else asked:
        path = f"{town_path(town)}/partenaires/{partner.id}/recus-fiscaux"
        notify(resident_id, LIST_TO_ALLOW, path=path, **said)


def allow(actor: Actor, drawing: TaxDrawing) -> None:
    """Agree to a list that somebody else drew up: what it says is written, and who is on it told.

    Whoever asked for a receipt meanwhile is on it, whoever took that back is not.
    """
    partner = hold(Partner, drawing.partner_id)
    require(follows_money_of(actor, partner) or runs_money_of(actor, partner.municipality_id))
    require(drawing.is_drawn_up, MoneyMovedOn)
    require(may_allow(actor, drawing), AnotherOfTheTeam)
    tax_papers.giving(partner.id)
    due = tax_papers.due_for(partner.id, drawing.year)
    require(bool(due), NobodyToList)
    for number, each in enumerate(due, start=1):
        written = dict(each.figures)
        line = TaxLine(
            drawing_id=drawing.id, paper_id=each.paper.id, number=number, figures=written
        )
        db.session.add(line)
    drawing.allowed_by_id, drawing.allowed_at = actor.id, now()
    drawing.become(TaxDrawingStatus.ALLOWED)
    db.session.flush()
    db.session.expire(drawing, ["lines"])
    _tell_donors(actor, drawing)


def _tell_donors(actor: Actor, drawing: TaxDrawing) -> None:
    partner = drawing.partner
    said: dict[str, Any] = {"partner": partner.name, "year": drawing.year}
    papers = [line.paper for line in drawing.lines]
    residents = [paper.resident_id for paper in papers if paper.resident_id is not None]
    office = Office(partner.name, partner.municipality_id)
    sights.note_each(actor.by_id, residents, LISTED, drawing.reference, office=office)
    for resident_id in residents:
        path = f"{PAPERS_PATH}/{partner.id}/{drawing.year}"
        notify(resident_id, ON_A_LIST, path=path, **said)
    for paper in papers:
        if paper.visitor_id is not None:
            write_to(db.session.get_one(Visitor, paper.visitor_id), ON_A_LIST, **said)


def note_taken(actor: Actor, drawing: TaxDrawing) -> None:
    """Note in the trace that somebody took the file of a list."""
    partner = drawing.partner
    office = Office(partner.name, partner.municipality_id)
    sights.note_many(actor.by_id, TAKEN, drawing.reference, office=office)


def forget(which: ColumnElement[bool]) -> None:
    """Drop what a donor let be known and no list has; what one has is of nobody here."""
    drawn = exists().where(TaxLine.paper_id == TaxPaper.id)
    db.session.execute(delete(TaxPaper).where(which, ~drawn))
    nobody = update(TaxPaper).where(which)
    db.session.execute(nobody.values(resident_id=None, visitor_id=None))


def bring_over(visitor: Visitor, resident: Resident) -> None:
    """Make what a visitor let be known that of an account, where that one has said nothing."""
    held = {(each.partner_id, each.year) for each in tax_papers.papers_of(resident)}
    for paper in tax_papers.papers_of(visitor):
        if (paper.partner_id, paper.year) not in held:
            paper.visitor_id, paper.resident_id = None, resident.id
    db.session.flush()


def forget_undrawn(before: datetime) -> None:
    """Drop what no list took."""
    drawn = exists().where(TaxLine.paper_id == TaxPaper.id)
    db.session.execute(delete(TaxPaper).where(TaxPaper.created_at < before, ~drawn))


def forget_drawn(before: datetime) -> None:
    """Drop the lists that nobody may ask the partner about any more, and who was on them."""
    old = select(TaxDrawing.id).where(TaxDrawing.drawn_up_at < before)
    db.session.execute(delete(TaxLine).where(TaxLine.drawing_id.in_(old)))
    db.session.execute(delete(TaxDrawing).where(TaxDrawing.drawn_up_at < before))
    forget_undrawn(before)
