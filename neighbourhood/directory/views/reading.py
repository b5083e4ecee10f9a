"""Reading who is in the directory of one’s quartier, and of one’s building."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.directory import policies
from neighbourhood.directory.forms import asked_of, languages_here
from neighbourhood.directory.kinds import MAY_BE_LISTED
from neighbourhood.directory.queries import hellos, listings, welcomes
from neighbourhood.directory.subjects import INTEREST_LIST, SINCE, interests_here
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.words.tongues import tongue
from neighbourhood.mandates.access import represented
from neighbourhood.residents.queries.neighbours import name_for


@bp.app_template_global("listing_words")
def words_of_listings() -> dict[str, object]:
    """Return what pages need to draw a listing."""
    return {"list": INTEREST_LIST.code, "since": SINCE, "tongue": tongue}


@bp.get("")
@represented(MAY_BE_LISTED)
@verified
def index() -> ResponseReturnValue:
    """List the neighbours who want to be known, newest first, found by what they say."""
    asked = asked_of(request.args)
    after = Cursor.parse(request.args.get("after"))
    page = listings.neighbours(current_user, asked, after)
    others = [each.resident_id for each in page.rows]
    return render_template(
        "neighbourhood/directory/index.html",
        page=page,
        asked=asked,
        hellos=hellos.with_others(current_user.id, others),
        mine=listings.listing_of(current_user.id),
        welcomes=welcomes.welcomes_for(current_user, welcomes.FEW),
        interests=interests_here(),
        languages=languages_here(),
        name_for=name_for,
        may=policies,
    )


@bp.get("/fiches/<int:listing_id>")
@represented(MAY_BE_LISTED)
@verified
def show(listing_id: int) -> ResponseReturnValue:
    """Show one neighbour as they say who they are."""
    listing = listings.get_listing(current_user, listing_id)
    return render_template(
        "neighbourhood/directory/show.html",
        listing=listing,
        name=name_for(listing.resident, current_user),
        hello=hellos.between(current_user.id, listing.resident_id),
        may=policies,
    )


@bp.get("/immeuble")
@represented(MAY_BE_LISTED)
@verified
def building() -> ResponseReturnValue:
    """List who wants to be known behind the same door, where they are enough households."""
    found = listings.in_my_building(current_user)
    return render_template(
        "neighbourhood/directory/building.html",
        listings=found,
        mine=listings.listing_of(current_user.id),
        hellos=hellos.with_others(current_user.id, [each.resident_id for each in found]),
        name_for=name_for,
        may=policies,
    )
