"""Writing a need, one thing a page."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.needs import actions, queries
from neighbourhood.needs.actions import Told
from neighbourhood.needs.forms import AmountForm, KindForm, NeedForm, TextForm
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.policies import MovedOn, is_editable
from neighbourhood.needs.views.blueprint import bp, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Quartier
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.access import current_actor

_SKETCH = "need_sketch"


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def begin(partner: Partner) -> ResponseReturnValue:
    """First step: which kind of need."""
    form = KindForm(data=_sketch(partner))
    if form.validate_on_submit():
        _keep(partner, kind=form.kind.data.value)
        return redirect(url_for("needs.tell", partner_id=partner.id), 303)
    return _step("kind", partner, form, 1)


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau/texte", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def tell(partner: Partner) -> ResponseReturnValue:
    """Second step: what the money pays for."""
    form = TextForm(data=_sketch(partner))
    if form.validate_on_submit():
        _keep(partner, title=form.title.data, covers=form.covers.data)
        return redirect(url_for("needs.price", partner_id=partner.id), 303)
    return _step("text", partner, form, 2)


@bp.route("/partenaires/<int:partner_id>/besoins/nouveau/montant", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@limit("60 per hour")
def price(partner: Partner) -> ResponseReturnValue:
    """Third step: how much and where; the draft is kept from here on."""
    sketch = _sketch(partner)
    if not {"kind", "title", "covers"} <= sketch.keys():
        return redirect(url_for("needs.begin", partner_id=partner.id), 303)
    form = AmountForm()
    _offer_quartiers(form, partner)
    if not form.validate_on_submit():
        return _step("amount", partner, form, 3)
    with transaction():
        told = _told(form, NeedKind(sketch["kind"]), sketch["title"], sketch["covers"])
        need = actions.write(current_actor(), partner, told)
    session.pop(_SKETCH, None)
    return to_review(need)


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/modifier", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def edit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Change a draft, or a need that came back."""
    need = queries.of_partner(partner, need_id)
    require(is_editable(need), MovedOn)
    form = NeedForm(data=_written(need))
    _offer_quartiers(form, partner)
    if not form.validate_on_submit():
        page = render_template("neighbourhood/needs/edit.html", need=need, form=form)
        return page, 422 if form.errors else 200
    with transaction():
        told = _told(form, form.kind.data, form.title.data, form.covers.data)
        actions.rewrite(current_actor(), queries.locked(need_id), told)
    return to_review(need)


def _written(need: Need) -> dict[str, object]:
    return {
        "kind": need.kind,
        "title": need.title,
        "covers": need.covers,
        "amount": need.target_cents,
        "quartier": need.quartier_id,
    }


def _step(name: str, partner: Partner, form: Form, step: int) -> ResponseReturnValue:
    page = render_template(
        f"neighbourhood/needs/step_{name}.html", partner=partner, form=form, step=step
    )
    return page, 422 if form.errors else 200


def _sketch(partner: Partner) -> dict[str, str]:
    # Until it is complete a need lives in the author's session; nothing typed is lost on the way.
    kept = session.get(_SKETCH, {})
    return dict(kept) if kept.get("partner") == str(partner.id) else {"partner": str(partner.id)}


def _keep(partner: Partner, **answers: str) -> None:
    session[_SKETCH] = {**_sketch(partner), **answers}


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
    )
