"""Preparing a mandate on paper for somebody without e-mail, one thing a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.forms.mandates import DurationForm, ScopesForm
from neighbourhood.mandates.forms.paper import UNKNOWN_HOME, HomeForm, PrincipalForm
from neighbourhood.mandates.models import DURATIONS, Mandate
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.mandates.views.blueprint import bp
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents import names
from neighbourhood.residents.access import current_actor

P = ParamSpec("P")

_WHO = ("paper_name", "paper_home")
_WHAT = ("paper_scopes", "paper_days", "paper_preview")
PAPER = Steps(
    "paper mandate",
    "mandates",
    (*_WHO, *_WHAT),
    beside=("restart_paper",),
    facts=kinds.ANSWERED_ON_PAPER,
)
# Whoever renews is not asked again who the person is; it is the same draft.
RENEWAL = Steps("paper mandate", "mandates", _WHAT, facts=kinds.ANSWERED)


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
            "paper_name": known or self.full_name,
            "paper_home": known or self.door,
            "paper_scopes": self.scopes,
            "paper_days": self.days,
        }
        return next((step for step, answer in answered.items() if not answer), None)


def _walk() -> tuple[Walk, Answers]:
    walk = PAPER.walk()
    said = _said(walk.answers)
    return (RENEWAL.walk() if said.renews else walk), said


def _said(draft: Mapping[str, Any]) -> Answers:
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


def preparing(handler: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Ask for a mailbox that answered, wherever one lives: the signed paper shows who acts."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not policies.may_prepare_paper(current_user):
            raise policies.IdentityFirst
        return handler(*args, **kwargs)

    return signed_in(guarded)


@bp.route("/mandats/papier", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_name() -> ResponseReturnValue:
    """Step 1: whose name it bears; whoever answers while renewing begins anew."""
    walk = PAPER.walk()
    renewing = bool(walk.answers.get("renews"))
    draft = {} if renewing else walk.answers
    form = PrincipalForm(data={"full_name": draft.get("full_name", "")})
    if form.validate_on_submit():
        say = walk.begin_anew if renewing else walk.keep
        say(full_name=form.full_name.data)
        return walk.go("paper_home")
    return walk.show("paper_name", form, said=_said(draft))


@bp.route("/mandats/papier/adresse", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_home() -> ResponseReturnValue:
    """Step 2: where that person lives."""
    walk, said = _walk()
    if said.renews or said.gap == "paper_name":
        return walk.go("paper_scopes" if said.renews else "paper_name")
    form = HomeForm(data={"typed": said.typed})
    if request.form.get("go"):
        walk.keep(typed=form.typed.data or "")
    left = walk.leaving("paper_home")
    if left is not None:
        return left
    found = form.find()
    if found.exact is not None and policies.may_be_written_on(found.exact):
        walk.keep(typed=found.exact.label, door=found.exact.key)
        return walk.go("paper_scopes")
    if form.is_submitted() and not form.errors and not found.choices:
        form.typed.errors = [str(UNKNOWN_HOME)]
    choices = () if found.exact else found.choices
    return walk.show("paper_home", form, said=said, choices=choices)


@bp.route("/mandats/papier/quoi", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_scopes() -> ResponseReturnValue:
    """Step 3: what may be done."""
    walk, said = _walk()
    if said.gap in _WHO:
        return walk.go(said.gap)
    form = ScopesForm(data={"scopes": sorted(said.scopes)})
    right = form.validate_on_submit()
    if form.is_submitted():
        walk.keep(scopes=sorted(form.scopes.data or ()))
    left = walk.leaving("paper_scopes")
    return left or walk.next("paper_scopes", form, right=right, said=said)


@bp.route("/mandats/papier/duree", methods=["GET", "POST"])
@preparing
@limit("60 per hour")
def paper_days() -> ResponseReturnValue:
    """Step 4: for how long."""
    walk, said = _walk()
    if said.gap not in {None, "paper_days"}:
        return walk.go(said.gap or "paper_name")
    form = DurationForm(data={"days": said.days})
    right = form.validate_on_submit()
    if right:
        walk.keep(days=form.days.data)
    left = walk.leaving("paper_days")
    return left or walk.next("paper_days", form, right=right, said=said)


@bp.route("/mandats/papier/apercu", methods=["GET", "POST"])
@preparing
@limit("10 per hour")
@limit("20 per day")
def paper_preview() -> ResponseReturnValue:
    """Step 5: read what will happen, then prepare the form."""
    walk, said = _walk()
    if said.gap is not None:
        return walk.go_mend(said.gap, walk.answers)
    form = Form()
    if form.validate_on_submit():
        with walk.ending(_gap) as answers:
            mandate_id = _prepare(_said(answers)).id
        return redirect(url_for("mandates.paper_mandate", mandate_id=mandate_id), 303)
    return walk.show("paper_preview", form, said=said)


def _gap(answers: Mapping[str, Any]) -> str | None:
    return _said(answers).gap


def _prepare(said: Answers) -> Mandate:
    terms = giving.Terms(scopes=said.scopes, days=said.days or 1)
    if said.renews is not None:
        return giving.renew_on_paper(current_actor(), said.renews, terms=terms)
    if said.door is None:
        raise Missing
    return giving.prepare_on_paper(
        current_actor(), full_name=said.full_name, address=said.door, terms=terms
    )


def _before_restart_paper() -> Ending:
    return Ending(
        title=gettext("Recommencer à zéro ?"),
        happens=(gettext("Toutes vos réponses sur cette feuille seront effacées pour de bon."),),
        word=gettext("Effacer et recommencer"),
        back=(url_for("mandates.paper_name"), gettext("Un mandat sur papier")),
    )


@bp.route("/mandats/papier/recommencer", methods=["GET", "POST"])
@signed_in
@asks_first(_before_restart_paper)
def restart_paper() -> ResponseReturnValue:
    """Forget what was answered."""
    walk = PAPER.walk()
    walk.begin_anew()
    return walk.go("paper_name")


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
    walk = PAPER.walk(anew=True)
    walk.begin_anew(renews=former.id, scopes=sorted(former.scopes), days=former.days)
    return walk.go("paper_scopes")
