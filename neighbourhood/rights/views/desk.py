"""Requests about one’s data, for who runs the site, and accounts closed on paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.partners.access import administrator, town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.people.kinds import SEEN
from neighbourhood.people.policies import refusal_to_act
from neighbourhood.places.models import Municipality
from neighbourhood.residents import mails
from neighbourhood.residents.access import asks_reason, current_actor, notes_sight, password_first
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import closings
from neighbourhood.rights import actions, policies, queries
from neighbourhood.rights.forms import AnswerForm, CloseForForm
from neighbourhood.rights.kinds import READ_TO_ANSWER, REQUEST_SEEN, REQUEST_WORDS
from neighbourhood.rights.models import DataRequest
from neighbourhood.rights.views.blueprint import bp


@bp.get("/administration/droits")
@administrator
def queue() -> ResponseReturnValue:
    """List what waits for an answer, in every town."""
    return _queue(None)


@bp.get("/administration/villes/<int:municipality_id>/droits")
@town_staff(StaffRole.ADMINISTER)
def town_queue(town: Municipality) -> ResponseReturnValue:
    """List what waits for an answer in a town."""
    return _queue(town)


def _queue(town: Municipality | None) -> str:
    return render_template(
        "neighbourhood/rights/queue.html",
        town=town,
        waiting=queries.queue(town.id if town else None),
        kinds=REQUEST_WORDS,
    )


def _whose(request_id: int, municipality_id: int | None = None) -> int:
    return queries.asked_in(municipality_id, request_id).resident_id


@bp.route("/administration/droits/<int:request_id>", methods=["GET", "POST"])
@administrator
@notes_sight(REQUEST_SEEN, _whose)
def answer(request_id: int) -> ResponseReturnValue:
    """Read a request and answer it."""
    return _answer(None, request_id)


@bp.route(
    "/administration/villes/<int:municipality_id>/droits/<int:request_id>", methods=["GET", "POST"]
)
@town_staff(StaffRole.ADMINISTER)
@notes_sight(REQUEST_SEEN, _whose)
def town_answer(town: Municipality, request_id: int) -> ResponseReturnValue:
    """Read a request of a town and answer it."""
    return _answer(town, request_id)


def _answer(town: Municipality | None, request_id: int) -> ResponseReturnValue:
    asked, form = queries.asked_in(town.id if town else None, request_id), AnswerForm()
    if form.validate_on_submit():
        with transaction():
            asked = READ_TO_ANSWER.unchanged(hold(DataRequest, request_id))
            actions.answer(current_actor(), asked, words=form.answer.data)
        flash(gettext("Votre réponse est partie."))
        return redirect(way_to_queue(town), 303)
    page = render_template(
        "neighbourhood/rights/answer.html",
        form=form,
        asked=asked,
        kinds=REQUEST_WORDS,
        back_to=way_to_queue(town),
        may=policies.may_answer(current_actor(), asked),
        read=READ_TO_ANSWER.first_drawn(asked),
    )
    return page, 422 if form.errors else 200


def way_to_queue(town: Municipality | None) -> str:
    """Return where the requests of a town are (None: of all)."""
    if town is None:
        return url_for("rights.queue")
    return url_for("rights.town_queue", municipality_id=town.id)


@bp.route(
    "/administration/villes/<int:municipality_id>/personnes/<int:resident_id>/fermer",
    methods=["GET", "POST"],
)
@town_staff(StaffRole.ADMINISTER)
@asks_reason(SEEN.code)
def close_for(town: Municipality, resident_id: int) -> ResponseReturnValue:
    """Close the account of somebody of the town who asked for it on paper."""
    resident, form = _of_town(town, resident_id), CloseForForm()
    here = url_for("people.show", resident_id=resident.id)
    first = password_first()
    if first is not None:
        return first
    refusals = closings.refusals(resident)
    if not refusals and form.validate_on_submit():
        with transaction():
            made = actions.close_for(current_actor(), resident.id, reason=form.reason.data)
            mails.closed(made)
        flash(gettext("Le compte est fermé. Il sera effacé dans 14 jours."))
        return redirect(here, 303)
    page = render_template(
        "neighbourhood/rights/close_for.html",
        form=form,
        resident=resident,
        refusals=refusals,
        counting=closings.counting_on(resident),
        back_to=here,
    )
    return page, 422 if form.errors else 200


def _of_town(town: Municipality, resident_id: int) -> Resident:
    found = db.session.get(Resident, resident_id)
    quartier = found.quartier if found is not None and found.is_active else None
    if found is None or quartier is None or quartier.municipality_id != town.id:
        raise Missing
    refusal = refusal_to_act(current_actor().resident, found)
    if refusal is not None:
        raise refusal
    return found
