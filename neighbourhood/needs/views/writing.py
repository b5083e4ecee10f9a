"""Writing a need, one thing a page."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.needs import actions, queries
from neighbourhood.needs.actions import Told
from neighbourhood.needs.forms.telling import AmountForm, KindForm, NeedForm, TextForm
from neighbourhood.needs.kinds import ANSWERED, READ
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.policies import MovedOn, is_editable
from neighbourhood.needs.views.blueprint import bp, not_now, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Quartier
from neighbourhood.places.queries import here, quartiers_of
from neighbourhood.residents.access import current_actor

# The last page is the need itself, as its author reviews it.
NEED = Steps("need", "needs", ("begin", "tell", "price", "review"), facts=ANSWERED)


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def begin(partner: Partner) -> ResponseReturnValue:
    """First step: which kind of need."""
    walk = _walk(partner)
    form = KindForm(data=walk.answers)
    if form.validate_on_submit():
        walk.keep(kind=form.kind.data.value)
        return walk.go("tell")
    return walk.show("begin", form, partner=partner)


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau/texte", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def tell(partner: Partner) -> ResponseReturnValue:
    """Second step: what the money pays for."""
    walk = _walk(partner)
    form = TextForm(data=walk.answers, here=here(partner.municipality_id))
    # Kept only once it is right: a text that points at a person is stored nowhere.
    if form.validate_on_submit():
        walk.keep(title=form.title.data, covers=form.covers.data)
        return walk.go("price")
    return walk.show("tell", form, partner=partner)


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau/montant", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@limit("60 per hour")
def price(partner: Partner) -> ResponseReturnValue:
    """Third step: how much and where; the need itself exists from here on."""
    walk = _walk(partner)
    gap = _gap(walk.answers)
    if gap is not None:
        return walk.go_mend(gap, walk.answers)
    form = AmountForm()
    _offer_quartiers(form, partner)
    if not form.validate_on_submit():
        return walk.show("price", form, partner=partner)
    with walk.ending(_gap) as sketch:
        told = _told(form, NeedKind(sketch["kind"]), sketch["title"], sketch["covers"])
        need = actions.write(current_actor(), partner, told)
    return to_review(need)


def _gap(answers: Mapping[str, Any]) -> str | None:
    return None if {"kind", "title", "covers"} <= answers.keys() else "begin"


def _walk(partner: Partner) -> Walk:
    return NEED.walk(str(partner.id), partner_id=partner.id)


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/modifier", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def edit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Change a draft, or a need that came back."""
    need = queries.of_partner(partner, need_id)
    if not is_editable(need):
        require(request.method == "GET", MovedOn)
        return not_now(need)
    form = NeedForm(data=_written(need), here=here(partner.municipality_id))
    _offer_quartiers(form, partner)
    if not form.validate_on_submit():
        read = READ.first_drawn(need)
        page = render_template("neighbourhood/needs/edit.html", need=need, form=form, read=read)
        return page, 422 if form.errors else 200
    with transaction():
        told = _told(form, form.kind.data, form.title.data, form.covers.data)
        actions.rewrite(current_actor(), READ.unchanged(queries.locked(need_id)), told)
    return to_review(need)


def _written(need: Need) -> dict[str, object]:
    return {
        "kind": need.kind,
        "title": need.title,
        "covers": need.covers,
        "amount": need.target_cents,
        "quartier": need.quartier_id,
        "urgency": need.urgency,
    }


def _offer_quartiers(form: AmountForm, partner: Partner) -> None:
    form.quartier.choices = [
        (quartier.id, quartier.name) for quartier in quartiers_of(partner.municipality_id)
    ]


def _told(form: AmountForm, kind: NeedKind, title: str, covers: str) -> Told:
    return Told(
        kind=kind,
        title=title,
        covers=covers,
        target_cents=form.amount.data or 0,
        quartier=db.session.get_one(Quartier, form.quartier.data),
        urgency=form.urgency.data,
    )
