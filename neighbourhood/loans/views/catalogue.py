"""What may be borrowed around here, by category, by quartier and by words."""

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.feed import queries as feed
from neighbourhood.feed.forms import filters_of
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import verified
from neighbourhood.loans.models.items import KIND
from neighbourhood.loans.queries.catalogue import sought_here
from neighbourhood.loans.subjects import categories_here
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented


@bp.get("")
@represented()
@verified
def index() -> ResponseReturnValue:
    """List what neighbours lend, and what some look for."""
    asked = replace(filters_of(request.args), kind=KIND, cell_id=None, author_id=None)
    after = Cursor.parse(request.args.get("after"))
    return render_template(
        "neighbourhood/loans/catalogue.html",
        page=feed.timeline(current_user, asked, after),
        filters=asked,
        after=after,
        categories=categories_here(),
        here=current_user.quartier,
        sought=[] if after else sought_here(current_user, asked.quartier_id),
    )
