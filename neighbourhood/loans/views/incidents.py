"""When a thing is late, lost or broken: both are heard, then they look for a way out."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.loans.actions import incidents as actions
from neighbourhood.loans.forms.incidents import AccountForm, IncidentForm, ProposalForm
from neighbourhood.loans.kinds.pressing import READ_INCIDENT, READ_STANDING
from neighbourhood.loans.kinds.readings import READ_ITEM
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.kinds.words import INCIDENT_STATUSES, INCIDENTS
from neighbourhood.loans.models.incidents import Incident, IncidentKind, IncidentVoice
from neighbourhood.loans.policies import incidents as policies
from neighbourhood.loans.queries import incidents as queries
from neighbourhood.loans.queries import loans
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.blocks import are_apart
from neighbourhood.residents.queries.neighbours import name_for

Form = AccountForm | ProposalForm


@bp.route("/<int:loan_id>/souci", methods=["GET", "POST"])
@represented(MAY_LEND)
@signed_in
@limit("60 per hour")
def open_incident(loan_id: int) -> ResponseReturnValue:
    """Say that something went wrong."""
    loan, form = loans.get_loan(current_user, loan_id), IncidentForm()
    known = queries.under_way(loan)
    if known is not None:
        return redirect(known.path, 303)
    if not policies.may_open(current_actor(), loan):
        raise Missing
    form.offer(policies.kinds_left(loan))
    if form.validate_on_submit() and not form.gives_pause(current_user, form.text.data or ""):
        said = {"kind": form.kind.data, "text": form.text.data}
        with transaction():
            again = loans.get_loan(current_user, loan_id)
            incident = actions.open_incident(current_actor(), again, **said)
        flash(gettext("C’est dit. L’autre personne raconte à son tour."))
        return redirect(incident.path, 303)
    other = loan.other_than(current_user.id)
    shown = {"form": form, "loan": loan, "name": name_for(other, current_user)}
    shown["apart"] = are_apart(current_user.id, other.id)
    page = render_template("neighbourhood/loans/open_incident.html", **shown)
    return page, 422 if form.errors else 200


@bp.route("/incidents/<int:incident_id>", methods=["GET", "POST"])
@represented(MAY_LEND)
@signed_in
@limit("120 per hour")
def incident(incident_id: int) -> ResponseReturnValue:
    """Read what both said, and say what is one’s turn to say."""
    found = queries.get_incident(current_user, incident_id)
    form = _form_for(found)
    if form and form.validate_on_submit() and not _gives_pause(form):
        return _say(found, form)
    other = found.loan.other_than(current_user.id)
    page = render_template(
        "neighbourhood/loans/incident.html",
        incident=found,
        form=form,
        name=name_for(other, current_user),
        name_of=lambda resident: name_for(resident, current_user),
        words=INCIDENTS,
        statuses=INCIDENT_STATUSES,
        may=policies,
        read=_reading(found).first_drawn(found),
        apart=policies.are_kept_apart(found),
        read_item=READ_ITEM.drawn(found.loan.item),
    )
    return page, 422 if form and form.errors else 200


def _gives_pause(form: Form) -> bool:
    return form.gives_pause(current_user, form.text.data or "")


def _form_for(found: Incident) -> Form | None:
    if policies.may_tell(current_actor(), found):
        return AccountForm()
    return ProposalForm() if policies.may_propose(current_actor(), found) else None


def _say(found: Incident, form: Form) -> ResponseReturnValue:
    say = actions.tell_account if isinstance(form, AccountForm) else actions.propose
    with transaction():
        say(current_actor(), _unchanged(found.id), text=form.text.data)
    flash(gettext("C’est envoyé."))
    return redirect(found.path, 303)


def _unchanged(incident_id: int) -> Incident:
    found = queries.get_incident(current_user, incident_id)
    return _reading(found).unchanged(found)


def _before_agreeing(incident_id: int) -> Ending:
    found = queries.get_incident(current_user, incident_id)
    proposal = found.proposal
    return Ending(
        title=gettext("Accepter cette proposition ?"),
        happens=(
            *(
                [gettext("« %(words)s »", words=proposal.text)]
                if proposal and _reads(proposal)
                else []
            ),
            gettext("C’est réglé entre vous, et l’autre personne l’apprend."),
            *_of_loss(found),
        ),
        word=gettext("Oui, c’est réglé"),
        back=(found.path, gettext("Retour")),
        of=(_reading(found), found),
        harmless=True,
    )


def _reads(voice: IncidentVoice) -> bool:
    return policies.may_read(current_user.id, voice)


def _reading(found: Incident) -> Reading:
    return READ_STANDING if policies.are_kept_apart(found) else READ_INCIDENT


def _of_loss(found: Incident) -> list[str]:
    if found.kind is not IncidentKind.LOST:
        return []
    return [
        gettext(
            "Le prêt se termine : l’objet n’est pas revenu. Il est mis de côté, et la personne "
            "qui le prêtait choisit s’il reste sur l’étagère."
        )
    ]


@bp.route("/incidents/<int:incident_id>/accepter", methods=["GET", "POST"])
@represented(MAY_LEND)
@signed_in
@asks_first(_before_agreeing)
def agree(incident_id: int) -> ResponseReturnValue:
    """Say yes to what the other proposed."""
    with transaction():
        found = _unchanged(incident_id)
        actions.agree(current_actor(), found)
    flash(gettext("C’est réglé. Merci à vous deux."))
    return redirect(found.path, 303)


def _before_ending(incident_id: int) -> Ending:
    found = queries.get_incident(current_user, incident_id)
    return Ending(
        title=gettext("Clore sans accord ?"),
        happens=(
            gettext("L’autre personne l’apprend. Vous lirez ensuite à qui en parler."),
            gettext("On ne propose plus rien ici ; la conversation reste ouverte."),
            *_of_loss(found),
        ),
        word=gettext("Clore sans accord"),
        back=(found.path, gettext("Retour")),
        of=(_reading(found), found),
    )


@bp.route("/incidents/<int:incident_id>/clore", methods=["GET", "POST"])
@represented(MAY_LEND)
@signed_in
@asks_first(_before_ending)
def end_incident(incident_id: int) -> ResponseReturnValue:
    """Leave it there."""
    with transaction():
        found = _unchanged(incident_id)
        actions.end(current_actor(), found)
    flash(gettext("C’est clos."))
    return redirect(found.path, 303)


def _before_taking_back(incident_id: int) -> Ending:
    found = queries.get_incident(current_user, incident_id)
    return Ending(
        title=gettext("Tout va bien, finalement ?"),
        happens=(gettext("Le souci est retiré, et l’autre personne l’apprend."),),
        word=gettext("Oui, tout va bien"),
        back=(found.path, gettext("Retour")),
        of=(_reading(found), found),
        harmless=True,
    )


@bp.route("/incidents/<int:incident_id>/retirer", methods=["GET", "POST"])
@represented(MAY_LEND)
@signed_in
@asks_first(_before_taking_back)
def take_back_incident(incident_id: int) -> ResponseReturnValue:
    """Take back what I reported."""
    with transaction():
        found = _unchanged(incident_id)
        actions.take_back(current_actor(), found)
    flash(gettext("C’est retiré : tout va bien."))
    return redirect(found.path, 303)
