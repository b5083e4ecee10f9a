"""The desk: staff read each other, publish, and tell what the money did."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.needs import actions, kinds, queries
from neighbourhood.needs.forms import ProofForm, ReturnForm
from neighbourhood.needs.models import Need
from neighbourhood.needs.views.blueprint import bp, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.residents.access import current_actor


@bp.get("/partenaires/<int:partner_id>/besoins")
@staff(StaffRole.PUBLISH)
def desk(partner: Partner) -> ResponseReturnValue:
    """Show staff what waits: drafts, needs to approve, open ones, those to prove."""
    needs = queries.desk(partner)
    sections = [
        (status.value, section, [need for need in needs if need.status is status])
        for status, section in kinds.DESK.items()
    ]
    return render_template("neighbourhood/needs/desk.html", partner=partner, sections=sections)


@bp.get("/partenaires/<int:partner_id>/besoins/<int:need_id>")
@staff(StaffRole.PUBLISH)
def review(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Show staff a need as neighbours will read it, with what can be done now."""
    return _review(queries.of_partner(partner, need_id), ReturnForm(), ProofForm())


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/envoyer")
@staff(StaffRole.PUBLISH)
def submit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Ask a colleague to read it."""
    need = queries.of_partner(partner, need_id)
    with transaction():
        actions.submit(current_actor(), queries.locked(need_id))
    flash(gettext("C’est envoyé. Un ou une collègue relit avant que les voisins le voient."))
    return to_review(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/publier")
@staff(StaffRole.PUBLISH)
def approve(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Publish what a colleague wrote."""
    need = queries.of_partner(partner, need_id)
    with transaction():
        actions.approve(current_actor(), queries.locked(need_id))
    flash(gettext("Le besoin est publié. Les voisins peuvent donner."))
    return to_review(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/renvoyer")
@staff(StaffRole.PUBLISH)
def send_back(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Give it back to its author with a remark."""
    need = queries.of_partner(partner, need_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _review(need, form, ProofForm())
    with transaction():
        actions.send_back(current_actor(), queries.locked(need_id), reason=form.reason.data)
    flash(gettext("La remarque est partie."))
    return to_review(need)


def _before_withdraw(partner: Partner, need_id: int) -> Ending:
    need = queries.of_partner(partner, need_id)
    here = url_for("needs.review", partner_id=partner.id, need_id=need_id)
    gone = gettext("Le besoin « %(title)s » est retiré pour de bon.", title=need.title)
    public = (
        gettext("Il disparaît de Solidarité : plus personne ne peut donner."),
        gettext("Chaque don déjà fait est rendu, et celles et ceux qui ont donné sont prévenus."),
    )
    return Ending(
        title=gettext("Retirer ce besoin ?"),
        happens=(gone, *public) if need.fund is not None else (gone,),
        word=gettext("Retirer et rendre les dons") if need.fund else gettext("Retirer"),
        back=(here, gettext("Le besoin")),
    )


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/retirer", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@asks_first(_before_withdraw)
def withdraw(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Take a need back; gifts already made are returned."""
    queries.of_partner(partner, need_id)
    with transaction():
        actions.withdraw(current_actor(), queries.locked(need_id))
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
        actions.prove(current_actor(), queries.locked(need_id), text=form.text.data)
    flash(gettext("Merci. Celles et ceux qui ont donné sont prévenus."))
    return to_review(need)


def _review(need: Need, return_form: ReturnForm, proof_form: ProofForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/needs/review.html",
        need=need,
        return_form=return_form,
        proof_form=proof_form,
    )
    return page, 422 if return_form.errors or proof_form.errors else 200
