"""Writing what is said anew of a need: a correction, a proof, a word of thanks."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.facts import NOT_TYPED
from neighbourhood.needs import queries, revising
from neighbourhood.needs.forms.judging import ProofForm
from neighbourhood.needs.forms.telling import CorrectionForm
from neighbourhood.needs.forms.thanking import ThanksForm
from neighbourhood.needs.kinds import READ
from neighbourhood.needs.models import Need, NeedKind
from neighbourhood.needs.policies import MovedOn, may_revise
from neighbourhood.needs.proofs import PROOF_FACTS
from neighbourhood.needs.versions import NeedRevision, RevisionOf
from neighbourhood.needs.views.blueprint import bp, not_now
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.queries import here
from neighbourhood.residents.access import current_actor

# What is published is read beside a proof or thanks, and typed in none of their fields.
_READ_BESIDE = {name: replace(fact, fields=NOT_TYPED) for name, fact in READ.facts.items()}
_FACTS = {
    RevisionOf.NEED: READ.facts,
    RevisionOf.PROOF: {**_READ_BESIDE, **PROOF_FACTS},
    RevisionOf.THANKS: {**_READ_BESIDE, "text": PROOF_FACTS["text"]},
}


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


@bp.route("/partenaires/<int:partner_id>/besoins/<int:need_id>/merci", methods=["GET", "POST"])
@staff(StaffRole.PUBLISH)
def thank(partner: Partner, need_id: int) -> ResponseReturnValue:
    """Write one word of thanks to those who gave; nobody has to, and nobody answers it."""
    need = queries.of_partner(partner, need_id)
    elsewhere = _elsewhere(need, RevisionOf.THANKS)
    if elsewhere is not None:
        return elsewhere
    form = ThanksForm(data=_latest(need, RevisionOf.THANKS), here=here(partner.municipality_id))
    if not form.validate_on_submit():
        page = render_template(
            "neighbourhood/needs/thank.html",
            need=need,
            form=form,
            waiting=queries.waiting_revision(need, RevisionOf.THANKS),
            read=_drawn(need, RevisionOf.THANKS),
        )
        return page, 422 if form.errors else 200
    return _keep(need, RevisionOf.THANKS, {"text": form.text.data})


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
        versions.compare(_FACTS[about], carried, _standing(held, about))
    return held


def _keep(need: Need, about: RevisionOf, says: dict[str, Any]) -> ResponseReturnValue:
    with transaction():
        held = _as_read(queries.locked(need.id), about)
        kept = revising.revise(current_actor(), held, about, says)
    return redirect(_page_of(need, kept), 303)
