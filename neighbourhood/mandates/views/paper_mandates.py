"""Preparing a mandate on paper for somebody without e-mail, one thing a page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing, NotVerified, ResidencyExpired
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.forms.mandates import DurationForm, ScopesForm
from neighbourhood.mandates.forms.paper import UNKNOWN_HOME, HomeForm, PrincipalForm
from neighbourhood.mandates.models import DURATIONS, Mandate
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.views.blueprint import bp, page_of
from neighbourhood.places.gazetteer import Found, find_doors
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents import names
from neighbourhood.residents.access import current_actor

P = ParamSpec("P")

STEPS = ("name", "home", "scopes", "days", "preview")
_DRAFT = "paper-mandate"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far, of which nothing is believed."""

    full_name: str
    typed: str
    door: Address | None
    scopes: frozenset[str]
    days: int | None
    renews: Mandate | None

    @property
    def gap(self) -> str | None:
        """Return the first step without an answer."""
        known = self.renews is not None
        answered: dict[str, object] = {
            "name": known or self.full_name,
            "home": known or self.door,
            "scopes": self.scopes,
            "days": self.days,
        }
        return next((step for step, answer in answered.items() if not answer), None)


def _answers() -> Answers:
    draft: dict[str, Any] = session.get(_DRAFT, {})
    name, days = names.tidy(str(draft.get("full_name", ""))), draft.get("days")
    return Answers(
        full_name="" if names.objection(name) else name,
        typed=str(draft.get("typed", "")),
        door=address_by_key(str(draft.get("door", ""))),
        scopes=frozenset(kinds.known_scopes()) & frozenset(draft.get("scopes", ())),
        days=days if days in DURATIONS else None,
        renews=_renewed(draft.get("renews")),
    )


def _renewed(mandate_id: object) -> Mandate | None:
    if not isinstance(mandate_id, int):
        return None
    try:
        former = queries.concerning(current_user, mandate_id)
    except Missing:
        return None
    return former if policies.may_renew(current_actor(), former) else None


def _keep(**answers: object) -> None:
    session[_DRAFT] = {**session.get(_DRAFT, {}), **answers}


def _page(step: str, form: Form, answers: Answers, **more: Any) -> ResponseReturnValue:
    # Whoever renews is not asked again who the person is.
    steps = STEPS[2:] if answers.renews else STEPS
    rank = steps.index(step) + 1
    return page_of(f"paper_{step}", form, answers=answers, step=rank, steps=len(steps), **more)


def _go(step: str) -> ResponseReturnValue:
    return redirect(url_for(f"mandates.paper_{step}"), 303)


def preparing(handler: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask for somebody who may hold a mandate, or for an agent who renews one."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not policies.may_hold_mandate(current_user) and _answers().renews is None:
            raise ResidencyExpired if current_user.may_read else NotVerified
        return handler(*args, **kwargs)

    return signed_in(guarded)


@bp.route("/mandats/papier", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_name() -> ResponseReturnValue:
    """Step 1: whose name it bears; whoever was renewing begins anew."""
    if session.get(_DRAFT, {}).get("renews"):
        session.pop(_DRAFT)
    answers = _answers()
    form = PrincipalForm(data={"full_name": session.get(_DRAFT, {}).get("full_name", "")})
    if form.validate_on_submit():
        _keep(full_name=form.full_name.data)
        return _go("home")
    return _page("name", form, answers)


@bp.route("/mandats/papier/adresse", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_home() -> ResponseReturnValue:
    """Step 2: where that person lives."""
    answers = _answers()
    if answers.renews or answers.gap == "name":
        return _go("scopes" if answers.renews else "name")
    form = HomeForm(data={"typed": answers.typed})
    if request.form.get("go") == "back":
        _keep(typed=form.typed.data or "")
        return _go("name")
    found = _find(form)
    if found.exact is not None and policies.is_in_town_of(current_user, found.exact):
        _keep(typed=found.exact.label, door=found.exact.key)
        return _go("scopes")
    if form.is_submitted() and not form.errors and not found.choices:
        form.typed.errors = [str(policies.OtherTown.sentence if found.exact else UNKNOWN_HOME)]
    return _page("home", form, answers, choices=() if found.exact else found.choices)


def _find(form: HomeForm) -> Found:
    chosen = address_by_key(form.key.data) if form.key.data else None
    if chosen is not None:
        return Found(exact=chosen)
    return find_doors(form.typed.data) if form.validate_on_submit() else Found()


@bp.route("/mandats/papier/quoi", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_scopes() -> ResponseReturnValue:
    """Step 3: what may be done."""
    answers = _answers()
    if answers.gap in {"name", "home"}:
        return _go(answers.gap)
    form = ScopesForm(data={"scopes": sorted(answers.scopes)})
    right = form.validate_on_submit()
    if form.is_submitted():
        _keep(scopes=sorted(form.scopes.data or ()))
    if request.form.get("go") == "back":
        return _go("home")
    return _go("days") if right else _page("scopes", form, answers)


@bp.route("/mandats/papier/duree", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_days() -> ResponseReturnValue:
    """Step 4: for how long."""
    answers = _answers()
    if answers.gap not in {None, "days"}:
        return _go(answers.gap or "name")
    form = DurationForm(data={"days": answers.days})
    right = form.validate_on_submit()
    if right:
        _keep(days=form.days.data)
    if request.form.get("go") == "back":
        return _go("scopes")
    return _go("preview") if right else _page("days", form, answers)


@bp.route("/mandats/papier/apercu", methods=["GET", "POST"])
@preparing
@limit("10 per hour")
@limit("20 per day")
def paper_preview() -> ResponseReturnValue:
    """Step 5: read what will happen, then prepare the form."""
    answers = _answers()
    if answers.gap is not None:
        return _go(answers.gap)
    form = Form()
    if form.validate_on_submit():
        with transaction():
            mandate_id = _prepare(_answers()).id
        session.pop(_DRAFT, None)
        return redirect(url_for("mandates.paper_mandate", mandate_id=mandate_id), 303)
    return _page("preview", form, answers)


def _prepare(answers: Answers) -> Mandate:
    terms = giving.Terms(scopes=answers.scopes, days=answers.days or 1)
    if answers.renews is not None:
        return giving.renew_on_paper(current_actor(), answers.renews, terms=terms)
    if answers.door is None:
        raise Missing
    return giving.prepare_on_paper(
        current_actor(), full_name=answers.full_name, address=answers.door, terms=terms
    )


@bp.post("/mandats/papier/recommencer")
@signed_in
def restart_paper() -> ResponseReturnValue:
    """Forget what was answered."""
    session.pop(_DRAFT, None)
    return _go("name")


@bp.post("/mandats/<int:mandate_id>/renouveler")
@signed_in
def renew_paper(mandate_id: int) -> ResponseReturnValue:
    """Prepare the next form of a mandate, with what the last one allowed."""
    former = queries.concerning(current_user, mandate_id)
    if not policies.may_renew(current_actor(), former):
        raise Missing
    waiting = queries.waiting_for(former.principal)
    if waiting is not None and policies.may_print(current_actor(), waiting):
        return redirect(url_for("mandates.paper_mandate", mandate_id=waiting.id), 303)
    session[_DRAFT] = {
        "renews": former.id,
        "scopes": sorted(former.scopes),
        "days": former.days,
    }
    return _go("scopes")
