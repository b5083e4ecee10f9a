"""Giving a mandate by a code, taking one up, looking at what was done by it, ending it."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents import kinds, policies
from neighbourhood.residents.access import confirmed, current_actor
from neighbourhood.residents.actions import mandates as actions
from neighbourhood.residents.forms.mandates import (
    ConsentForm,
    DurationForm,
    MandateCodeForm,
    ScopesForm,
)
from neighbourhood.residents.models.mandates import DURATIONS, Mandate
from neighbourhood.residents.models.residents import Scope
from neighbourhood.residents.paperwork import months
from neighbourhood.residents.queries import mandates as queries
from neighbourhood.residents.queries import paper
from neighbourhood.residents.views.blueprint import bp, page_of

STEPS = ("scopes", "duration", "consent")
_DRAFT, _CODE = "mandate-draft", "mandate-code"


@bp.record_once
def teach_words(state: BlueprintSetupState) -> None:
    """Let every template name what mandates allow, for how long, and what was done."""
    state.app.jinja_env.globals.update(
        SCOPES=kinds.SCOPES,
        DURATIONS=kinds.DURATIONS,
        say_mandate_status=kinds.say_status,
        say_deed=kinds.say_deed,
        say_month=months.say_month,
    )


@bp.get("/mandats")
@signed_in
def mandates() -> ResponseReturnValue:
    """List who may act for me, and for whom I may act."""
    return render_template(
        "neighbourhood/residents/mandates.html",
        given=queries.given_by(current_user),
        held=queries.held_by(current_user),
        may=policies,
    )


@bp.route("/mandats/confier", methods=["GET", "POST"])
@verified
def give_scopes() -> ResponseReturnValue:
    """Step 1: what somebody may do in my place."""
    form = ScopesForm(data={"scopes": sorted(_terms()[0])})
    if form.validate_on_submit():
        _keep(scopes=sorted(form.scopes.data))
        return redirect(url_for("residents.give_duration"), 303)
    return _step("scopes", form)


@bp.route("/mandats/confier/duree", methods=["GET", "POST"])
@verified
def give_duration() -> ResponseReturnValue:
    """Step 2: for how long."""
    scopes, days = _terms()
    if not scopes:
        return redirect(url_for("residents.give_scopes"), 303)
    form = DurationForm(data={"days": days})
    if form.validate_on_submit():
        _keep(days=form.days.data)
        return redirect(url_for("residents.give_consent"), 303)
    return _step("duration", form)


@bp.route("/mandats/confier/accord", methods=["GET", "POST"])
@confirmed
@limit("10 per hour")
def give_consent() -> ResponseReturnValue:
    """Step 3: read what it means, and agree."""
    scopes, days = _terms()
    if not scopes or days is None:
        return redirect(url_for("residents.give_scopes"), 303)
    form = ConsentForm()
    terms = actions.Terms(scopes=scopes, days=days)
    if form.validate_on_submit():
        with transaction():
            mandate = actions.give(current_actor(), terms=terms)
        session.pop(_DRAFT, None)
        return redirect(mandate.path, 303)
    return _step("consent", form, terms=terms)


def _step(name: str, form: Form, **more: Any) -> ResponseReturnValue:
    return page_of(f"mandate_{name}", form, step=STEPS.index(name) + 1, steps=len(STEPS), **more)


def _keep(**answers: object) -> None:
    session[_DRAFT] = {**session.get(_DRAFT, {}), **answers}


def _terms() -> tuple[frozenset[Scope], int | None]:
    """Return what was answered so far, of which nothing is believed."""
    draft: dict[str, Any] = session.get(_DRAFT, {})
    scopes = frozenset(Scope(said) for said in draft.get("scopes", ()) if said in set(Scope))
    days = draft.get("days")
    return scopes, days if days in DURATIONS else None


@bp.get("/mandats/<int:mandate_id>")
@signed_in
def mandate(mandate_id: int) -> ResponseReturnValue:
    """Show a mandate and its journal to those it concerns."""
    found = queries.concerning(current_user, mandate_id)
    own = found.principal_id == current_user.id
    return render_template(
        "neighbourhood/residents/mandate.html",
        mandate=found,
        own=own,
        code=queries.code_of(found.nonce) if own and found.is_prepared else None,
        code_ends=found.created_at + actions.CODE_LIVES,
        page=queries.journal(found, Cursor.parse(request.args.get("after"))),
        months=paper.months_of(found),
        may=policies,
    )


@bp.post("/mandats/<int:mandate_id>/arreter")
@signed_in
def end_mandate(mandate_id: int) -> ResponseReturnValue:
    """End a mandate at once, or abandon one that has not begun."""
    with transaction():
        found = queries.concerning(current_user, mandate_id)
        if found.is_prepared:
            actions.give_up(current_actor(), found)
        else:
            actions.revoke(current_actor(), found)
    flash(gettext("C’est arrêté, à l’instant."))
    return redirect(url_for("residents.mandates"), 303)


@bp.route("/mandats/code", methods=["GET", "POST"])
@verified
@limit("10 per hour")
def mandate_code() -> ResponseReturnValue:
    """Type the code received in person."""
    form = MandateCodeForm()
    if form.validate_on_submit():
        if _waiting(form.meant) is not None:
            session[_CODE] = form.meant
            return redirect(url_for("residents.take_up_mandate"), 303)
        form.code.errors = [
            gettext("Aucun mandat n’attend ce code. Il est peut-être trop ancien : demandez-en un.")
        ]
    return page_of("mandate_code", form)


def _waiting(code: str) -> Mandate | None:
    return queries.by_code(code, now() - actions.CODE_LIVES)


@bp.route("/mandats/accepter", methods=["GET", "POST"])
@verified
@limit("20 per hour")
def take_up_mandate() -> ResponseReturnValue:
    """Read what one would be trusted with, then accept."""
    found = _waiting(session.get(_CODE, ""))
    if found is None:
        return redirect(url_for("residents.mandate_code"), 303)
    form = ConsentForm()
    if form.validate_on_submit():
        with transaction():
            waiting = _waiting(session.get(_CODE, ""))
            if waiting is None:
                raise policies.MandateGone
            actions.take_up(current_actor(), waiting)
        session.pop(_CODE, None)
        return redirect(found.path, 303)
    terms = actions.Terms(scopes=found.scopes, days=found.days)
    return page_of("mandate_take_up", form, mandate=found, terms=terms)
