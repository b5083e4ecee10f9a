"""What hosts do: change it, move a date, call off, ask others to hold it too."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import Ending, asks_first, undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.actions import cancelling, hosts, moving
from neighbourhood.gatherings.actions import gatherings as actions
from neighbourhood.gatherings.actions.gatherings import Wanted
from neighbourhood.gatherings.forms.holding import EditForm, MoveForm, WantForm
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import READ_DATE, READ_GATHERING
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.subjects import ACCESS
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.gatherings.views.reading import page_of
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident

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
            actions.edit(current_actor(), own, wording=form.wording(own))
        flash(gettext("C’est modifié. Les personnes qui viennent sont prévenues."))
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
    form, read = MoveForm.of(occurrence), READ_DATE.first_drawn(occurrence)
    if form.validate_on_submit():
        with transaction():
            date = READ_DATE.unchanged(_held_date(gathering_id, occurrence_id))
            following = form.is_for_following
            moving.move(current_actor(), date, to=form.move(), following=following)
        flash(gettext("C’est changé. On demande aux personnes qui viennent si cela leur va."))
        return redirect(occurrence.path, 303)
    shown = {"form": form, "occurrence": occurrence, "read": read}
    page = render_template("neighbourhood/gatherings/move.html", **shown)
    return page, 422 if form.errors else 200


@bp.get(f"{_DATE}/annulation")
@represented(MAY_MEET)
@verified
def call_off(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Ask what is to be called off: this date, those that follow, or all."""
    occurrence = _held_date(gathering_id, occurrence_id)
    if not policies.may_call_off(current_actor(), occurrence):
        return redirect(occurrence.path, 303)
    return render_template(
        "neighbourhood/gatherings/call_off.html",
        gathering=occurrence.gathering,
        occurrence=occurrence,
        may=policies,
        actor=current_actor(),
        read=READ_DATE.drawn(occurrence),
        read_gathering=READ_GATHERING.drawn(occurrence.gathering),
    )


@bp.post(f"{_DATE}/annuler")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back_date")
def cancel_date(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Call off one date."""
    with transaction():
        date = READ_DATE.unchanged(_held_date(gathering_id, occurrence_id))
        cancelling.cancel_date(current_actor(), date)
    flash(gettext("Cette date est annulée. Les personnes concernées sont prévenues."))
    return redirect(date.path, 303)


@bp.post(f"{_DATE}/revenir")
@represented(MAY_MEET)
@verified
def put_back_date(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Go back on calling off a date."""
    with transaction():
        date = READ_DATE.unchanged(_held_date(gathering_id, occurrence_id))
        cancelling.put_back_date(current_actor(), date)
    flash(gettext("C’est comme avant : cette date a bien lieu."))
    return redirect(date.path, 303)


@bp.post(f"{_DATE}/arreter")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back")
def cancel_rest(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Call off a date and all that follow."""
    with transaction():
        date = READ_DATE.unchanged(_held_date(gathering_id, occurrence_id))
        cancelling.cancel_rest(current_actor(), date)
    flash(gettext("La série s’arrête là. Les personnes concernées sont prévenues."))
    return redirect(date.path, 303)


@bp.post("/<int:gathering_id>/annuler")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back")
def cancel(gathering_id: int) -> ResponseReturnValue:
    """Call off all that is to come."""
    with transaction():
        gathering = READ_GATHERING.unchanged(queries.get_own(current_user, gathering_id))
        cancelling.cancel(current_actor(), gathering)
    flash(gettext("C’est annulé. Les personnes concernées sont prévenues."))
    return redirect(gathering.path, 303)


@bp.post("/<int:gathering_id>/revenir")
@represented(MAY_MEET)
@verified
def put_back(gathering_id: int) -> ResponseReturnValue:
    """Go back on calling off what was to come."""
    with transaction():
        gathering = READ_GATHERING.unchanged(_held(gathering_id))
        cancelling.put_back(current_actor(), gathering)
    flash(gettext("C’est comme avant : la rencontre a bien lieu."))
    return redirect(gathering.path, 303)


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


@bp.post("/<int:gathering_id>/hotes")
@verified
@limit("20 per hour")
def ask_host(gathering_id: int) -> ResponseReturnValue:
    """Ask somebody who comes to hold it too."""
    said = request.form.get("resident_id", "")
    with transaction():
        gathering = queries.get_own(current_user, gathering_id)
        known = int(said) if said.isdecimal() and len(said) < 12 else 0
        resident = db.session.get(Resident, known)
        if resident is None:
            raise policies.NotAsked
        hosts.ask(current_actor(), gathering, resident)
    flash(gettext("La question est posée. Vous saurez ce qu’il en est."))
    return redirect(gathering.path, 303)


def _own_host(gathering_id: int) -> Host:
    gathering = queries.get_visible(current_user, gathering_id)
    found = queries.host_row(current_user.id, gathering)
    if found is None:
        raise Missing
    return found


@bp.post("/<int:gathering_id>/organiser")
@verified
def answer_host(gathering_id: int) -> ResponseReturnValue:
    """Say yes or no to holding it."""
    yes = request.form.get("answer") == "yes"
    with transaction():
        host = _own_host(gathering_id)
        hosts.answer(current_actor(), host, yes=yes)
        path = host.gathering.path
    no = gettext("C’est noté : vous n’organisez pas. Vous pouvez venir quand même.")
    flash(gettext("C’est noté : vous organisez aussi.") if yes else no)
    return redirect(path, 303)


def _before_stopping(gathering_id: int) -> Ending:
    host = _own_host(gathering_id)
    return Ending(
        title=gettext("Ne plus organiser ?"),
        happens=(gettext("Vous ne pourrez plus changer cette rencontre, ni en annuler une date."),),
        word=gettext("Ne plus organiser"),
        back=(host.gathering.path, gettext("La rencontre")),
    )


@bp.route("/<int:gathering_id>/organiser/arreter", methods=["GET", "POST"])
@verified
@asks_first(_before_stopping)
def stop_hosting(gathering_id: int) -> ResponseReturnValue:
    """Hold it no more."""
    with transaction():
        hosts.stop(current_actor(), _own_host(gathering_id))
    flash(gettext("C’est noté."))
    return redirect(url_for("gatherings.mine"), 303)
