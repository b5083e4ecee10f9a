"""Solidarité as neighbours read it, and the desk on which staff write needs."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.access import signed_in
from neighbourhood.foundation.database import db, transaction
from neighbourhood.foundation.forms import Form
from neighbourhood.foundation.paging import Cursor
from neighbourhood.foundation.throttling import limit
from neighbourhood.needs import actions, kinds, policies, queries
from neighbourhood.needs.actions import Told
from neighbourhood.needs.forms import (
    AmountForm,
    KindForm,
    NeedForm,
    ProofForm,
    ReturnForm,
    TextForm,
)
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.queries import Filters
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Quartier
from neighbourhood.places.queries import quartiers_of

bp = Blueprint("needs", __name__)

_SKETCH = "need_sketch"


@bp.app_context_processor
def words() -> dict[str, object]:
    """Let every template name the kind of a need and where it stands."""
    return {
        "NEED_KINDS": kinds.KINDS,
        "NEED_STATUSES": kinds.STATUS_WORDS,
        "may_edit_need": policies.is_editable,
        "may_approve_need": policies.is_second_reader,
    }


@bp.get("/solidarite")
@signed_in
def index() -> ResponseReturnValue:
    """List the needs of the town: what misses money first, then what neighbours have met."""
    filters = Filters(_kind(request.args.get("kind")), request.args.get("quartier", type=int))
    page = queries.to_fund(current_user, filters, Cursor.parse(request.args.get("after")))
    return render_template(
        "neighbourhood/needs/index.html",
        page=page,
        met=() if page.next else queries.recently_met(current_user, filters),
        filters=filters,
        quartiers=quartiers_of(queries.town_of(current_user)),
    )


def _kind(said: str | None) -> NeedKind | None:
    return NeedKind(said) if said in {kind.value for kind in NeedKind} else None


@bp.get("/solidarite/<int:need_id>")
@signed_in
def show(need_id: int) -> ResponseReturnValue:
    """Show a need of my town, how far it has come, and the proof once there is one."""
    need = queries.show(current_user, need_id)
    return render_template("neighbourhood/needs/show.html", need=need)


@bp.get("/partenaires/<int:partner_id>/besoins")
@staff(StaffRole.PUBLISH)
def desk(partner: Partner) -> ResponseReturnValue:
    """Show staff what waits: drafts, needs to approve, open ones, those to prove."""
    return render_template(
        "neighbourhood/needs/desk.html", partner=partner, needs=queries.desk(partner)
    )


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
        need = actions.write(current_user, partner, told)
    session.pop(_SKETCH, None)
    return _to(need)


@bp.get("/partenaires/<int:partner_id>/besoins/<int:need_id>")
@staff(StaffRole.PUBLISH)
def review(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Show staff a need as neighbours will read it, with what can be done now."""
    return _review(queries.of_partner(partner, need_id), ReturnForm(), ProofForm())


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/modifier", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def edit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Change a draft, or a need that came back."""
    need = queries.of_partner(partner, need_id)
    form = NeedForm(obj=need, amount=need.target_cents, quartier=need.quartier_id)
    _offer_quartiers(form, partner)
    if not form.validate_on_submit():
        page = render_template("neighbourhood/needs/edit.html", need=need, form=form)
        return page, 422 if form.errors else 200
    with transaction():
        told = _told(form, form.kind.data, form.title.data, form.covers.data)
        actions.rewrite(current_user, queries.locked(need_id), told)
    return _to(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/envoyer")
@staff(StaffRole.PUBLISH)
def submit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Ask a colleague to read it."""
    need = queries.of_partner(partner, need_id)
    with transaction():
        actions.submit(current_user, queries.locked(need_id))
    flash(gettext("C’est envoyé. Un ou une collègue relit avant que les voisins le voient."))
    return _to(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/publier")
@staff(StaffRole.PUBLISH)
def approve(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Publish what a colleague wrote."""
    need = queries.of_partner(partner, need_id)
    with transaction():
        actions.approve(current_user, queries.locked(need_id))
    flash(gettext("Le besoin est publié. Les voisins peuvent donner."))
    return _to(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/renvoyer")
@staff(StaffRole.PUBLISH)
def send_back(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Give it back to its author with a remark."""
    need = queries.of_partner(partner, need_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _review(need, form, ProofForm())
    with transaction():
        actions.send_back(current_user, queries.locked(need_id), reason=form.reason.data)
    flash(gettext("La remarque est partie."))
    return _to(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/retirer")
@staff(StaffRole.PUBLISH)
def withdraw(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Take a need back; gifts already made are returned."""
    queries.of_partner(partner, need_id)
    with transaction():
        actions.withdraw(current_user, queries.locked(need_id))
    flash(gettext("Le besoin est retiré. Les dons déjà faits seront rendus."))
    return redirect(url_for("needs.desk", partner_id=partner.id), 303)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/preuve")
@staff(StaffRole.PUBLISH)
def prove(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Tell donors what their money did."""
    need = queries.of_partner(partner, need_id)
    form = ProofForm()
    if not form.validate_on_submit():
        return _review(need, ReturnForm(), form)
    with transaction():
        actions.prove(current_user, queries.locked(need_id), text=form.text.data)
    flash(gettext("Merci. Celles et ceux qui ont donné sont prévenus."))
    return _to(need)


def _review(need: Need, return_form: ReturnForm, proof_form: ProofForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/needs/review.html",
        need=need,
        return_form=return_form,
        proof_form=proof_form,
    )
    return page, 422 if return_form.errors or proof_form.errors else 200


def _step(name: str, partner: Partner, form: Form, step: int) -> ResponseReturnValue:
    page = render_template(
        f"neighbourhood/needs/step_{name}.html", partner=partner, form=form, step=step
    )
    return page, 422 if form.errors else 200


def _to(need: Need) -> ResponseReturnValue:
    here = url_for("needs.review", partner_id=need.partner_id, need_id=need.id)
    return redirect(here, 303)


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
