"""Mandates on paper at the desk of a partner: preparing, renewing, printing, reading months."""

from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.mandates import kinds, policies
from neighbourhood.mandates.actions import accompanying as accompanying_actions
from neighbourhood.mandates.actions.giving import Terms
from neighbourhood.mandates.forms.paper import UNKNOWN_HOME, PaperForm, TermsForm
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import AlreadyPrepared, OtherTown, TooManyForms
from neighbourhood.mandates.queries import accompanying
from neighbourhood.mandates.views.blueprint import bp, page_of
from neighbourhood.mandates.views.papers import hand_out_form, hand_out_journal
from neighbourhood.partners.access import staff
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.acting import is_in_town_of
from neighbourhood.places.gazetteer import Found, find_doors
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents.access import current_actor


@bp.route("/partenaires/<int:partner_id>/personnes/papier", methods=["GET", "POST"])
@staff(StaffRole.ACCOMPANY)
@limit("30 per hour")
def prepare_paper(partner: Partner) -> ResponseReturnValue:
    """Say on one page who the form is for, where they live, what it allows and for how long."""
    form = PaperForm()
    right = form.validate_on_submit()
    found = _home(partner, form) if form.is_submitted() else Found()
    if right and found.exact is not None:
        mandate_id = _prepared(partner, form, found.exact)
        if mandate_id is not None:
            return redirect(kinds.path_of(partner.id, mandate_id), 303)
    return _page(partner, form, former=None, choices=found.choices)


def _home(partner: Partner, form: PaperForm) -> Found:
    """Return the door that is meant, or those in town to choose from; say beside it what is amiss.

    What was chosen from a list only counts for what is typed now.
    """
    typed = form.typed.data or ""
    if form.typed.errors or not typed:
        return Found()
    found = _meant(form, typed)
    if found.exact is not None and is_in_town_of(partner, found.exact):
        form.typed.data, form.key.data = found.exact.label, found.exact.key
        return Found(exact=found.exact)
    here = [door for door in found.choices if is_in_town_of(partner, door)]
    if found.exact is None and here:
        form.typed.errors = [gettext("Plusieurs adresses se ressemblent. Choisissez la bonne.")]
        return Found(choices=here)
    elsewhere = found.exact is not None or found.choices
    form.typed.errors = [str(OtherTown.sentence if elsewhere else UNKNOWN_HOME)]
    return Found()


def _meant(form: PaperForm, typed: str) -> Found:
    chosen = address_by_key(form.key.data) if form.key.data else None
    if chosen is not None and chosen.label == typed:
        return Found(exact=chosen)
    found = find_doors(typed)
    if found.exact is None and chosen is not None and chosen in found.choices:
        return Found(exact=chosen)
    return found


def _prepared(partner: Partner, form: PaperForm, door: Address) -> int | None:
    """Return the id of the mandate; where a rule refuses, its sentence joins what was typed."""
    try:
        with transaction():
            return accompanying_actions.prepare_on_paper(
                current_actor(),
                hold(Partner, partner.id),
                full_name=form.full_name.data or "",
                address=door,
                terms=_terms(form),
            ).id
    except (TooManyForms, OtherTown) as refusal:
        form.form_errors.append(refusal.say())
        return None


def _terms(form: TermsForm) -> Terms:
    return Terms(scopes=frozenset(form.scopes.data or ()), days=form.days.data)


def _page(partner: Partner, form: TermsForm, **values: Any) -> ResponseReturnValue:
    colleagues = accompanying.companions(partner.id)
    return page_of("accompanying/paper", form, partner=partner, colleagues=colleagues, **values)


@bp.route(
    "/partenaires/<int:partner_id>/personnes/<int:mandate_id>/renouveler", methods=["GET", "POST"]
)
@staff(StaffRole.ACCOMPANY)
@limit("30 per hour")
def renew_accompanied(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Prepare the form that follows, with what the last one allowed until it is changed."""
    former = _renewable(partner, mandate_id)
    waiting = accompanying.next_form(partner, former.principal)
    if waiting is not None:
        return redirect(kinds.path_of(partner.id, waiting.id), 303)
    form = TermsForm(data={"scopes": sorted(former.scopes), "days": former.days})
    if form.validate_on_submit():
        next_id = _renewed(partner, form, mandate_id)
        if next_id is not None:
            return redirect(kinds.path_of(partner.id, next_id), 303)
    return _page(partner, form, former=former)


def _renewable(partner: Partner, mandate_id: int) -> Mandate:
    former = accompanying.mandate_of(partner, mandate_id)
    if not policies.may_be_renewed_by(partner, former):
        raise Missing
    return former


def _renewed(partner: Partner, form: TermsForm, mandate_id: int) -> int | None:
    try:
        with transaction():
            here = hold(Partner, partner.id)
            former = accompanying.mandate_of(here, mandate_id)
            return accompanying_actions.renew_on_paper(
                current_actor(), here, former, terms=_terms(form)
            ).id
    except (TooManyForms, AlreadyPrepared) as refusal:
        form.form_errors.append(refusal.say())
        return None


@bp.get("/partenaires/<int:partner_id>/personnes/<int:mandate_id>/formulaire.pdf")
@staff(StaffRole.ACCOMPANY)
@limit("60 per hour", methods=["GET"])
def accompanied_form(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Give the form to print, as long as it waits for its signature."""
    found = accompanying.mandate_of(partner, mandate_id)
    if not policies.may_print(current_actor(), found):
        raise Missing
    return hand_out_form(found)


@bp.get("/partenaires/<int:partner_id>/personnes/<int:mandate_id>/journal/<month>.pdf")
@staff(StaffRole.ACCOMPANY)
@limit("60 per hour", methods=["GET"])
def accompanied_month(partner: Partner, mandate_id: int, month: str) -> ResponseReturnValue:
    """Give the journal of a month, "2026-11", without the door it is posted to."""
    return hand_out_journal(accompanying.mandate_of(partner, mandate_id), month, sealed=False)
