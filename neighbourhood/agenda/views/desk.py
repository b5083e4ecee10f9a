"""The calendars a partner follows: looked at first, then read every day, stopped in one tap."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.agenda import policies
from neighbourhood.agenda.actions import outside as actions
from neighbourhood.agenda.forms import FollowForm
from neighbourhood.agenda.intake import Read
from neighbourhood.agenda.kinds import READ_CALENDAR
from neighbourhood.agenda.queries import outside as queries
from neighbourhood.agenda.trials import look_at, take_now
from neighbourhood.agenda.views.blueprint import bp
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.access import current_actor

HOME = "/partenaires/<int:partner_id>/agenda"
publishers = staff(StaffRole.PUBLISH)
_FEW = 6


@bp.get(HOME)
@publishers
def calendars(partner: Partner) -> ResponseReturnValue:
    """List the calendars of a partner, and how each does."""
    return render_template(
        "neighbourhood/agenda/calendars.html",
        partner=partner,
        calendars=queries.calendars_of(partner),
        room=policies.has_calendars_left(partner),
    )


@bp.route(f"{HOME}/suivre", methods=["GET", "POST"])
@publishers
@limit("30 per hour", methods=["POST"])
def follow(partner: Partner) -> ResponseReturnValue:
    """Look at what a calendar would bring in, then follow it."""
    form = FollowForm(quartiers_of(partner.municipality_id))
    if not form.validate_on_submit():
        return _form_page(partner, form, None)
    found, digest = _looked_at(form)
    if found is None or not form.is_sure.data:
        return _form_page(partner, form, found)
    with transaction():
        calendar = actions.follow(
            current_actor(),
            partner,
            name=form.name.data or "",
            url=form.url.data or "",
            quartier_id=form.quartier_id,
        )
        actions.take(calendar.id, found.events, digest=digest)
    flash(
        gettext("C’est fait : ces événements sont dans l’agenda, et nous les relisons chaque jour.")
    )
    return redirect(calendar.path, 303)


def _looked_at(form: FollowForm) -> tuple[Read | None, str]:
    """Return what stands at the address, None with the reason in the form."""
    try:
        return look_at(form.url.data or "")
    except DomainError as fault:
        form.url.errors = [*form.url.errors, fault.say()]
        return None, ""


def _form_page(partner: Partner, form: FollowForm, found: Read | None) -> ResponseReturnValue:
    ahead = sorted(found.events, key=lambda one: one.starts_at) if found else []
    coming = [one for one in ahead if one.ends_at > now()]
    page = render_template(
        "neighbourhood/agenda/follow.html",
        partner=partner,
        form=form,
        found=found,
        coming=coming[:_FEW],
        number=len(coming),
    )
    return page, 422 if form.errors else 200


@bp.get(f"{HOME}/<int:calendar_id>")
@publishers
def calendar(partner: Partner, calendar_id: int) -> ResponseReturnValue:
    """Show one calendar: how it does, and what is next in it."""
    found = queries.calendar_of(partner, calendar_id)
    return render_template(
        "neighbourhood/agenda/calendar.html",
        partner=partner,
        calendar=found,
        events=queries.ahead_of(found, now()),
        read=READ_CALENDAR.drawn(found),
        may=policies,
    )


@bp.post(f"{HOME}/<int:calendar_id>/maintenant")
@publishers
@limit("20 per hour")
def read_now(partner: Partner, calendar_id: int) -> ResponseReturnValue:
    """Read a calendar now, and not tomorrow morning."""
    found = queries.calendar_of(partner, calendar_id)
    enqueue_after_commit(take_now, found.id)
    flash(gettext("C’est demandé : nous le relisons dans la minute."))
    return redirect(found.path, 303)


@bp.post(f"{HOME}/<int:calendar_id>/arreter")
@publishers
@undone_by("agenda.follow_again")
def stop(partner: Partner, calendar_id: int) -> ResponseReturnValue:
    """Follow a calendar no more."""
    with transaction():
        own = READ_CALENDAR.unchanged(queries.calendar_of(partner, calendar_id))
        actions.stop(current_actor(), own)
    flash(gettext("C’est arrêté : ses événements ne se lisent plus."))
    return redirect(own.path, 303)


@bp.post(f"{HOME}/<int:calendar_id>/reprendre")
@publishers
def follow_again(partner: Partner, calendar_id: int) -> ResponseReturnValue:
    """Follow a calendar that was stopped."""
    with transaction():
        own = READ_CALENDAR.unchanged(queries.calendar_of(partner, calendar_id))
        actions.follow_again(current_actor(), own)
        enqueue_after_commit(take_now, own.id)
    flash(gettext("C’est repris : ses événements se lisent de nouveau."))
    return redirect(url_for("agenda.calendar", partner_id=partner.id, calendar_id=own.id), 303)
