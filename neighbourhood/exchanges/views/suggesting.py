"""What may answer a notice, on its page; what one can do in half an hour."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.actions.showing import show_card
from neighbourhood.exchanges.kinds.cards import BORROW
from neighbourhood.exchanges.matching.short import short_and_near
from neighbourhood.exchanges.matching.suggesting import Suggestion, answered_by_own, suggestions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.exchanges.views.blueprint import bp
from neighbourhood.feed.kinds import PROPOSALS, SOUGHT, Proposed, Sought
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import verified
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.models.residents import Resident

# Above them: whether the notice is the reader’s own, which way it goes.
_HEADINGS: dict[tuple[bool, Direction], LazyString] = {
    (True, Direction.ASK): _l("Ces voisins proposent peut-être cela"),
    (True, Direction.OFFER): _l("Ces voisins cherchent peut-être cela"),
    (False, Direction.ASK): _l("Votre proposition y répond peut-être"),
    (False, Direction.OFFER): _l("Cela répond peut-être à votre demande"),
}


def _sought(viewer: Resident, notice_id: int) -> Notice:
    notice = queries.get_visible(viewer, notice_id)
    if notice.kind != BORROW.code:
        raise Missing
    return notice


SOUGHT.declare(Sought(code=BORROW.code, find=_sought, show=show_card))


@bp.app_template_global("proposed_for")
def proposed_for(notice: Notice) -> tuple[str, Proposed] | None:
    """Return what another slice shows of a notice that looks for something, and its template."""
    way = PROPOSALS.get(notice.kind)
    return (way.template, way.seen_by(current_actor(), notice)) if way else None


@bp.app_template_global("suggested_for")
def suggested_for(
    notice: Notice, proposed: Proposed | None = None
) -> tuple[LazyString, list[Suggestion]] | None:
    """Return what to show beside a notice under which heading, or nothing.

    What is `proposed` there already is no idea any more.
    """
    if not notice.is_open or notice.hidden_at or not current_user.may_read:
        return None
    is_own = notice.author_id == current_user.id
    heading = _HEADINGS.get((is_own, notice.direction))
    if heading is None:
        return None
    find = suggestions if is_own else answered_by_own
    known = proposed.cards if proposed else ()
    every = find(current_user, notice)
    found = [one for one in every if (one.line.about, one.line.about_id) not in known]
    return (heading, found) if found else None


@bp.get("/entraide/une-demi-heure")
@represented()
@verified
def half_hour() -> ResponseReturnValue:
    """List a few short requests near home that nobody answered yet."""
    lines = short_and_near(current_user)
    return render_template("neighbourhood/exchanges/half_hour.html", lines=lines)
