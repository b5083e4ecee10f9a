"""What was sent by mail, and what became of it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing import dispatches
from neighbourhood.foundation.storing.dispatches import DispatchStatus
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.partners.access import administrator
from neighbourhood.people.forms import member_of
from neighbourhood.people.views.blueprint import bp


@bp.get("/administration/courriels")
@administrator
def mails() -> ResponseReturnValue:
    """List the mails that left, that wait for another try, and that failed."""
    status = member_of(DispatchStatus, request.args.get("state", ""))
    return render_template(
        "neighbourhood/people/mails.html",
        page=dispatches.dispatches(status, Cursor.parse(request.args.get("after"))),
        status=status,
        waiting=jobs.count_waiting(),
    )
