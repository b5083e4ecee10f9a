"""The administrators’ desk: who asks to become a partner, who is one, who was closed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.partners.access import administrator
from neighbourhood.partners.actions import accrediting
from neighbourhood.partners.forms.partners import ReasonForm
from neighbourhood.partners.kinds import READ, READ_PARTNER
from neighbourhood.partners.models import Application, ApplicationStatus, Partner
from neighbourhood.partners.policies.accrediting import (
    may_approve,
    may_decide,
    may_reinstate,
    works_for,
)
from neighbourhood.partners.queries import applications, organisations, staff
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.residents.access import current_actor


@bp.get("/administration/partenaires")
@administrator
def administration() -> ResponseReturnValue:
    """List what waits for a decision, then every partner."""
    return render_template(
        "neighbourhood/partners/administration.html",
        applications=applications.applications_to_decide(),
        partners=organisations.partners(),
    )


@bp.get("/administration/partenaires/demandes/<int:application_id>")
@administrator
def examine(application_id: int) -> ResponseReturnValue:
    """Show a request with all that helps to decide."""
    return _examine(applications.application(application_id), ReasonForm())


@bp.post("/administration/partenaires/demandes/<int:application_id>/approuver")
@administrator
def approve(application_id: int) -> ResponseReturnValue:
    """Say yes, the first or the second time."""
    applications.application(application_id)
    with transaction():
        found = holding.hold(Application, application_id)
        accrediting.approve(current_actor(), READ.unchanged(found))
    if found.status is ApplicationStatus.ACCREDITED:
        flash(gettext("C’est le deuxième accord : l’organisme est partenaire."))
    else:
        flash(gettext("Votre accord est noté. Une autre personne doit donner le sien."))
    return redirect(url_for("partners.administration"), 303)


@bp.post("/administration/partenaires/demandes/<int:application_id>/refuser")
@administrator
def refuse(application_id: int) -> ResponseReturnValue:
    """Say no, and why."""
    found = applications.application(application_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _examine(found, form)
    with transaction():
        found = holding.hold(Application, application_id)
        accrediting.refuse(current_actor(), READ.unchanged(found), reason=form.reason.data)
    flash(gettext("La demande est refusée. La raison est partie par e-mail."))
    return redirect(url_for("partners.administration"), 303)


@bp.get("/administration/partenaires/<int:partner_id>")
@administrator
def oversee(partner_id: int) -> ResponseReturnValue:
    """Show a partner, its staff, and how to close or open its desk."""
    return _oversee(organisations.partner(partner_id), ReasonForm())


@bp.post("/administration/partenaires/<int:partner_id>/suspendre")
@administrator
def suspend(partner_id: int) -> ResponseReturnValue:
    """Close the desk of a partner at once."""
    partner = organisations.partner(partner_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _oversee(partner, form)
    with transaction():
        partner = holding.hold(Partner, partner_id)
        READ_PARTNER.unchanged(partner)
        accrediting.suspend(current_actor(), partner, reason=form.reason.data)
    flash(gettext("Le bureau est fermé. L’équipe est prévenue."))
    return _to_partner(partner_id)


@bp.post("/administration/partenaires/<int:partner_id>/retablir")
@administrator
def reinstate(partner_id: int) -> ResponseReturnValue:
    """Open the desk of a partner again."""
    organisations.partner(partner_id)
    with transaction():
        partner = holding.hold(Partner, partner_id)
        accrediting.reinstate(current_actor(), READ_PARTNER.unchanged(partner))
    flash(gettext("Le bureau est de nouveau ouvert. L’équipe est prévenue."))
    return _to_partner(partner_id)


def _examine(found: Application, form: ReasonForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/partners/examine.html",
        application=found,
        read=READ.drawn(found),
        refused_before=applications.refused_before(found),
        form=form,
        may_approve=may_approve(current_user, found),
        may_decide=may_decide(current_user, found),
        works_for_them=works_for(current_user, found),
    )
    return page, 422 if form.errors else 200


def _oversee(partner: Partner, form: ReasonForm) -> ResponseReturnValue:
    page = render_template(
        "neighbourhood/partners/oversee.html",
        partner=partner,
        read=READ_PARTNER.first_drawn(partner),
        colleagues=staff.colleagues(partner),
        form=form,
        may_reinstate=may_reinstate(current_user, partner),
    )
    return page, 422 if form.errors else 200


def _to_partner(partner_id: int) -> ResponseReturnValue:
    return redirect(url_for("partners.oversee", partner_id=partner_id), 303)
