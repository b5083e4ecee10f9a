"""Lists for tax receipts: drawn up by the team of a partner, allowed by another person."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside import paper, sheets
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.funding import paperwork
from neighbourhood.funding.actions import tax_papers
from neighbourhood.funding.cases.tax import READ_LIST
from neighbourhood.funding.forms.tax_papers import TaxRightForm
from neighbourhood.funding.models.tax import TaxDrawing, TaxRight
from neighbourhood.funding.queries import tax_lists as lists
from neighbourhood.funding.queries import tax_papers as asked
from neighbourhood.funding.queries.paying import partner_in
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
    drawings = _drawn(partner)
    return render_template(
        "neighbourhood/funding/tax_lists.html",
        partner=partner,
        waiting={each.year for each, _read, _may in drawings if each.is_drawn_up},
        right=asked.right_of(partner.id),
        years=[
            (year, lists.number_asking(partner.id, year), len(asked.due_for(partner.id, year)))
            for year in lists.years_of(partner.id)
        ],
        this_year=asked.this_year(),
        asking=lists.number_asking(partner.id, asked.this_year()),
        drawings=drawings,
    )


def _drawn(partner: Partner, *, waiting: bool = False) -> list[tuple[TaxDrawing, str, bool]]:
    found = lists.drawings_of(partner.id, waiting=waiting)
    actor = current_actor()
    return [(each, READ_LIST.drawn(each), may_allow(actor, each)) for each in found]


@bp.post(f"{_TEAM}/<int:year>/preparer")
@staff(StaffRole.PAY_OUT)
def draw_tax_list(partner: Partner, year: int) -> ResponseReturnValue:
    """Ask for the list of a year."""
    with transaction():
        tax_papers.draw_up(current_actor(), partner, year)
    flash(gettext("La liste est préparée. Une autre personne doit l’accorder."))
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
    flash(gettext("C’est accordé. Les personnes inscrites sont prévenues."))


@bp.get(f"{_TEAM}/<int:drawing_id>/liste.csv")
@staff(StaffRole.PAY_OUT)
@confirmed
def tax_list_sheet(partner: Partner, drawing_id: int) -> Response:
    """Hand a list out as a table, made now."""
    found, _right = _allowed(partner, drawing_id)
    made = paperwork.tax_table(found, lists.lines_of(found))
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
    found, right = _allowed(partner, drawing_id)
    pages = paperwork.tax_sheets(found, right, lists.lines_of(found))
    made = paper.printed(paperwork.draw_all, pages)
    _note(found)
    return paper.hand_out(made, f"recus-fiscaux-{found.reference}.pdf")


def _allowed(partner: Partner, drawing_id: int) -> tuple[TaxDrawing, TaxRight]:
    found, right = lists.drawing_of(partner.id, drawing_id), asked.right_of(partner.id)
    if not found.is_allowed or right is None:
        raise Missing
    return found, right


def _note(found: TaxDrawing) -> None:
    with transaction():
        tax_papers.note_taken(current_actor(), found)


@bp.route(_TOWN, methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def tax_right(town: Municipality, partner_id: int) -> ResponseReturnValue:
    """Say whether a partner gives tax receipts, and what donors read of it."""
    partner = partner_in(town.id, partner_id)
    form = TaxRightForm(obj=asked.right_of(partner.id))
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/funding/tax_right.html",
            town=town,
            partner=partner,
            form=form,
            drawings=_drawn(partner, waiting=True),
        )
        return page, 422 if form.errors else 200
    with transaction():
        tax_papers.set_right(current_actor(), partner, form.terms)
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
