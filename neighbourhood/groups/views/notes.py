"""Notes that stay at the top of a group."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.groups.actions import papers, sharing
from neighbourhood.groups.forms.papers import NoteForm
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.papers import PinnedNote
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import members, shared
from neighbourhood.groups.sayings import READ_NOTE
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.groups.views.sharing import group_to_share_in
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.route("/<int:group_id>/notes/nouvelle", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("30 per hour")
def pin_note(group_id: int) -> ResponseReturnValue:
    """Pin a note."""
    group, form = group_to_share_in(group_id), NoteForm()
    if not policies.may_pin(current_actor(), members.membership_of(current_user, group)):
        raise Missing
    if form.validate_on_submit():
        said = {"title": form.title.data, "body": form.body.data}
        with transaction():
            note = papers.pin(current_actor(), group_to_share_in(group_id), **said)
        flash(gettext("La note est épinglée."))
        return redirect(note.path, 303)
    page = render_template("neighbourhood/groups/notes/write.html", form=form, group=group)
    return page, 422 if form.errors else 200


@bp.get("/notes/<int:note_id>")
@represented(MAY_JOIN)
@verified
def note(note_id: int) -> ResponseReturnValue:
    """Show a note."""
    found = shared.get(PinnedNote, current_user, note_id)
    return render_template(
        "neighbourhood/groups/notes/show.html",
        note=found,
        membership=members.membership_of(current_user, found.group),
        name_for=name_for,
        may=policies,
        read=READ_NOTE.drawn(found),
    )


@bp.route("/notes/<int:note_id>/modifier", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def edit_note(note_id: int) -> ResponseReturnValue:
    """Say it otherwise."""
    found = shared.get(PinnedNote, current_user, note_id)
    membership = members.membership_of(current_user, found.group)
    if not policies.may_pin(current_actor(), membership) or found.is_removed:
        return redirect(found.path, 303)
    form, read = NoteForm(obj=found), READ_NOTE.first_drawn(found)
    if form.validate_on_submit():
        said = {"title": form.title.data, "body": form.body.data}
        with transaction():
            held = READ_NOTE.unchanged(shared.get(PinnedNote, current_user, note_id))
            papers.edit_note(current_actor(), held, **said)
        flash(gettext("C’est modifié. La date du changement est affichée."))
        return redirect(found.path, 303)
    given = {"form": form, "note": found, "read": read}
    page = render_template("neighbourhood/groups/notes/edit.html", **given)
    return page, 422 if form.errors else 200


@bp.post("/notes/<int:note_id>/retirer")
@represented(MAY_JOIN)
@verified
@undone_by("groups.put_back_note")
def remove_note(note_id: int) -> ResponseReturnValue:
    """Take a note away."""
    with transaction():
        found = READ_NOTE.unchanged(shared.get(PinnedNote, current_user, note_id))
        sharing.remove(current_actor(), found)
    flash(gettext("La note est retirée."))
    return redirect(found.path, 303)


@bp.post("/notes/<int:note_id>/revenir")
@represented(MAY_JOIN)
@verified
def put_back_note(note_id: int) -> ResponseReturnValue:
    """Go back on having taken a note away."""
    with transaction():
        found = shared.get(PinnedNote, current_user, note_id)
        papers.put_back_note(current_actor(), found)
    flash(gettext("C’est comme avant."))
    return redirect(found.path, 303)
