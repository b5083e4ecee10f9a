"""Files and photos of a group: taken in, handed out to who is in it, taken away."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.web.uploads import PhotoRefused
from neighbourhood.groups import intake
from neighbourhood.groups.actions import papers, sharing
from neighbourhood.groups.forms.papers import FileForm, NamingForm
from neighbourhood.groups.kinds import MAY_JOIN
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.papers import GroupFile
from neighbourhood.groups.policies import shared as policies
from neighbourhood.groups.queries import members, shared
from neighbourhood.groups.sayings import READ_FILE, said_weight
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.groups.views.sharing import group_to_share_in
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


@bp.route("/<int:group_id>/fichiers/nouveau", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def add_file(group_id: int) -> ResponseReturnValue:
    """Add a file or a photo."""
    group, form = group_to_share_in(group_id), FileForm()
    added = _add(group, form) if form.validate_on_submit() else None
    if added is not None:
        flash(gettext("Le fichier est là. Seules les personnes du groupe le voient."))
        return redirect(added.path, 303)
    page = render_template("neighbourhood/groups/files/add.html", form=form, group=group)
    return page, 422 if form.errors else 200


def _add(group: Group, form: FileForm) -> GroupFile | None:
    try:
        kept = intake.to_keep(form.file.data.read())
    except (intake.FileRefused, PhotoRefused) as refusal:
        form.file.errors = [refusal.say()]
        return None
    key = new_key("groups", kept.paper.value)
    storage().put(key, kept.data, intake.TYPES[kept.paper])
    try:
        with transaction():
            return papers.add_file(
                current_actor(),
                group_to_share_in(group.id),
                paper=kept.paper,
                key=key,
                weight=len(kept.data),
                **_named(form),
            )
    except BaseException:
        # Nothing refers to it.
        storage().delete(key)
        raise


@bp.get("/fichiers/<int:file_id>")
@represented(MAY_JOIN)
@verified
def file(file_id: int) -> ResponseReturnValue:
    """Show a photo, or what a file is, and where it is downloaded."""
    found = shared.get(GroupFile, current_user, file_id)
    return render_template(
        "neighbourhood/groups/files/show.html",
        file=found,
        membership=members.membership_of(current_user, found.group),
        name_for=name_for,
        weight=said_weight(found.weight),
        may=policies,
        read=READ_FILE.drawn(found),
    )


@bp.get("/fichiers/<int:file_id>/contenu")
@represented(MAY_JOIN)
@verified
def file_content(file_id: int) -> Response:
    """Hand a file out to who is in the group by now; what is no photo is only downloaded."""
    found = shared.get(GroupFile, current_user, file_id)
    try:
        answer = make_response(storage().get(found.key))
    except NothingStored:
        raise Missing from None
    answer.content_type = intake.TYPES[found.paper]
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if not found.is_photo:
        answer.headers.set("Content-Disposition", "attachment", filename=_name_of(found))
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _name_of(found: GroupFile) -> str:
    words = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in found.title)
    return f"{' '.join(words.split()) or found.id}.{found.paper.value}"


@bp.route("/fichiers/<int:file_id>/modifier", methods=["GET", "POST"])
@represented(MAY_JOIN)
@verified
@limit("60 per hour")
def name_file(file_id: int) -> ResponseReturnValue:
    """Call it otherwise, or say otherwise what a photo shows."""
    found = shared.get(GroupFile, current_user, file_id)
    membership = members.membership_of(current_user, found.group)
    if not policies.may_tend(current_actor(), membership, found):
        return redirect(found.path, 303)
    form, read = NamingForm(obj=found), READ_FILE.first_drawn(found)
    if form.validate_on_submit():
        with transaction():
            held = READ_FILE.unchanged(shared.get(GroupFile, current_user, file_id))
            papers.name_file(current_actor(), held, **_named(form))
        flash(gettext("C’est modifié."))
        return redirect(found.path, 303)
    given = {"form": form, "file": found, "read": read}
    page = render_template("neighbourhood/groups/files/edit.html", **given)
    return page, 422 if form.errors else 200


def _named(form: NamingForm) -> dict[str, Any]:
    return {"title": form.title.data, "alt": form.alt.data or ""}


@bp.post("/fichiers/<int:file_id>/retirer")
@represented(MAY_JOIN)
@verified
@undone_by("groups.put_back_file")
def remove_file(file_id: int) -> ResponseReturnValue:
    """Take a file away: ten minutes later it leaves storage."""
    with transaction():
        found = READ_FILE.unchanged(shared.get(GroupFile, current_user, file_id))
        sharing.remove(current_actor(), found)
    flash(gettext("Le fichier est retiré. Dans dix minutes, il sera effacé pour de bon."))
    return redirect(found.path, 303)


@bp.post("/fichiers/<int:file_id>/revenir")
@represented(MAY_JOIN)
@verified
def put_back_file(file_id: int) -> ResponseReturnValue:
    """Go back on having taken a file away."""
    with transaction():
        found = shared.get(GroupFile, current_user, file_id)
        sharing.put_back(current_actor(), found)
    flash(gettext("C’est comme avant."))
    return redirect(found.path, 303)
