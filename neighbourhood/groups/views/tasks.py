"""Lists of who does what: on the screen, and on paper."""

from collections.abc import Iterable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups import drawing
from neighbourhood.groups.actions import sharing
from neighbourhood.groups.actions import tasks as actions
from neighbourhood.groups.forms.tasks import ListForm
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.tasks import TaskList
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import members, shared, tasks
from neighbourhood.groups.sayings import READ_LIST, said_due
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.groups.views.sharing import group_to_share_in
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.route("/<int:group_id>/listes/nouvelle", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def write_list(group_id: int) -> ResponseReturnValue:
    """Begin a list."""
    group, form = group_to_share_in(group_id), ListForm()
    if form.validate_on_submit():
        with transaction():
            written = actions.write(
                current_actor(), group_to_share_in(group_id), wanted=form.wanted
            )
        flash(gettext("La liste est là. Chacun peut y prendre quelque chose."))
        return redirect(written.path, 303)
    page = render_template("neighbourhood/groups/tasks/write.html", form=form, group=group)
    return page, 422 if form.errors else 200


@bp.get("/listes/<int:list_id>")
@represented(MAY_JOIN)
@verified
def task_list(list_id: int) -> ResponseReturnValue:
    """Show a list: what there is to take, who took what."""
    found = shared.get(TaskList, current_user, list_id)
    return render_template(
        "neighbourhood/groups/tasks/show.html",
        task_list=found,
        takers=tasks.takes(current_user, found),
        membership=members.membership_of(current_user, found.group),
        name_for=name_for,
        said_due=said_due,
        may=policies,
        read=READ_LIST.drawn(found),
    )


@bp.get("/listes/<int:list_id>/imprimer")
@represented(MAY_JOIN)
@verified
@limit("30 per hour", methods=["GET"])
def print_list(list_id: int) -> ResponseReturnValue:
    """Hand out a list to hang up, with squares to tick."""
    found = shared.get(TaskList, current_user, list_id)
    takers = tasks.takes(current_user, found)
    lines = [
        drawing.Line(line.words, line.wanted, _names(takers[line.id]), line.done_at is not None)
        for line in found.lines
    ]
    due = said_due(found.wanted_on) if found.wanted_on else ""
    sheet = drawing.Sheet(found.title, found.group.title, due, lines)
    return paper.hand_out(drawing.sheet(sheet), "liste.pdf")


def _names(takers: Iterable[tasks.Taker]) -> list[str]:
    return [name_for(one.resident, current_user) for one in takers if one.is_met or one.is_viewer]


@bp.route("/listes/<int:list_id>/modifier", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def edit_list(list_id: int) -> ResponseReturnValue:
    """Ask for something else."""
    found = shared.get(TaskList, current_user, list_id)
    membership = members.membership_of(current_user, found.group)
    if not policies.may_tend(current_actor(), membership, found):
        return redirect(found.path, 303)
    form, read = ListForm.of(found), READ_LIST.first_drawn(found)
    if form.validate_on_submit():
        with transaction():
            held = READ_LIST.unchanged(shared.get(TaskList, current_user, list_id))
            actions.edit(current_actor(), held, wanted=form.wanted)
        flash(gettext("C’est modifié."))
        return redirect(found.path, 303)
    given = {"form": form, "task_list": found, "read": read}
    page = render_template("neighbourhood/groups/tasks/edit.html", **given)
    return page, 422 if form.errors else 200


@bp.post("/listes/lignes/<int:line_id>/prendre")
@represented(MAY_JOIN)
@verified
@limit("120 per hour")
def take_task(line_id: int) -> ResponseReturnValue:
    """Take care of one thing."""
    with transaction():
        line = tasks.get_line(current_user, line_id)
        actions.take(current_actor(), line)
    flash(gettext("C’est noté : vous vous en occupez."))
    return redirect(line.task_list.path, 303)


@bp.post("/listes/lignes/<int:line_id>/laisser")
@represented(MAY_JOIN)
@verified
def give_task_back(line_id: int) -> ResponseReturnValue:
    """Leave it to others."""
    with transaction():
        line = tasks.get_line(current_user, line_id)
        actions.give_back(current_actor(), line)
    flash(gettext("C’est noté : la place est libre."))
    return redirect(line.task_list.path, 303)


@bp.post("/listes/lignes/<int:line_id>/fait")
@represented(MAY_JOIN)
@verified
def task_done(line_id: int) -> ResponseReturnValue:
    """Say that it is done."""
    return _tick(line_id, done=True)


@bp.post("/listes/lignes/<int:line_id>/a-faire")
@represented(MAY_JOIN)
@verified
def task_not_done(line_id: int) -> ResponseReturnValue:
    """Say that it is not done after all."""
    return _tick(line_id, done=False)


def _tick(line_id: int, *, done: bool) -> ResponseReturnValue:
    with transaction():
        line = tasks.get_line(current_user, line_id)
        actions.tick(current_actor(), line, done=done)
    return redirect(line.task_list.path, 303)


@bp.post("/listes/<int:list_id>/retirer")
@represented(MAY_JOIN)
@verified
@undone_by("groups.put_back_list")
def remove_list(list_id: int) -> ResponseReturnValue:
    """Take a list away."""
    with transaction():
        found = READ_LIST.unchanged(shared.get(TaskList, current_user, list_id))
        sharing.remove(current_actor(), found)
    flash(gettext("La liste est retirée."))
    return redirect(found.path, 303)


@bp.post("/listes/<int:list_id>/revenir")
@represented(MAY_JOIN)
@verified
def put_back_list(list_id: int) -> ResponseReturnValue:
    """Go back on having taken a list away."""
    with transaction():
        found = shared.get(TaskList, current_user, list_id)
        sharing.put_back(current_actor(), found)
    flash(gettext("C’est comme avant."))
    return redirect(found.path, 303)
