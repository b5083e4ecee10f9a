"""Giving a mandate by a code, taking one up, looking at what was done by it, ending it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import even_suspended, signed_in, verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.forms.mandates import (
    ConsentForm,
    DurationForm,
    MandateCodeForm,
    ScopesForm,
)
from neighbourhood.mandates.models import DURATIONS, Mandate
from neighbourhood.mandates.queries import accompanying, codes, months
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.queries.journals import journal
from neighbourhood.mandates.views.blueprint import bp, page_of
from neighbourhood.residents.access import confirmed, current_actor

MANDATE = Steps(
    "mandate", "mandates", ("give_scopes", "give_duration", "give_consent"), facts=kinds.ANSWERED
)
_CODE = "mandate-code"


@bp.get("/mandats")
@even_suspended
@signed_in
def index() -> ResponseReturnValue:
    """List who may act for me, and for whom I may act."""
    return render_template(
        "neighbourhood/mandates/index.html",
        may_prepare=policies.may_prepare_paper(current_user),
        given=queries.given_by(current_user),
        held=queries.held_by(current_user),
        desks=accompanying.desks_of(current_user),
        may=policies,
    )


@bp.route("/mandats/confier", methods=["GET", "POST"])
@verified
def give_scopes() -> ResponseReturnValue:
    """Step 1: what somebody may do in my place."""
    walk = MANDATE.walk()
    form = ScopesForm(data={"scopes": sorted(_terms(walk.answers)[0])})
    if form.validate_on_submit():
        walk.keep(scopes=sorted(form.scopes.data))
        return walk.go("give_duration")
    return walk.show("give_scopes", form)


@bp.route("/mandats/confier/duree", methods=["GET", "POST"])
@verified
def give_duration() -> ResponseReturnValue:
    """Step 2: for how long."""
    walk = MANDATE.walk()
    scopes, days = _terms(walk.answers)
    if not scopes:
        return walk.go("give_scopes")
    form = DurationForm(data={"days": days})
    if form.validate_on_submit():
        walk.keep(days=form.days.data)
        return walk.go("give_consent")
    return walk.show("give_duration", form)


@bp.route("/mandats/confier/accord", methods=["GET", "POST"])
@confirmed
@limit("10 per hour")
def give_consent() -> ResponseReturnValue:
    """Step 3: read what it means, and agree."""
    walk = MANDATE.walk()
    gap = _gap(walk.answers)
    if gap is not None:
        return walk.go_mend(gap, walk.answers)
    form = ConsentForm()
    if form.validate_on_submit():
        with walk.ending(_gap) as answers:
            mandate = giving.give(current_actor(), terms=_agreed(answers))
        return redirect(mandate.path, 303)
    return walk.show("give_consent", form, terms=_agreed(walk.answers))


def _terms(answers: Mapping[str, Any]) -> tuple[frozenset[str], int | None]:
    """Return what was answered so far, of which nothing is believed."""
    scopes = frozenset(kinds.known_scopes()) & frozenset(answers.get("scopes", ()))
    days = answers.get("days")
    return scopes, days if days in DURATIONS else None


def _gap(answers: Mapping[str, Any]) -> str | None:
    scopes, days = _terms(answers)
    return None if scopes and days else "give_scopes"


def _agreed(answers: Mapping[str, Any]) -> giving.Terms:
    scopes, days = _terms(answers)
    return giving.Terms(scopes=scopes, days=days or 1)


@bp.get("/mandats/<int:mandate_id>")
@even_suspended
@signed_in
def show(mandate_id: int) -> ResponseReturnValue:
    """Show a mandate and its journal to those it concerns."""
    found = queries.concerning(current_user, mandate_id)
    own = found.principal_id == current_user.id
    return render_template(
        "neighbourhood/mandates/show.html",
        mandate=found,
        own=own,
        code=codes.code_of(found.nonce) if own and found.is_prepared else None,
        code_ends=found.created_at + ending.CODE_LIVES,
        page=journal(found, Cursor.parse(request.args.get("after"))),
        months=months.months_of(found),
        may=policies,
    )


def _before_end_mandate(mandate_id: int) -> Ending:
    found = queries.concerning(current_user, mandate_id)
    own = found.principal_id == current_user.id
    live = (
        gettext("Cela prend effet à l’instant : plus personne n’agit par ce mandat."),
        gettext("Ce qui est déjà publié reste signé. Les personnes concernées sont prévenues."),
        gettext("Pour recommencer, il faudra un nouveau mandat."),
    )
    unused = (gettext("Ce qui est préparé ne servira plus : ni code, ni feuille."),)
    return Ending(
        title=gettext("Arrêter ce mandat ?") if own else gettext("Rendre ce mandat ?"),
        happens=unused if found.is_prepared else live,
        word=gettext("Arrêter ce mandat") if own else gettext("Rendre ce mandat"),
        back=(found.path, gettext("Le mandat")),
    )


@bp.route("/mandats/<int:mandate_id>/arreter", methods=["GET", "POST"])
@even_suspended
@signed_in
@asks_first(_before_end_mandate)
def end_mandate(mandate_id: int) -> ResponseReturnValue:
    """End a mandate at once, or abandon one that has not begun."""
    with transaction():
        found = queries.concerning(current_user, mandate_id)
        if found.is_prepared:
            ending.give_up(current_actor(), found)
        else:
            ending.revoke(current_actor(), found)
    flash(gettext("C’est arrêté, à l’instant."))
    return redirect(url_for("mandates.index"), 303)


@bp.route("/mandats/code", methods=["GET", "POST"])
@signed_in
@limit("10 per hour")
def mandate_code() -> ResponseReturnValue:
    """Type the code received in person."""
    form = MandateCodeForm()
    if form.validate_on_submit():
        if _waiting(form.meant) is not None:
            session[_CODE] = form.meant
            return redirect(url_for("mandates.take_up_mandate"), 303)
        form.code.errors = [
            gettext(
                "Aucun mandat n’attend ce code. Relisez-le avec la personne. S’il est trop ancien, "
                "demandez-lui un autre code."
            )
        ]
    return page_of("code", form)


def _waiting(code: str) -> Mandate | None:
    return codes.by_code(code, now() - ending.CODE_LIVES)


@bp.route("/mandats/accepter", methods=["GET", "POST"])
@signed_in
@limit("20 per hour")
def take_up_mandate() -> ResponseReturnValue:
    """Read what one would be trusted with, then accept."""
    found = _waiting(session.get(_CODE, ""))
    if found is None:
        return redirect(url_for("mandates.mandate_code"), 303)
    if not policies.may_hold_mandate(current_user):
        return redirect(url_for("mandates.identity"), 303)
    form = ConsentForm()
    if form.validate_on_submit():
        with transaction():
            waiting = _waiting(session.get(_CODE, ""))
            if waiting is None:
                raise policies.MandateGone
            giving.take_up(current_actor(), kinds.READ.unchanged(waiting))
        session.pop(_CODE, None)
        return redirect(found.path, 303)
    terms = giving.Terms(scopes=found.scopes, days=found.days)
    return page_of("take_up", form, mandate=found, terms=terms, read=kinds.READ.first_drawn(found))
