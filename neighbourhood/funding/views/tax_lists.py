"""Lists for tax receipts: drawn up by the team of a partner, allowed by another person."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper, sheets
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import paperwork
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.cases.tax import READ_LIST, READ_TERMS
from neighbourhood.funding.forms.tax_papers import TaxRightForm
from neighbourhood.funding.models.tax import TaxDrawing
from neighbourhood.funding.queries import tax_lists as lists
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.funding.queries.paying import partner_in
from neighbourhood.funding.queries.supporters import FEWEST
from neighbourhood.funding.treasury import may_allow
from neighbourhood.funding.views.bank_accounts import HERE
from neighbourhood.funding.views.blueprint import bp
from neighbourhood.partners.access import staff, town_staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.access import confirmed, current_actor

_TEAM = "/partenaires/<int:partner_id>/recus-fiscaux"
_TOWN = f"{HERE}/partenaires/<int:partner_id>/recus-fiscaux"


@bp.get(_TEAM)
@staff(StaffRole.PAY_OUT)
def tax_lists(partner: Partner) -> ResponseReturnValue:
    """Show how many asked for a receipt, year by year, and the lists."""
    return render_template(
        "neighbourhood/funding/tax_lists.html",
        partner=partner,
        right=asked.right_of(partner.id),
        years=[_year(partner, year) for year in lists.years_of(partner.id)],
        this_year=asked.this_year(),
        asking=lists.number_asking(partner.id, asked.this_year()),
        drawings=_drawn(partner),
        fewest=FEWEST,
    )


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is over: who asks, what is not paid out, why there is no list to prepare."""

    year: int
    asking: int
    due: int
    unpaid: int
    is_listed: bool
    hides: bool


def _year(partner: Partner, year: int) -> Year:
    given, due = asked.given_to(partner.id, year), asked.due_for(partner.id, year)
    return Year(
        year=year,
        asking=lists.number_asking(partner.id, year),
        due=len(due),
        unpaid=given.cents - given.paid_out_cents,
        is_listed=lists.list_for(partner.id, year) is not None,
        hides=asked.hides(due),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A list, what a press on it carries, whether one may agree, what counts too much by line."""

    drawing: TaxDrawing
    read: str
    may: bool
    too_much: Mapping[int, int]


def _drawn(partner: Partner, *, waiting: bool = False) -> list[Shown]:
    actor, right = current_actor(), asked.right_of(partner.id)
    gives = right is not None and right.is_given
    return [
        Shown(each, READ_LIST.drawn(each), gives and may_allow(actor, each), lists.too_much(each))
        for each in lists.drawings_of(partner.id, waiting=waiting)
    ]


@bp.post(f"{_TEAM}/<int:year>/preparer")
@staff(StaffRole.PAY_OUT)
def draw_tax_list(partner: Partner, year: int) -> ResponseReturnValue:
    """Ask for the list of a year."""
    with transaction():
        tax_papers.draw_up(current_actor(), partner, year)
    flash(gettext("La liste est préparée. Une autre personne doit donner son accord."))
    return _to_lists(partner)


def _to_lists(partner: Partner) -> ResponseReturnValue:
    return redirect(url_for("funding.tax_lists", partner_id=partner.id), 303)


@bp.post(f"{_TEAM}/<int:drawing_id>/accorder")
@staff(StaffRole.PAY_OUT)
def allow_tax_list(partner: Partner, drawing_id: int) -> ResponseReturnValue:
    """Agree to what a colleague drew up."""
    _allow(partner, drawing_id)
    return _to_lists(partner)


def _allow(partner: Partner, drawing_id: int) -> None:
    found = lists.drawing_of(partner.id, drawing_id)
    with transaction():
        held = READ_LIST.unchanged(hold(TaxDrawing, found.id))
        tax_papers.allow(current_actor(), held)
    flash(gettext("C’est fait. Les personnes de la liste sont prévenues."))


@bp.get(f"{_TEAM}/<int:drawing_id>/liste.csv")
@staff(StaffRole.PAY_OUT)
@confirmed
def tax_list_sheet(partner: Partner, drawing_id: int) -> Response:
    """Hand a list out as a table, made now."""
    found = _allowed(partner, drawing_id)
    made = paperwork.tax_table(found, lists.lines_of(found), lists.too_much(found))
    handed = make_response(made)
    handed.content_type = sheets.CONTENT_TYPE
    name = f"recus-fiscaux-{found.reference}.{sheets.ENDING}"
    handed.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    handed.headers["Cache-Control"] = "private, no-store"
    _note(found)
    return handed


@bp.get(f"{_TEAM}/<int:drawing_id>/feuilles.pdf")
@staff(StaffRole.PAY_OUT)
@confirmed
def tax_list_papers(partner: Partner, drawing_id: int) -> Response:
    """Hand it out on paper, one page for each donor, made now."""
    found = _allowed(partner, drawing_id)
    pages = paperwork.tax_sheets(found, lists.lines_of(found), lists.too_much(found))
    made = paper.printed(paperwork.draw_all, pages)
    _note(found)
    return paper.hand_out(made, f"recus-fiscaux-{found.reference}.pdf")


def _allowed(partner: Partner, drawing_id: int) -> TaxDrawing:
    found = lists.drawing_of(partner.id, drawing_id)
    if not found.is_allowed:
        raise Missing
    return found


def _note(found: TaxDrawing) -> None:
    with transaction():
        tax_papers.note_taken(current_actor(), found)


@bp.route(_TOWN, methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def tax_right(town: Municipality, partner_id: int) -> ResponseReturnValue:
    """Say whether a partner gives tax receipts, and what donors read of it."""
    partner = partner_in(town.id, partner_id)
    form = TaxRightForm(obj=tax_papers.terms_of(partner.id))
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/funding/tax_right.html",
            town=town,
            partner=partner,
            form=form,
            read=READ_TERMS.first_drawn(tax_papers.terms_of(partner.id)),
            drawings=_drawn(partner, waiting=True),
        )
        return page, 422 if form.errors else 200
    with transaction():
        held = hold(Partner, partner.id)
        READ_TERMS.as_read(tax_papers.terms_of(held.id))
        tax_papers.set_right(current_actor(), held, form.terms)
    flash(gettext("C’est noté."))
    return redirect(
        url_for("funding.partner_money", municipality_id=town.id, partner_id=partner.id), 303
    )


@bp.post(f"{_TOWN}/<int:drawing_id>/accorder")
@town_staff(StaffRole.ADMINISTER)
def town_allows_tax_list(
    town: Municipality, partner_id: int, drawing_id: int
) -> ResponseReturnValue:
    """Agree to a list for a team of one; the town reads no name."""
    partner = partner_in(town.id, partner_id)
    _allow(partner, drawing_id)
    return redirect(
        url_for("funding.tax_right", municipality_id=town.id, partner_id=partner.id), 303
    )
