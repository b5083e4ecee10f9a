"""The inbox of events."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Wrong
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.web.pages import back_or
from neighbourhood.foundation.web.requests import shows_nothing
from neighbourhood.notifications import actions, kinds, queries
from neighbourhood.notifications.kinds import MUTINGS
from neighbourhood.notifications.models import What
from neighbourhood.residents.access import current_actor

bp = Blueprint("notifications", __name__)
bp.add_app_template_global(kinds.say, "say_notification")
bp.add_app_template_global(kinds.may_be_muted, "may_be_muted")

SEEN_HERE = "notifications seen here"


@bp.after_app_request
def see(answer: Response) -> Response:
    """Mark as read what was seen on a page, by whatever road its reader came there.

    The figures in the margin said already, in their one statement, whether there was any.
    """
    figures = g.pop("figures_shown", {})
    # A page that says that the thing is gone shows all that there is to see of it.
    looked = request.method == "GET" and answer.status_code < 500 and not shows_nothing()
    if figures.get(SEEN_HERE) and looked and current_actor().is_oneself:
        with transaction():
            actions.mark_path_read(current_actor().id, request.path)
    return answer


@bp.get("/notifications")
@signed_in
def inbox() -> ResponseReturnValue:
    """List what happened, newest first."""
    page = queries.inbox(current_user, Cursor.parse(request.args.get("after")))
    return render_template("neighbourhood/notifications/inbox.html", page=page)


@bp.post("/notifications/<int:notification_id>")
@signed_in
def follow(notification_id: int) -> ResponseReturnValue:
    """Go and look at what happened; it is read from then on."""
    with transaction():
        notification = queries.mine(current_user, notification_id)
        actions.mark_read(notification)
    return redirect(notification.path, 303)


@bp.post("/notifications/lues")
@signed_in
@undone_by("notifications.unread_again")
def read_all() -> ResponseReturnValue:
    """Mark the whole inbox as read."""
    with transaction():
        actions.mark_all_read(current_actor())
    return redirect(url_for("notifications.inbox"), 303)


@bp.post("/notifications/non-lues")
@signed_in
def unread_again() -> ResponseReturnValue:
    """Go back on having marked all as read."""
    with transaction():
        actions.mark_unread_again(current_actor())
    return redirect(url_for("notifications.inbox"), 303)


@bp.post("/notifications/<int:notification_id>/silence")
@signed_in
@undone_by("notifications.unmute")
def mute(notification_id: int) -> ResponseReturnValue:
    """Be told no more of such things, or of what this person does."""
    with transaction():
        notification = queries.mine(current_user, notification_id)
        actions.mute_as(current_actor(), notification, _what())
    flash(gettext("C’est noté. Ce qui attend votre réponse reste écrit dans vos nouvelles."))
    return redirect(url_for("notifications.mutes"), 303)


@bp.get("/moi/silences")
@signed_in
def mutes() -> ResponseReturnValue:
    """List of what I am told no more."""
    rows = [(row, MUTINGS[row.what]) for row in queries.mutes_of(current_user)]
    named = [(row, muting, muting.name(current_user, row)) for row, muting in rows]
    return render_template(
        "neighbourhood/notifications/mutes.html", mutes=[one for one in named if one[2]]
    )


@bp.post("/moi/silences/fin")
@signed_in
def unmute() -> ResponseReturnValue:
    """Be told again; the list says what one may mute anew, on its page."""
    with transaction():
        actions.unmute(
            current_actor(),
            _what(),
            thing_id=request.form.get("thing_id", 0, type=row_id),
            kind=request.form.get("kind", "")[:60],
        )
    flash(gettext("C’est noté : vous serez de nouveau au courant."))
    return redirect(back_or(url_for("notifications.mutes")), 303)


def _what() -> What:
    try:
        return What(request.form.get("what", ""))
    except ValueError:
        raise Wrong from None
