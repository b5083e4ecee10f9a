"""Writing what is said anew of a need, and reading what a colleague wrote anew."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.needs import queries, revising
from neighbourhood.needs.forms.judging import ChecklistForm, ProofForm, ReturnForm
from neighbourhood.needs.forms.telling import CorrectionForm
from neighbourhood.needs.kinds import READ, READ_ANEW
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.policies import MovedOn, may_revise
from neighbourhood.needs.proofs import PROOF_FACTS
from neighbourhood.needs.versions import NeedRevision, RevisionOf
from neighbourhood.needs.views.blueprint import bp, not_now, to_review
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import here
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.acting import Actor

_READ = "/partenaires/<int:partner_id>/besoins/<int:need_id>/versions/<int:revision_id>"


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/corriger", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def correct(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Write another version of what neighbours read; what is published stands until it is read."""
    need = queries.of_partner(partner, need_id)
    elsewhere = _elsewhere(need, RevisionOf.NEED)
    if elsewhere is not None:
        return elsewhere
    said = _latest(need, RevisionOf.NEED)
    form = CorrectionForm(
        data={**said, "kind": NeedKind(said["kind"]), "amount": said["target_cents"]},
        here=here(partner.municipality_id),
    )
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/needs/correct.html",
            need=need,
            form=form,
            waiting=queries.waiting_revision(need, RevisionOf.NEED),
            read=_drawn(need, RevisionOf.NEED),
        )
        return page, 422 if form.errors else 200
    says = {
        "kind": form.kind.data.value,
        "title": form.title.data,
        "covers": form.covers.data,
        "target_cents": form.amount.data,
    }
    return _keep(need, RevisionOf.NEED, says)


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/preuve", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def prove(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Tell what the money did, or tell it better; a colleague reads it before anyone else."""
    need = queries.of_partner(partner, need_id)
    elsewhere = _elsewhere(need, RevisionOf.PROOF)
    if elsewhere is not None:
        return elsewhere
    form = ProofForm.of(
        _latest(need, RevisionOf.PROOF), need.raised_cents, here(partner.municipality_id)
    )
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/needs/prove.html",
            need=need,
            form=form,
            waiting=queries.waiting_revision(need, RevisionOf.PROOF),
            read=_drawn(need, RevisionOf.PROOF),
        )
        return page, 422 if form.errors else 200
    return _keep(need, RevisionOf.PROOF, form.says)


@bp.get(_READ)
@staff(StaffRole.PUBLISH)
def revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Show what stands there and what it would become, side by side."""
    need = queries.of_partner(partner, need_id)
    found = queries.revision_of(need, revision_id)
    return _show(need, found, ChecklistForm(), ReturnForm())


@bp.post(f"{_READ}/envoyer")
@staff(StaffRole.PUBLISH)
def submit_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Ask a colleague to read it."""
    told = gettext("C’est envoyé. Un ou une collègue relit avant que les voisins le voient.")
    return _weigh(partner, need_id, revision_id, step="sent", act=revising.submit, told=told)


@bp.post(f"{_READ}/publier")
@staff(StaffRole.PUBLISH)
def approve_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Publish what a colleague wrote anew."""
    told = gettext("C’est publié. Celles et ceux qui ont donné sont prévenus.")
    return _weigh(partner, need_id, revision_id, step="approved", act=revising.approve, told=told)


def _weigh(
    partner: Partner,
    need_id: int,
    revision_id: int,
    *,
    step: str,
    act: Callable[[Actor, Need, NeedRevision], None],
    told: str,
) -> ResponseReturnValue:
    """Go on with a text once every question about it is answered, as it was read."""
    need = queries.of_partner(partner, need_id)
    form = ChecklistForm()
    if not form.validate_on_submit():
        return _show(need, queries.revision_of(need, revision_id), form, ReturnForm())
    with transaction():
        need = queries.locked(need_id)
        found = READ_ANEW.unchanged(queries.revision_of(need, revision_id))
        revising.note_check(current_actor(), need, step, form.questions.data, found)
        act(current_actor(), need, found)
    flash(told)
    return to_review(need)


@bp.post(f"{_READ}/renvoyer")
@staff(StaffRole.PUBLISH)
def send_revision_back(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Give it back to its author with a remark."""
    need = queries.of_partner(partner, need_id)
    form = ReturnForm(here=here(partner.municipality_id))
    if not form.validate_on_submit():
        return _show(need, queries.revision_of(need, revision_id), ChecklistForm(None), form)
    _act(
        need_id,
        revision_id,
        lambda held, found: revising.send_back(
            current_actor(), held, found, reason=form.reason.data
        ),
    )
    flash(gettext("La remarque est partie."))
    return to_review(need)


