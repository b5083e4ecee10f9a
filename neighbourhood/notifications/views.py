"""The inbox of events."""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.foundation.web.requests import shows_nothing
from neighbourhood.notifications import actions, kinds, queries
from neighbourhood.residents.access import current_actor

bp = Blueprint("notifications", __name__)
bp.add_app_template_global(kinds.say, "say_notification")

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
