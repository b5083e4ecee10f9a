"""Asking to become a partner, one thing a page, and following the request."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.tokens import unsign
from neighbourhood.foundation.web.access import anyone, because, signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.steps import Steps
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.partners import mails
from neighbourhood.partners.actions import applying
from neighbourhood.partners.actions.applying import Asked
from neighbourhood.partners.forms.partners import ContactForm, KindForm, OrganisationForm
from neighbourhood.partners.kinds import ANSWERED
from neighbourhood.partners.models import Application, ApplicationStatus, PartnerKind
from neighbourhood.partners.policies.accrediting import MovedOn, may_apply
from neighbourhood.partners.queries import applications
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.models import Municipality
from neighbourhood.places.queries import municipalities
from neighbourhood.residents.access import current_actor

APPLICATION = Steps(
    "partner", "partners", ("begin", "name_organisation", "say_why"), facts=ANSWERED
)


_TO_ASK = because(
    _l(
        "Pour demander à devenir partenaire, connectez-vous ou créez votre compte. Le formulaire "
        "vous attend ensuite."
    )
)


@bp.route("/partenaires/rejoindre", methods=["GET", "POST"])
@signed_in
@_TO_ASK
def begin() -> ResponseReturnValue:
    """First step: what sort of organisation; a request under way is shown instead."""
    require(may_apply(current_user))
    waiting = applications.under_way(current_user)
    if waiting is not None:
        return _to_application(waiting)
    walk = APPLICATION.walk()
    form = KindForm(data=walk.answers)
    if form.validate_on_submit():
        walk.keep(kind=form.kind.data.value)
        return walk.go("name_organisation")
    return walk.show("begin", form)


@bp.route("/partenaires/rejoindre/organisme", methods=["GET", "POST"])
@signed_in
@_TO_ASK
def name_organisation() -> ResponseReturnValue:
    """Second step: its name, its town, its number."""
    walk = APPLICATION.walk()
    form = OrganisationForm(data=walk.answers)
    form.town.choices = [(town.id, town.name) for town in municipalities()]
    if not form.validate_on_submit():
        return walk.show("name_organisation", form)
    if applications.is_partner_already(form.town.data, name=form.name.data, siret=form.siret.data):
        form.name.errors = [
            gettext("Cet organisme est déjà partenaire : demandez une invitation à son équipe.")
        ]
        return walk.show("name_organisation", form)
    walk.keep(name=form.name.data, town=form.town.data, siret=form.siret.data)
    return walk.go("say_why")


@bp.route("/partenaires/rejoindre/contact", methods=["GET", "POST"])
@signed_in
@_TO_ASK
@limit("6 per hour")
def say_why() -> ResponseReturnValue:
    """Third step: a mailbox there, and what for; a link leaves for the mailbox."""
    walk = APPLICATION.walk()
    gap = _gap(walk.answers)
    if gap is not None:
        return walk.go_mend(gap, walk.answers)
    form = ContactForm(data=walk.answers)
    if not form.validate_on_submit():
        return walk.show("say_why", form)
    with walk.ending(_gap) as sketch:
        application = applying.apply(current_actor(), _asked(sketch, form))
        mails.ask_mailbox(application)
    return _to_application(application)


def _gap(answers: Mapping[str, Any]) -> str | None:
    return None if {"kind", "name", "town", "siret"} <= answers.keys() else "begin"


@bp.get("/partenaires/demandes/<int:application_id>")
@signed_in
def application(application_id: int) -> ResponseReturnValue:
    """Show the applicant how far the request has come."""
    found = applications.own_application(current_user, application_id)
    return render_template(
        "neighbourhood/partners/application.html",
        application=found,
        may_withdraw=found.may_become(ApplicationStatus.WITHDRAWN),
    )


@bp.post("/partenaires/demandes/<int:application_id>/renvoyer")
@signed_in
@limit("3 per hour")
def send_link_again(application_id: int) -> ResponseReturnValue:
    """Send the link to the professional mailbox once more."""
    applications.own_application(current_user, application_id)
    with transaction():
        found = holding.hold(Application, application_id)
        require(found.status is ApplicationStatus.DRAFT, MovedOn)
        mails.ask_mailbox(found)
    flash(gettext("Le lien est reparti vers %(email)s.", email=found.mailbox))
    return _to_application(found)


def _before_withdraw(application_id: int) -> Ending:
    found = applications.own_application(current_user, application_id)
    return Ending(
        title=gettext("Retirer votre demande ?"),
        happens=(
            gettext(
                "La demande de « %(partner)s » est retirée : personne ne la lira.",
                partner=found.name,
            ),
            gettext("Ce que vous avez écrit vous attend dans le formulaire, à corriger."),
        ),
        word=gettext("Retirer ou corriger la demande"),
        back=(url_for("partners.application", application_id=found.id), gettext("Ma demande")),
    )


@bp.route("/partenaires/demandes/<int:application_id>/retirer", methods=["GET", "POST"])
@signed_in
@asks_first(_before_withdraw)
def withdraw(application_id: int) -> ResponseReturnValue:
    """Take a request back; what it said waits in the form, to be corrected."""
    applications.own_application(current_user, application_id)
    with transaction():
        found = holding.hold(Application, application_id)
        applying.withdraw(current_actor(), found)
    walk = APPLICATION.walk(anew=True)
    walk.keep(**_written(found))
    flash(gettext("Votre demande est retirée. Vous pouvez la corriger et la refaire."))
    return walk.go("begin")


@bp.post("/partenaires/demandes/<int:application_id>/refaire")
@signed_in
def ask_again(application_id: int) -> ResponseReturnValue:
    """Answer a refusal: begin a new request from what the old one said."""
    found = applications.own_application(current_user, application_id)
    require(found.is_refused or found.is_withdrawn, MovedOn)
    walk = APPLICATION.walk(anew=True)
    walk.keep(**_written(found))
    return walk.go("begin")


@bp.route("/partenaires/demandes/confirmer/<token>", methods=["GET", "POST"])
@anyone
@limit("30 per hour")
def confirm_mailbox(token: str) -> ResponseReturnValue:
    """Confirm the professional mailbox, by a button, in whatever browser reads it."""
    found = _waiting(token)
    if found is None:
        return render_template("neighbourhood/partners/link_too_old.html"), 410
    if request.method == "GET":
        return render_template("neighbourhood/partners/confirm_mailbox.html", application=found)
    with transaction():
        found = holding.hold(Application, found.id)
        applying.submit(found)
    if current_user.is_authenticated and current_user.id == found.applicant_id:
        flash(gettext("Merci, l’adresse e-mail est confirmée. Votre demande est partie."))
        return _to_application(found)
    return render_template("neighbourhood/partners/mailbox_confirmed.html")


def _waiting(token: str) -> Application | None:
    said = unsign(mails.MAILBOX, token, mails.CONFIRM_FOR)
    found = db.session.get(Application, said) if isinstance(said, int) else None
    return found if found and found.status is ApplicationStatus.DRAFT else None


def _to_application(found: Application) -> ResponseReturnValue:
    return redirect(url_for("partners.application", application_id=found.id), 303)


def _written(found: Application) -> dict[str, str | int]:
    return {
        "kind": found.kind.value,
        "name": found.name,
        "town": found.municipality_id,
        "siret": found.siret,
        "mailbox": found.mailbox,
        "why": found.why,
    }


def _asked(sketch: dict[str, str | int], form: ContactForm) -> Asked:
    town = db.session.get(Municipality, sketch["town"])
    if town is None:
        raise Missing
    return Asked(
        kind=PartnerKind(str(sketch["kind"])),
        name=str(sketch["name"]),
        municipality=town,
        siret=str(sketch["siret"]),
        mailbox=form.mailbox.data,
        why=form.why.data,
    )
