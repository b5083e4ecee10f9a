"""The pages of holiday tables."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.feed.forms import reach_asked
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import url_words
from neighbourhood.foundation.web.access import signed_in, verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.steps import Steps, Walk
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.invitations import actions, policies, queries
from neighbourhood.invitations.forms import (
    STEPS,
    EditForm,
    OccasionForm,
    SeatForm,
    chosen_now,
    details_of,
    first_gap,
    typed_details,
    wording_of,
)
from neighbourhood.invitations.kinds import (
    ANSWERED,
    MAY_INVITE,
    READ_INVITATION,
    READ_SEAT,
)
from neighbourhood.invitations.models import Invitation, Side, shown_as
from neighbourhood.invitations.subjects import ENDED, GENTLE_DECLINES, STATUSES, occasions_here
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.audiences import street_for
from neighbourhood.residents.queries.neighbours import name_for

bp = Blueprint("invitations", __name__, url_prefix="/invitations")
url_words.teach(bp, "side", {Side.HOST: "proposer", Side.GUEST: "demander"})

INVITATION = Steps("invitation", "invitations", STEPS, facts=ANSWERED)


def _walk(side: Side) -> Walk:
    return INVITATION.walk(side, side=side)


@bp.route("/<side:side>", methods=["GET", "POST"])
@represented(MAY_INVITE)
@verified
def begin(side: Side) -> ResponseReturnValue:
    """Step 1: which occasion."""
    walk, form = _walk(side), OccasionForm()
    if form.validate_on_submit():
        chosen = chosen_now(form.occasion.data, walk.answers)
        walk.keep(**chosen, **reach_asked(request.args))
        return walk.go("details")
    return walk.show("begin", form, side=side, occasions=occasions_here())


@bp.route("/<side:side>/details", methods=["GET", "POST"])
@represented(MAY_INVITE)
@verified
def details(side: Side) -> ResponseReturnValue:
    """Step 2: when, how many, a few words; going back or away keeps them too."""
    walk = _walk(side)
    if request.method == "GET":
        return walk.show("details", details_of(walk.answers, side), side=side)
    form = details_of(request.form, side)
    right = form.validate()
    walk.keep(**typed_details(request.form))
    return walk.leaving("details") or walk.next("details", form, right=right, side=side)


@bp.route("/<side:side>/apercu", methods=["GET", "POST"])
@represented(MAY_INVITE)
@verified
@limit("20 per hour")
def preview(side: Side) -> ResponseReturnValue:
    """Step 3: read it as others will, then send it."""
    walk = _walk(side)
    if request.method == "GET":
        gap = first_gap(walk.answers)
        if gap is not None:
            return walk.go(gap)
        wording, kind = wording_of(walk.answers), shown_as(side)
        return walk.show("preview", side=side, kind=kind, wording=wording)
    with walk.ending(first_gap) as answers:
        invitation = actions.publish(current_actor(), side=side, wording=wording_of(answers))
    flash(gettext("C’est publié. Vos voisins peuvent vous répondre."))
    return redirect(invitation.path, 303)


@bp.get("/<int:invitation_id>")
@represented()
@signed_in
def show(invitation_id: int) -> ResponseReturnValue:
    """Show one invitation."""
    invitation = queries.get_visible(current_user, invitation_id)
    return _page(invitation, SeatForm(invitation, formdata=None))


def _page(invitation: Invitation, form: SeatForm) -> ResponseReturnValue:
    is_author = invitation.author_id == current_user.id
    return render_template(
        "neighbourhood/invitations/show.html",
        invitation=invitation,
        form=form,
        is_author=is_author,
        name=name_for(invitation.author, current_user),
        street=street_for(invitation.author, current_user),
        statuses=STATUSES[invitation.side],
        requests=queries.requests_for(invitation) if is_author else [],
        mine=None if is_author else queries.request_of(current_user, invitation),
        name_for=name_for,
        ended=ENDED[invitation.side].get(invitation.status, ""),
        may=policies,
        read=READ_INVITATION.drawn(invitation),
        read_seat=READ_SEAT.drawn,
    ), 422 if form.errors else 200


@bp.post("/<int:invitation_id>/places")
@represented(MAY_INVITE)
@verified
@limit("60 per hour")
def ask(invitation_id: int) -> ResponseReturnValue:
    """Ask for seats, or offer them to who looks for a table."""
    invitation = queries.get_visible(current_user, invitation_id)
    form = SeatForm(invitation)
    if not form.validate_on_submit() or form.gives_pause(current_user, form.message.data):
        return _page(invitation, form)
    seats = form.seats.data if "seats" in form else invitation.seats
    with transaction():
        invitation = READ_INVITATION.unchanged(queries.get_visible(current_user, invitation_id))
        actions.ask(current_actor(), invitation, message=form.message.data, seats=seats)
    flash(gettext("Votre message est parti."))
    return redirect(invitation.path, 303)


@bp.post("/<int:invitation_id>/annuler")
@represented(MAY_INVITE)
@verified
@undone_by("invitations.put_back")
def cancel(invitation_id: int) -> ResponseReturnValue:
    """Call it off."""
    with transaction():
        invitation = READ_INVITATION.unchanged(queries.get_own(current_user, invitation_id))
        actions.cancel(current_actor(), invitation)
    flash(gettext("C’est annulé. Les personnes concernées sont prévenues."))
    return redirect(invitation.path, 303)


@bp.post("/<int:invitation_id>/revenir")
@represented(MAY_INVITE)
@verified
def put_back(invitation_id: int) -> ResponseReturnValue:
    """Go back on calling it off."""
    with transaction():
        invitation = READ_INVITATION.unchanged(queries.get_own(current_user, invitation_id))
        actions.put_back(current_actor(), invitation)
    flash(gettext("C’est comme avant : votre invitation tient toujours."))
    return redirect(back_or(invitation.path), 303)


@bp.route("/<int:invitation_id>/modifier", methods=["GET", "POST"])
@represented(MAY_INVITE)
@verified
@limit("60 per hour")
def edit(invitation_id: int) -> ResponseReturnValue:
    """Change the words, the day, the hour, the seats or the reach."""
    invitation = queries.get_own(current_user, invitation_id)
    form, read = EditForm.of(invitation), READ_INVITATION.first_drawn(invitation)
    if not policies.may_edit(current_actor(), invitation):
        return redirect(invitation.path, 303)
    if form.validate_on_submit():
        with transaction():
            own = READ_INVITATION.unchanged(queries.get_own(current_user, invitation_id))
            before = own.held_at
            actions.edit(current_actor(), own, wording=form.wording(own.occasion))
        flash(form.said_once_kept(before))
        return redirect(invitation.path, 303)
    shown = {"form": form, "invitation": invitation, "read": read}
    page = render_template("neighbourhood/invitations/edit.html", **shown)
    return page, 422 if form.errors else 200


@bp.post("/places/<int:request_id>/accepter")
@represented(MAY_INVITE)
@verified
@undone_by("invitations.put_back_request")
def accept(request_id: int) -> ResponseReturnValue:
    """Say yes."""
    with transaction():
        wish = READ_SEAT.unchanged(queries.get_request(current_user, request_id))
        actions.accept(current_actor(), wish)
    flash(gettext("C’est convenu. Écrivez-vous pour la suite."))
    return redirect(back_or(wish.invitation.path), 303)


@bp.post("/places/<int:request_id>/decliner")
@represented(MAY_INVITE)
@verified
@undone_by("invitations.put_back_request")
def decline(request_id: int) -> ResponseReturnValue:
    """Say no, gently."""
    with transaction():
        wish = READ_SEAT.unchanged(queries.get_request(current_user, request_id))
        actions.decline(current_actor(), wish)
        answer = GENTLE_DECLINES[wish.invitation.side]
    flash(gettext("Nous avons répondu : « %(answer)s »", answer=answer))
    return redirect(back_or(wish.invitation.path), 303)


@bp.post("/places/<int:request_id>/retirer")
@represented(MAY_INVITE)
@verified
@undone_by("invitations.put_back_request")
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take one’s request back."""
    with transaction():
        wish = READ_SEAT.unchanged(queries.get_request(current_user, request_id))
        actions.withdraw(current_actor(), wish)
    flash(gettext("C’est noté. Merci d’avoir prévenu."))
    return redirect(back_or(wish.invitation.path), 303)


@bp.post("/places/<int:request_id>/revenir")
@represented(MAY_INVITE)
@verified
def put_back_request(request_id: int) -> ResponseReturnValue:
    """Go back on a yes, a no or a leaving."""
    with transaction():
        wish = READ_SEAT.unchanged(queries.get_request(current_user, request_id))
        actions.put_back_request(current_actor(), wish)
    flash(gettext("C’est comme avant."))
    return redirect(back_or(wish.invitation.path), 303)


@bp.get("/miennes")
@represented(MAY_INVITE)
@signed_in
def mine() -> ResponseReturnValue:
    """List my invitations and the seats I asked for."""
    own, asked = queries.mine(current_user), queries.my_requests(current_user)
    shown = {"invitations": own, "requests": asked, "statuses": STATUSES}
    return render_template("neighbourhood/invitations/mine.html", **shown)
