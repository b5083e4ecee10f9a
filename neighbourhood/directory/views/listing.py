"""My own listing: one page to write it, with what others will see; one tap to leave."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.directory import policies
from neighbourhood.directory.actions import listings as actions
from neighbourhood.directory.forms import ListingForm
from neighbourhood.directory.kinds import MAY_BE_LISTED, READ_LISTING
from neighbourhood.directory.models import Listing
from neighbourhood.directory.queries import listings
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor, without_charter


@bp.route("/ma-fiche", methods=["GET", "POST"])
@represented(MAY_BE_LISTED)
@verified
@limit("60 per hour")
def mine() -> ResponseReturnValue:
    """Say who I am, see how neighbours see it, then be listed."""
    listing = listings.listing_of(current_user.id)
    form = ListingForm.of(listing)
    if request.method == "GET" or request.form.get("go") == "preview":
        right = request.method == "GET" or form.validate()
        return _page(form, listing), 200 if right else 422
    if not form.validate_on_submit() or form.gives_pause(current_user, form.said):
        return _page(form, listing), 422 if form.errors else 200
    with transaction():
        known = listings.listing_of(current_user.id)
        if known is not None and known.stands:
            READ_LISTING.unchanged(known)
        said = actions.say(current_actor(), wording=form.wording)
    edited = said.edited_at is not None
    flash(gettext("C’est modifié.") if edited else gettext("Vous êtes dans l’annuaire."))
    return redirect(said.path, 303)


def _page(form: ListingForm, listing: Listing | None) -> str:
    stands = listing is not None and listing.stands
    return render_template(
        "neighbourhood/directory/mine.html",
        form=form,
        listing=listing,
        stands=stands,
        shown_as=form.wording,
        read=READ_LISTING.first_drawn(listing) if stands else "",
        may=policies,
    )


def _own() -> Listing:
    found = listings.listing_of(current_user.id)
    if found is None:
        raise Missing
    return found


@bp.post("/ma-fiche/retirer")
@represented(MAY_BE_LISTED)
@without_charter
@signed_in
@undone_by("directory.come_back")
def leave() -> ResponseReturnValue:
    """Leave the directory, in one tap."""
    with transaction():
        actions.leave(current_actor(), _own())
    flash(gettext("Vous n’êtes plus dans l’annuaire. Dans dix minutes, tout est effacé."))
    return redirect(url_for("directory.mine"), 303)


@bp.post("/ma-fiche/revenir")
@represented(MAY_BE_LISTED)
@verified
def come_back() -> ResponseReturnValue:
    """Go back on having left."""
    with transaction():
        actions.come_back(current_actor(), _own())
    flash(gettext("C’est comme avant : vous êtes dans l’annuaire."))
    return redirect(url_for("directory.mine"), 303)
