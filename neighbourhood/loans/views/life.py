"""A loan and its page: it leaves, its state is noted, it is kept longer, it comes home."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import photos
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words.dates import say_near
from neighbourhood.loans import days
from neighbourhood.loans.actions import handing, renewing
from neighbourhood.loans.forms.handing import CheckForm
from neighbourhood.loans.kinds.pressing import READ_LOAN
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.kinds.words import CHECKS, INCIDENT_STATUSES, INCIDENTS, STATUSES
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.policies import incidents as may_incident
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.policies import words as may_word
from neighbourhood.loans.queries import checks, incidents, proposals, shelf, waiting, words
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.loans.views.facing import sought_path
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

_MOMENTS = {moment.value: moment for moment in CheckMoment}


@bp.get("/en-cours")
@represented(MAY_LEND)
@signed_in
def under_way() -> ResponseReturnValue:
    """List what I lend and borrow, and what I wait for."""
    return render_template(
        "neighbourhood/loans/lent.html",
        lent=queries.lent_by(current_user),
        borrowed=queries.borrowed_by(current_user),
        waited=waiting.waited_by(current_user.id),
        still_lent=waiting.still_lent_to(current_user),
        statuses=STATUSES,
        say_when=days.say_when,
        name_of=lambda resident: name_for(resident, current_user),
    )


@bp.get("/<int:loan_id>")
@represented(MAY_LEND)
@signed_in
def loan(loan_id: int) -> ResponseReturnValue:
    """Show a loan to one of its two."""
    found = queries.get_loan(current_user, loan_id)
    is_lender = found.item.author_id == current_user.id
    noted, span = checks.checks_of(found), (found.first_day, found.last_day)
    return render_template(
        "neighbourhood/loans/loan.html",
        loan=found,
        is_lender=is_lender,
        name=name_for(found.other_than(current_user.id), current_user),
        name_of=lambda resident: name_for(resident, current_user),
        statuses=STATUSES,
        in_break=is_lender and found.is_asked and shelf.breaks_between(current_user.id, *span),
        say_when=days.say_when,
        say_span=days.say_span,
        checks=noted,
        check_words=CHECKS,
        to_note=[moment for moment in CheckMoment if _may_note(found, moment)],
        kept_until=say_near(days.next_span(found)[1]),
        waits=waiting.anybody_waits(found.item, but=found.borrower_id),
        leads_to_item=shelf.is_shown_to(current_user, found.item),
        proposal=None if is_lender else proposals.proposed_to(current_user, found.item),
        sought_path=sought_path,
        may_talk=queries.is_talked_of_by(current_user, found),
        incidents=incidents.incidents_of(found),
        incident_words=INCIDENTS,
        incident_statuses=INCIDENT_STATUSES,
        may=policies,
        may_incident=may_incident,
        may_word=may_word,
        words=words.words_seen_by(current_user, found),
        read=READ_LOAN.drawn(found),
    )


def _may_note(found: Loan, moment: CheckMoment) -> bool:
    done = checks.check_of(current_user.id, found, moment)
    return done is None and policies.may_check(current_actor(), found, moment)


@bp.post("/<int:loan_id>/remis")
@represented(MAY_LEND)
@verified
@undone_by("loans.put_back_loan")
def hand_over(loan_id: int) -> ResponseReturnValue:
    """Note that the thing has left."""
    with transaction():
        found = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
        handing.hand_over(current_actor(), found)
    flash(gettext("C’est noté : l’objet est remis."))
    return redirect(back_or(found.path), 303)


@bp.route("/<int:loan_id>/etat/<moment>", methods=["GET", "POST"])
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def check(loan_id: int, moment: str) -> ResponseReturnValue:
    """Note in what state the thing is."""
    found, form = queries.get_loan(current_user, loan_id), CheckForm()
    when = _MOMENTS.get(moment)
    if when is None or not _may_note(found, when):
        raise Missing
    if form.validate_on_submit():
        taken = photos.take_in(form, [])
        if not form.photos.errors:
            return _note(found, when, form.notes.data or "", taken)
        photos.forget(photo["key"] for photo in taken)
    page = render_template(
        "neighbourhood/loans/handover.html",
        form=form,
        loan=found,
        title=CHECKS[when],
        name=name_for(found.other_than(current_user.id), current_user),
    )
    return page, 422 if form.errors else 200


def _note(
    found: Loan, when: CheckMoment, notes: str, taken: list[pictures.Photo]
) -> ResponseReturnValue:
    with transaction():
        again = queries.get_loan(current_user, found.id)
        handing.check(current_actor(), again, moment=when, notes=notes, photos=taken)
    flash(gettext("C’est noté. Vous pouvez le lire tous les deux."))
    return redirect(found.path, 303)


@bp.get("/<int:loan_id>/etat/<int:check_id>/photo/<name>")
@represented(MAY_LEND)
@signed_in
def check_photo(loan_id: int, check_id: int, name: str) -> Response:
    """Show a photo of the state of a thing to the two."""
    found = queries.get_loan(current_user, loan_id)
    noted = checks.get_check(current_user.id, found, check_id)
    require(may_incident.may_read(current_user.id, noted), Missing)
    answer = photos.hand_out(pictures.key_named(noted.photos, name))
    answer.headers["Cache-Control"] = "private, no-store"  # between the two, as their pages are
    return answer


@bp.post("/<int:loan_id>/prolonger")
@represented(MAY_LEND)
@verified
def renew_loan(loan_id: int) -> ResponseReturnValue:
    """Keep it longer."""
    with transaction():
        found = READ_LOAN.unchanged(queries.get_loan(current_user, loan_id))
        renewing.renew(current_actor(), found)
        last = days.say_span(found.last_day, found.last_day)
    flash(gettext("C’est noté. Vous le gardez plus longtemps : à rendre %(day)s.", day=last))
    return redirect(back_or(found.path), 303)


@bp.post("/<int:loan_id>/rendu")
@represented(MAY_LEND)
@signed_in
@undone_by("loans.not_back")
def say_back(loan_id: int) -> ResponseReturnValue:
    """Say that I brought it back."""
    with transaction():
        found = queries.get_loan(current_user, loan_id)
        handing.say_back(current_actor(), found)
    flash(gettext("Merci. Nous demandons confirmation à la personne qui prête."))
    return redirect(back_or(found.path), 303)


@bp.post("/<int:loan_id>/pas-encore-rendu")
@represented(MAY_LEND)
@signed_in
def not_back(loan_id: int) -> ResponseReturnValue:
    """Say that it is not back after all."""
    with transaction():
        found = queries.get_loan(current_user, loan_id)
        handing.not_back(current_actor(), found)
    flash(gettext("C’est noté : l’objet n’est pas encore rentré."))
    return redirect(back_or(found.path), 303)


@bp.post("/<int:loan_id>/rentre")
@represented(MAY_LEND)
@signed_in
@undone_by("loans.put_back_loan")
def take_in(loan_id: int) -> ResponseReturnValue:
    """Note that my thing has come home."""
    with transaction():
        found = queries.get_loan(current_user, loan_id)
        handing.take_in(current_actor(), found)
    flash(gettext("C’est noté : l’objet est rentré. Merci de l’avoir prêté."))
    return redirect(back_or(found.path), 303)
