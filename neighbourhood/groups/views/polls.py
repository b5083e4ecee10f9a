"""Asking a group, answering, and what comes of it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups import outcomes
from neighbourhood.groups.actions import polls as actions
from neighbourhood.groups.actions import sharing
from neighbourhood.groups.forms.polls import SHOWN_AT_FIRST, AnswerForm, ChoicesForm, DaysForm
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import members, polls, shared
from neighbourhood.groups.sayings import READ_POLL
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.groups.views.sharing import group_to_share_in
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.route("/<int:group_id>/sondages/jours", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def ask_days(group_id: int) -> ResponseReturnValue:
    """Ask which days suit."""
    return _ask(group_id, DaysForm(), "days")


@bp.route("/<int:group_id>/sondages/choix", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def ask_choices(group_id: int) -> ResponseReturnValue:
    """Ask which choice suits."""
    return _ask(group_id, ChoicesForm(), "choices")


def _ask(group_id: int, form: DaysForm | ChoicesForm, page: str) -> ResponseReturnValue:
    group = group_to_share_in(group_id)
    if form.validate_on_submit():
        with transaction():
            poll = actions.ask(current_actor(), group_to_share_in(group_id), question=form.question)
        flash(gettext("C’est parti. Le groupe peut répondre."))
        return redirect(poll.path, 303)
    shown = render_template(
        f"neighbourhood/groups/polls/{page}.html", form=form, group=group, few=SHOWN_AT_FIRST
    )
    return shown, 422 if form.errors else 200


@bp.get("/sondages/<int:poll_id>")
@represented(MAY_JOIN)
@verified
def poll(poll_id: int) -> ResponseReturnValue:
    """Show a poll: the form to answer, and what was answered so far."""
    found = shared.get(Poll, current_user, poll_id)
    given = polls.answer_of(current_user, found)
    tally = polls.tally(found)
    return render_template(
        "neighbourhood/groups/polls/show.html",
        poll=found,
        given=given,
        picked={pick.option_id for pick in given.picks} if given else set(),
        tally=tally,
        membership=members.membership_of(current_user, found.group),
        named=polls.who_answered(current_user, found),
        ways_on=outcomes.ways_on(current_actor(), tally),
        said_option=outcomes.said_option,
        result=outcomes.say_result(tally),
        name_for=name_for,
        may=policies,
        read=READ_POLL.drawn(found),
    )


@bp.post("/sondages/<int:poll_id>/repondre")
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def answer_poll(poll_id: int) -> ResponseReturnValue:
    """Answer, or answer otherwise."""
    with transaction():
        found = shared.get(Poll, current_user, poll_id)
        actions.answer(current_actor(), found, option_ids=AnswerForm().picks.data or ())
    flash(gettext("C’est noté. Vous pouvez changer votre réponse jusqu’à la fin."))
    return redirect(found.path, 303)


@bp.post("/sondages/<int:poll_id>/clore")
@represented(MAY_JOIN)
@verified
@undone_by("groups.put_back_poll")
def close_poll(poll_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    with transaction():
        found = READ_POLL.unchanged(shared.get(Poll, current_user, poll_id))
        actions.close(current_actor(), found)
    flash(gettext("Le sondage est clos. Le résultat reste ici."))
    return redirect(found.path, 303)


@bp.post("/sondages/<int:poll_id>/retirer")
@represented(MAY_JOIN)
@verified
@undone_by("groups.put_back_poll")
def remove_poll(poll_id: int) -> ResponseReturnValue:
    """Take a poll away."""
    with transaction():
        found = READ_POLL.unchanged(shared.get(Poll, current_user, poll_id))
        sharing.remove(current_actor(), found)
    flash(gettext("Le sondage est retiré, avec ses réponses."))
    return redirect(found.path, 303)


@bp.post("/sondages/<int:poll_id>/revenir")
@represented(MAY_JOIN)
@verified
def put_back_poll(poll_id: int) -> ResponseReturnValue:
    """Go back on having closed a poll, or taken it away."""
    with transaction():
        found = shared.get(Poll, current_user, poll_id)
        actions.put_back(current_actor(), found)
    flash(gettext("C’est comme avant."))
    return redirect(found.path, 303)