def _before_drop(partner: Partner, need_id: int, revision_id: int) -> Ending:
    back = url_for(
        "needs.revision", partner_id=partner.id, need_id=need_id, revision_id=revision_id
    )
    return Ending(
        title=gettext("Abandonner ce texte ?"),
        happens=(
            gettext("Ce qui a été écrit est abandonné pour de bon."),
            gettext("Ce que les voisins lisent aujourd’hui ne change pas."),
        ),
        word=gettext("Abandonner"),
        back=(back, gettext("Le texte")),
        of=(READ_ANEW, queries.revision_of(queries.of_partner(partner, need_id), revision_id)),
    )


@bp.route(f"{_READ}/abandonner", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
@asks_first(_before_drop)
def drop_revision(partner: Partner, need_id: int, revision_id: int) -> ResponseReturnValue:
    """Give it up; what is published stands."""
    need = queries.of_partner(partner, need_id)
    _act(need_id, revision_id, lambda held, found: revising.drop(current_actor(), held, found))
    flash(gettext("C’est abandonné. Rien n’a changé pour les voisins."))
    return to_review(need)


def _act(need_id: int, revision_id: int, action: Callable[[Need, NeedRevision], None]) -> None:
    with transaction():
        need = queries.locked(need_id)
        action(need, READ_ANEW.unchanged(queries.revision_of(need, revision_id)))


def _elsewhere(need: Need, about: RevisionOf) -> ResponseReturnValue | None:
    """Return the page to go to where this cannot be written now, having said why."""
    if not may_revise(need, about):
        require(request.method == "GET", MovedOn)
        return not_now(need, about)
    waiting = queries.waiting_revision(need, about)
    if waiting is not None and not waiting.is_editable:
        require(request.method == "GET", MovedOn)
        flash(gettext("Un texte attend déjà sa relecture. Le voici."), "info")
        return redirect(_page_of(need, waiting))
    return None


def _page_of(need: Need, revision: NeedRevision) -> str:
    return url_for(
        "needs.revision", partner_id=need.partner_id, need_id=need.id, revision_id=revision.id
    )


def _latest(need: Need, about: RevisionOf) -> dict[str, Any]:
    waiting = queries.waiting_revision(need, about)
    return waiting.after if waiting else queries.said_of(need, about)


def _standing(need: Need, about: RevisionOf) -> dict[str, Any]:
    """Return what is published, and what a colleague wrote since: both are read."""
    return {**READ.of(need), **_latest(need, about)}


def _drawn(need: Need, about: RevisionOf) -> str:
    return request.form.get(versions.FIELD) or versions.carried_by(_standing(need, about))


def _as_read(held: Need, about: RevisionOf) -> Need:
    carried = request.form.get(versions.FIELD)
    if carried is not None:
        facts = {**READ.facts, **PROOF_FACTS} if about is RevisionOf.PROOF else READ.facts
        versions.compare(facts, carried, _standing(held, about))
    return held


def _keep(need: Need, about: RevisionOf, says: dict[str, Any]) -> ResponseReturnValue:
    with transaction():
        held = _as_read(queries.locked(need.id), about)
        kept = revising.revise(current_actor(), held, about, says)
    return redirect(_page_of(need, kept), 303)


def _show(
    need: Need, found: NeedRevision, checklist: ChecklistForm, return_form: ReturnForm
) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/needs/revision.html",
        need=need,
        revision=found,
        read=READ_ANEW.drawn(found),
        checklist=checklist,
        return_form=return_form,
    )
    return page, 422 if checklist.errors or return_form.errors else 200
