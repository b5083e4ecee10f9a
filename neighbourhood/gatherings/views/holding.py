"""What hosts do: change it, move a date, add what is to be brought."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.actions import gatherings as actions
from neighbourhood.gatherings.actions import moving
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.forms.holding import EditForm, MoveForm, WantForm
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import READ_DATE, READ_GATHERING
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.subjects import ACCESS
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.gatherings.views.reading import page_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

_DATE = "/<int:gathering_id>/dates/<int:occurrence_id>"


def _held(gathering_id: int) -> Gathering:
    gathering = queries.get_visible(current_user, gathering_id)
    if not queries.is_host(current_user.id, gathering):
        raise Missing
    return gathering


def _held_date(gathering_id: int, occurrence_id: int) -> Occurrence:
    _held(gathering_id)
    return queries.get_date(current_user, gathering_id, occurrence_id)


@bp.route("/<int:gathering_id>/modifier", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
@limit("60 per hour")
def edit(gathering_id: int) -> ResponseReturnValue:
    """Change the words, what to know, the places, the reach."""
    gathering = _held(gathering_id)
    if not policies.may_edit(current_actor(), gathering):
        return redirect(gathering.path, 303)
    form = EditForm.of(gathering, by_author=gathering.author_id == current_user.id)
    read = READ_GATHERING.first_drawn(gathering)
    if form.validate_on_submit():
        with transaction():
            own = READ_GATHERING.unchanged(_held(gathering_id))
            told = actions.edit(current_actor(), own, wording=form.wording(own))
        done = gettext("C’est modifié.")
        flash(
            gettext("C’est modifié. Les personnes qui viennent sont prévenues.") if told else done
        )
        return redirect(gathering.path, 303)
    shown = {"form": form, "gathering": gathering, "read": read, "access": ACCESS}
    page = render_template("neighbourhood/gatherings/edit.html", **shown)
    return page, 422 if form.errors else 200


@bp.route(f"{_DATE}/deplacer", methods=["GET", "POST"])
@represented(MAY_MEET)
@verified
@limit("60 per hour")
def move(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Move one date, or it and those that follow."""
    occurrence = _held_date(gathering_id, occurrence_id)
    if not policies.may_change_date(current_actor(), occurrence):
        return redirect(occurrence.path, 303)
    by_author = occurrence.gathering.author_id == current_user.id
    form, read = MoveForm.of(occurrence, by_author=by_author), READ_DATE.first_drawn(occurrence)
    if form.validate_on_submit():
        with transaction():
            date = READ_DATE.unchanged(_held_date(gathering_id, occurrence_id))
            following = form.is_for_following
            asked = moving.move(current_actor(), date, to=form.move(), following=following)
        done = gettext("C’est changé.")
        whether = gettext("C’est changé. On demande aux personnes qui viennent si cela leur va.")
        flash(whether if asked else done)
        return redirect(occurrence.path, 303)
    shown = {"form": form, "occurrence": occurrence, "read": read}
    page = render_template("neighbourhood/gatherings/move.html", **shown)
    return page, 422 if form.errors else 200


@bp.post(f"{_DATE}/a-apporter")
@represented(MAY_MEET)
@verified
@limit("60 per hour")
def want(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Add a thing that somebody should bring."""
    occurrence, form = _held_date(gathering_id, occurrence_id), WantForm()
    if not form.validate_on_submit():
        return page_of(occurrence, want=form)
    with transaction():
        one = Wanted(name=form.name.data, number=form.number.data)
        actions.want(current_actor(), _held(gathering_id), wanted=[one])
    flash(gettext("C’est ajouté à la liste."))
    return redirect(f"{occurrence.path}#apporter", 303)
