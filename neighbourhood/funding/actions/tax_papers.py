"""Tax receipts: the right of a partner, what donors let it know, lists that two people draw."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding.actions.telling import town_path, write_to
from neighbourhood.funding.cases.tax import (
    LIST_TO_ALLOW,
    LISTED,
    NO_MORE,
    ON_A_LIST,
    TAKEN,
    TOO_MUCH,
)
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.tax import (
    TaxDrawing,
    TaxDrawingStatus,
    TaxLine,
    TaxPaper,
    TaxRight,
)
from neighbourhood.funding.queries import paying, provider, tax_lists, tax_papers
from neighbourhood.funding.queries.donors import Donor
from neighbourhood.funding.queries.supporters import FEWEST
from neighbourhood.funding.treasury import (
    AnotherOfTheTeam,
    ListMade,
    MoneyMovedOn,
    NobodyToList,
    OneListAYear,
    PaperDrawn,
    TooFewToList,
    YearNotOver,
    follows_money_of,
    may_allow,
    runs_money_of,
)
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office

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


def terms_of(partner_id: int) -> Terms:
    """Return what a town says of the receipts of a partner."""
    right = tax_papers.right_of(partner_id)
    if right is None:
        return Terms(is_given=False, text="", address="", contact="")
    return Terms(
        is_given=right.is_given, text=right.text, address=right.address, contact=right.contact
    )


def set_right(actor: Actor, partner: Partner, terms: Terms) -> TaxRight:
    """Say whether a partner gives tax receipts, in the words of its town."""
    require(runs_money_of(actor, partner.municipality_id))
    hold(Partner, partner.id)
    right = tax_papers.right_of(partner.id) or TaxRight(partner_id=partner.id)
    ends = right.is_given and not terms.is_given
    right.is_given, right.text = terms.is_given, terms.text
    right.address, right.contact = terms.address, terms.contact
    right.set_by_id, right.set_at = actor.id, now()
    db.session.add(right)
    db.session.flush()
    if ends:
        _tell_who_asked(partner)
    return right


def _tell_who_asked(partner: Partner) -> None:
    asked = TaxPaper.partner_id == partner.id, TaxPaper.id.not_in(tax_papers.drawn_papers())
    for paper in db.session.scalars(select(TaxPaper).where(*asked).order_by(TaxPaper.id)):
        _tell_of(paper, NO_MORE, {"partner": partner.name, "year": paper.year})


def _tell_of(paper: TaxPaper, kind: Kind, said: dict[str, Any]) -> None:
    if paper.resident_id is not None:
        path = f"{PAPERS_PATH}/{paper.partner_id}/{paper.year}"
        notify(paper.resident_id, kind, path=path, **said)
    elif paper.visitor_id is not None:
        write_to(db.session.get_one(Visitor, paper.visitor_id), kind, **said)


def ask(donor: Donor, right: TaxRight, year: int, donated: Donated) -> TaxPaper:
    """Let a partner that gives receipts know who gave to it in a year, and how much in all."""
    partner = hold(Partner, right.partner_id)
    require(right.is_given, Missing)
    require(tax_papers.given_by(donor, partner.id, year).cents > 0, Missing)
    paper = tax_papers.paper_of(donor, partner.id, year)
    is_made = tax_lists.list_for(partner.id, year) is not None
    require(
        not is_made or (paper is not None and paper.line is not None),
        ListMade(contact=right.contact),
    )
    if paper is None:
        paper = TaxPaper(partner_id=partner.id, year=year, line=None)
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
    """Ask for the one list of a year that is over: what it says is written, and handed to nobody.

    It does not change while it waits: what changed would say who gave to what was paid out since.
    """
    require(follows_money_of(actor, partner))
    require(year < tax_papers.this_year(), YearNotOver)
    hold(Partner, partner.id)
    tax_papers.giving(partner.id)
    require(tax_lists.list_for(partner.id, year) is None, OneListAYear)
    due = tax_papers.due_for(partner.id, year)
    require(bool(due), NobodyToList)
    require(tax_papers.hides(due), TooFewToList(fewest=FEWEST))
    drawing = TaxDrawing(partner=partner, year=year, author_id=actor.id)
    for number, each in enumerate(due, start=1):
        figures = dict(each.given.paid_out)
        drawing.lines.append(TaxLine(paper=each.paper, number=number, figures=figures))
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
    """Agree to a list that somebody else drew up; who is on it is told.

    Whoever took their request back meanwhile is not on it.
    """
    partner = hold(Partner, drawing.partner_id)
    require(follows_money_of(actor, partner) or runs_money_of(actor, partner.municipality_id))
    require(drawing.is_drawn_up, MoneyMovedOn)
    require(may_allow(actor, drawing), AnotherOfTheTeam)
    drawing.address = tax_papers.giving(partner.id).address
    require(tax_lists.still_hides(drawing), TooFewToList(fewest=FEWEST))
    drawing.allowed_by_id, drawing.allowed_at = actor.id, now()
    drawing.become(TaxDrawingStatus.ALLOWED)
    db.session.flush()
    _tell_donors(actor, drawing)


def _tell_donors(actor: Actor, drawing: TaxDrawing) -> None:
    partner = drawing.partner
    said: dict[str, Any] = {"partner": partner.name, "year": drawing.year}
    papers = [line.paper for line in drawing.lines]
    residents = [paper.resident_id for paper in papers if paper.resident_id is not None]
    office = Office(partner.name, partner.municipality_id)
    sights.note_each(actor.by_id, residents, LISTED, drawing.reference, office=office)
    for paper in papers:
        _tell_of(paper, ON_A_LIST, said)


def tell_of_loss(pledge: Pledge) -> None:
    """Tell who follows the money of a partner that a gift on its list went back."""
    year = tax_papers.year_of(pledge.settled_at) if pledge.settled_at else 0
    partner_id = pledge.fund.partner_id
    drawing = tax_lists.list_for(partner_id, year) if partner_id else None
    if drawing is None or not tax_lists.is_on(drawing, pledge):
        return
    said: dict[str, Any] = {"number": drawing.reference, "partner": drawing.partner.name}
    for resident_id in paying.staff_following(drawing.partner):
        path = f"/partenaires/{partner_id}/recus-fiscaux"
        notify(resident_id, TOO_MUCH, path=path, **said)


def note_taken(actor: Actor, drawing: TaxDrawing) -> None:
    """Note in the trace that somebody took the file of a list."""
    partner = drawing.partner
    office = Office(partner.name, partner.municipality_id)
    sights.note_many(actor.by_id, TAKEN, drawing.reference, office=office)
