"""What neighbours read of libraries and their tools, and what they reserve."""

from datetime import date, timedelta

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.libraries import hours, policies
from neighbourhood.libraries.actions import reserving
from neighbourhood.libraries.forms.tools import ReserveForm
from neighbourhood.libraries.kinds import READ_TOOL, say_months
from neighbourhood.libraries.models.libraries import Tool
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.queries.shelves import Looked
from neighbourhood.libraries.subjects import CATEGORY_LIST, categories_here
from neighbourhood.libraries.telling import MINE
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.mandates.kinds import MAY_LEND
from neighbourhood.residents.access import current_actor

# What the calendar of a tool shows: five weeks, from the Monday of this one.
WEEKS = 5


def looked_for() -> Looked:
    """Return what is looked for on the shelves."""
    words = request.args.get("q", "")[:100].strip()
    return Looked(words=words, category=request.args.get("category", "")[:40])


@bp.get("/outiltheques")
@represented()
@signed_in
def index() -> ResponseReturnValue:
    """List the libraries of my town."""
    found = shelves.in_town_of(current_user)
    return render_template("neighbourhood/libraries/index.html", libraries=found)


@bp.get("/outiltheques/<int:library_id>")
@represented()
@signed_in
def show(library_id: int) -> ResponseReturnValue:
    """Show a library, its hours and rules, and what is on its shelves."""
    library, looked = shelves.get_visible(current_user, library_id), looked_for()
    page = shelves.shelf(library, looked, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/libraries/show.html",
        library=library,
        looked=looked,
        page=page,
        standing=shelves.standing(page.rows),
        categories=categories_here(),
    )


@bp.get("/outiltheques/outils/<int:tool_id>")
@represented()
@signed_in
def tool(tool_id: int) -> ResponseReturnValue:
    """Show a tool, its days, and the way to reserve it."""
    found = shelves.get_tool(current_user, tool_id)
    return _page_of(found, _form_of(found, formdata=None))


def _form_of(found: Tool, **more: object) -> ReserveForm:
    taken = shelves.days_taken(found.id, today(), today() + hours.AHEAD)
    return ReserveForm(found.library, taken, since=policies.first_day_for(found), **more)


def _page_of(found: Tool, form: ReserveForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/libraries/tool.html",
        tool=found,
        library=found.library,
        form=form,
        category=named(CATEGORY_LIST.code, found.category),
        out=loans.out(found.id),
        since=policies.first_day_for(found),
        weeks=_weeks(found),
        months=say_months,
        today=today(),
        may_reserve=policies.may_reserve(current_actor(), found),
        read=READ_TOOL.drawn(found),
    )
    return page, 422 if form.errors else 200


def _weeks(found: Tool) -> list[list[tuple[date, str]]]:
    """Return the days of some weeks, each with how the tool stands on it for its reader."""
    monday = today() - timedelta(days=today().weekday())
    last = monday + timedelta(days=7 * WEEKS - 1)
    taken = shelves.days_taken(found.id, monday, last)
    mine = shelves.days_of(current_user, found.id)
    opened = hours.opening_days(found.library, monday, last)

    def standing(day: date) -> str:
        if day < today():
            return "past"
        if day in taken:
            return "mine" if day in mine else "taken"
        return "free" if day in opened else "closed"

    days = [(day, standing(day)) for day in hours.days_of(monday, last)]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


@bp.post("/outiltheques/outils/<int:tool_id>/reserver")
@represented(MAY_LEND)
@verified
@limit("30 per hour")
def reserve(tool_id: int) -> ResponseReturnValue:
    """Keep a tool from one opening to another."""
    found = shelves.get_tool(current_user, tool_id)
    form = _form_of(found)
    if not form.validate_on_submit():
        return _page_of(found, form)
    with transaction():
        fresh = READ_TOOL.unchanged(shelves.get_tool(current_user, tool_id))
        reserving.reserve(current_actor(), fresh, first=form.first.data, due=form.due.data)
    flash(gettext("C’est réservé. Venez le chercher au jour choisi, avec votre carte."))
    return redirect(MINE, 303)


@bp.get("/outiltheques/outils/<int:tool_id>/photo/<name>")
@represented()
@signed_in
def photo(tool_id: int, name: str) -> Response:
    """Show the photo of a tool to those who may see the tool."""
    found = shelves.get_tool(current_user, tool_id)
    return photos.hand_out(pictures.key_named(found.photos, name))
