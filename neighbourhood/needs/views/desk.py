"""The desk: staff read each other and publish."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.needs import actions, boards, kinds, placing, queries
from neighbourhood.needs.forms.judging import ChecklistForm, ReturnForm
from neighbourhood.needs.intake import found
from neighbourhood.needs.models import Need
from neighbourhood.needs.revising import note_check
from neighbourhood.needs.views.blueprint import bp, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import here
from neighbourhood.residents.access import current_actor


@bp.get("/partenaires/<int:partner_id>/besoins")
@staff(StaffRole.PUBLISH)
def desk(partner: Partner) -> ResponseReturnValue:
    """Show staff what waits: drafts, needs to approve, open ones, those to prove."""
    shelves = boards.desk(partner)
    sections = [(status.value, section, shelves[status]) for status, section in kinds.DESK.items()]
    return render_template(
        "neighbourhood/needs/desk.html",
        partner=partner,
        sections=sections,
        revisions=queries.waiting_revisions(partner),
        files=found.files_of(partner),
        first_round=partial(placing.first_round, placing.rhythm_of(partner.municipality)),
    )


@bp.get("/partenaires/<int:partner_id>/besoins/<int:need_id>")
@staff(StaffRole.PUBLISH)
def review(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Show staff a need as neighbours will read it, with what can be done now."""
    return _review(queries.of_partner(partner, need_id), ChecklistForm(), ReturnForm())


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/envoyer")
@staff(StaffRole.PUBLISH)
def submit(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Ask a colleague to read it."""
    need = queries.of_partner(partner, need_id)
    form = ChecklistForm()
    if not form.validate_on_submit():
        return _review(need, form, ReturnForm())
    with transaction():
        held = kinds.READ.unchanged(queries.locked(need_id))
        note_check(current_actor(), held, "sent", form.questions.data)
        actions.submit(current_actor(), held)
    flash(gettext("C’est envoyé. Une ou un collègue relit avant que les voisins le voient."))
    return to_review(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/publier")
@staff(StaffRole.PUBLISH)
def approve(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Find fit to be published what a colleague wrote: it waits for its round."""
    need = queries.of_partner(partner, need_id)
    form = ChecklistForm()
    if not form.validate_on_submit():
        return _review(need, form, ReturnForm())
    with transaction():
        held = kinds.READ.unchanged(queries.locked(need_id))
        actions.approve(current_actor(), held)
        note_check(current_actor(), held, "approved", form.questions.data)
    flash(gettext("Le besoin est approuvé. Il sera publié avec d’autres, au prochain envoi."))
    return to_review(need)


@bp.post("/partenaires/<int:partner_id>/besoins/<int:need_id>/renvoyer")
@staff(StaffRole.PUBLISH)
def send_back(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Give it back to its author with a remark."""
    need = queries.of_partner(partner, need_id)
    form = ReturnForm(here=here(partner.municipality_id))
    if not form.validate_on_submit():
        return _review(need, ChecklistForm(None), form)
    with transaction():
        actions.send_back(
            current_actor(), kinds.READ.unchanged(queries.locked(need_id)), reason=form.reason.data
        )
    flash(gettext("La remarque est partie."))
    return to_review(need)


def _before_withdraw(partner: Partner, need_id: int) -> Ending:
    need = queries.of_partner(partner, need_id)
    here = url_for("needs.review", partner_id=partner.id, need_id=need_id)
    gone = gettext("Le besoin « %(title)s » sera retiré pour de bon.", title=need.title)
    public = (
        gettext("Il disparaît de Solidarité : plus personne ne peut donner."),
        gettext(
            "Chaque don déjà fait sera rendu, et celles et ceux qui ont donné seront prévenus."
        ),
    )
    return Ending(
        title=gettext("Retirer ce besoin ?"),
        happens=(gone, *public) if need.fund is not None else (gone,),
        word=gettext("Retirer et rendre les dons") if need.fund else gettext("Retirer"),
        back=(here, gettext("Le besoin")),
        of=(kinds.READ, need),
    )


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/retirer", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@asks_first(_before_withdraw)
def withdraw(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Take a need back; gifts already made are returned."""
    queries.of_partner(partner, need_id)
    with transaction():
        actions.withdraw(current_actor(), kinds.READ.unchanged(queries.locked(need_id)))
    flash(gettext("Le besoin est retiré. Les dons déjà faits seront rendus."))
    return redirect(url_for("needs.desk", partner_id=partner.id), 303)


def _review(need: Need, checklist: ChecklistForm, return_form: ReturnForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/needs/review.html",
        need=need,
        checklist=checklist,
        return_form=return_form,
        waiting=queries.waiting_of(need),
        checks=queries.checks_of(need),
        versions=queries.earlier_versions(need),
        read=kinds.READ.drawn(need),
    )
    return page, 422 if checklist.errors or return_form.errors else 200
