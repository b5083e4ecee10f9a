"""Mandates on paper at the desk of a partner: preparing, renewing, printing, reading months."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners import kinds, policies
from neighbourhood.partners.access import staff
from neighbourhood.partners.actions import accompanying as accompanying_actions
from neighbourhood.partners.forms import PaperForm, TermsForm
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.queries import accompanying
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.gazetteer import Found, find_doors
from neighbourhood.places.models import Address
from neighbourhood.places.queries import address_by_key
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.actions.mandates import Terms
from neighbourhood.residents.forms.paper_mandates import UNKNOWN_HOME
from neighbourhood.residents.models.mandates import Mandate
from neighbourhood.residents.policies import AlreadyPrepared, OtherTown, may_print
from neighbourhood.residents.views.papers import hand_out_form, hand_out_journal


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
    if found.exact is not None and policies.is_in_town_of(partner, found.exact):
        form.typed.data, form.key.data = found.exact.label, found.exact.key
        return Found(exact=found.exact)
    here = [door for door in found.choices if policies.is_in_town_of(partner, door)]
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
                holding.hold(Partner, partner.id),
                full_name=form.full_name.data or "",
                address=door,
                terms=_terms(form),
            ).id
    except (policies.TooManyForms, OtherTown) as refusal:
        form.form_errors.append(refusal.say())
        return None


def _terms(form: TermsForm) -> Terms:
    return Terms(scopes=frozenset(form.scopes.data or ()), days=form.days.data)


def _page(partner: Partner, form: TermsForm, **values: object) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/partners/paper.html",
        partner=partner,
        form=form,
        colleagues=accompanying.companions(partner.id),
        **values,
    )
    return page, 422 if form.errors else 200


@bp.route(
    "/partenaires/<int:partner_id>/personnes/<int:mandate_id>/renouveler", methods=["GET", "POST"]
)
@staff(StaffRole.ACCOMPANY)
@limit("30 per hour")
def renew_paper(partner: Partner, mandate_id: int) -> ResponseReturnValue:
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
    if not policies.may_be_renewed(partner, former):
        raise Missing
    return former


def _renewed(partner: Partner, form: TermsForm, mandate_id: int) -> int | None:
    try:
        with transaction():
            here = holding.hold(Partner, partner.id)
            former = accompanying.mandate_of(here, mandate_id)
            return accompanying_actions.renew_on_paper(
                current_actor(), here, former, terms=_terms(form)
            ).id
    except (policies.TooManyForms, AlreadyPrepared) as refusal:
        form.form_errors.append(refusal.say())
        return None


@bp.get("/partenaires/<int:partner_id>/personnes/<int:mandate_id>/formulaire.pdf")
@staff(StaffRole.ACCOMPANY)
@limit("60 per hour", methods=["GET"])
def paper_form(partner: Partner, mandate_id: int) -> ResponseReturnValue:
    """Give the form to print, as long as it waits for its signature."""
    found = accompanying.mandate_of(partner, mandate_id)
    if not may_print(current_actor(), found):
        raise Missing
    return hand_out_form(found)


@bp.get("/partenaires/<int:partner_id>/personnes/<int:mandate_id>/journal/<month>.pdf")
@staff(StaffRole.ACCOMPANY)
@limit("60 per hour", methods=["GET"])
def mandate_journal_pdf(partner: Partner, mandate_id: int, month: str) -> ResponseReturnValue:
    """Give the journal of a month, "2026-11", without the door it is posted to."""
    return hand_out_journal(accompanying.mandate_of(partner, mandate_id), month, sealed=False)
