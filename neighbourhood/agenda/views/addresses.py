"""My calendars: secret addresses that the programs of a telephone read."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from flask_login import current_user

from neighbourhood.agenda import calendars, policies
from neighbourhood.agenda.actions import addresses as actions
from neighbourhood.agenda.forms import AddressForm
from neighbourhood.agenda.kinds import READ_ADDRESS
from neighbourhood.agenda.models.addresses import GROUPS, CalendarAddress
from neighbourhood.agenda.queries import addresses as queries
from neighbourhood.agenda.subjects import AGENDA, say_shown
from neighbourhood.agenda.views.blueprint import bp
from neighbourhood.agenda.views.reading import whose_here
from neighbourhood.feed.circles import ways_of
from neighbourhood.foundation.outside.calendars import written
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import anyone, signed_in, verified
from neighbourhood.foundation.web.calendars import followed, not_changed
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor


@bp.get("/agenda/mes-calendriers")
@signed_in
def addresses() -> ResponseReturnValue:
    """List one’s addresses, and make another."""
    return _page(_form(formdata=None))


def _form(**options: object) -> AddressForm:
    circles = ways_of(current_actor()) if GROUPS in whose_here() else []
    return AddressForm(whose_here(), circles, **options)


def _page(form: AddressForm, address: str = "") -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/agenda/addresses.html",
        form=form,
        address=address,
        opened=f"webcal://{address.partition('://')[2]}",
        known=queries.of(current_user.id),
        may_make=policies.may_have_addresses(current_actor()),
        read=READ_ADDRESS.drawn,
    )
    return page, 422 if form.errors else 200


@bp.post("/agenda/mes-calendriers")
@verified
@limit("20 per hour")
def make_address() -> ResponseReturnValue:
    """Make an address, which is shown this once."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form)
    with transaction():
        _, token = actions.make(current_actor(), shows=form.shows.data)
    made = url_for("agenda.feed", token=token, _external=True)
    return _page(_form(formdata=None), made)


@bp.post("/agenda/mes-calendriers/<int:address_id>/supprimer")
@signed_in
@undone_by("agenda.put_back_address")
def revoke_address(address_id: int) -> ResponseReturnValue:
    """Let an address show nothing any more."""
    with transaction():
        own = READ_ADDRESS.unchanged(queries.own(current_user, address_id))
        actions.revoke(current_actor(), own)
    flash(gettext("C’est supprimé : cette adresse ne montre plus rien."))
    return redirect(url_for("agenda.addresses"), 303)


@bp.post("/agenda/mes-calendriers/<int:address_id>/revenir")
@signed_in
def put_back_address(address_id: int) -> ResponseReturnValue:
    """Go back on the end of an address."""
    with transaction():
        own = READ_ADDRESS.unchanged(queries.own(current_user, address_id))
        actions.put_back(current_actor(), own)
    flash(gettext("C’est comme avant : cette adresse montre de nouveau votre calendrier."))
    return redirect(url_for("agenda.addresses"), 303)


@bp.get("/agenda/flux/<token>.ics")
@anyone
@limit("120 per hour")
def feed(token: str) -> Response:
    """Hand out a calendar to whoever knows its address: a program, not a browser."""
    address = queries.behind(token)
    require_offered(AGENDA, address.resident.switched_off)
    with force_locale(address.resident.language or "fr"):
        name = _called(address)
        edition = calendars.edition_for(address.resident, list(address.shows), name)
        known = not_changed(edition.etag, edition.changed_at)
        if known is not None:
            return known
        whole = written(name, edition.events)
    return followed(whole, "agenda.ics", edition.etag, edition.changed_at)


def _called(address: CalendarAddress) -> str:
    words = [say_shown(one, address.resident_id) for one in address.shows]
    return words[0] if len(words) == 1 else gettext("Agenda du quartier")
