"""The address of a notice that one neighbour sends to another."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.foundation import settings
from neighbourhood.foundation.web.access import anyone, reader
from neighbourhood.mandates.access import represented


def address_of(notice: Notice) -> str:
    """Return what one neighbour sends to another."""
    return f"{settings.current().base_url}{url_for('exchanges.shared', notice_id=notice.id)}"


@bp.get("/entraide/partage/<int:notice_id>")
@represented()
@anyone
def shared(notice_id: int) -> ResponseReturnValue:
    """Lead neighbours to a notice, and all others to sign up: whether there is one is not said."""
    resident = reader()
    if not resident.is_authenticated:
        place = url_for("exchanges.show", notice_id=notice_id)
        return redirect(url_for("residents.sign_up", next=place), 303)
    if not resident.may_read:
        # Who is still to prove an address is told so by the list.
        return redirect(url_for("feed.listing"), 303)
    return redirect(queries.get_visible(resident, notice_id).path, 303)
