"""What a town hall sent by post, for who runs the site there: no address, no code."""

from types import MappingProxyType

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.people.forms import member_of
from neighbourhood.places.models import Municipality
from verification.queries import sent
from verification.queries.sent import PaperKind, PaperState
from verification.views.blueprint import bp

_KINDS = MappingProxyType(
    {
        PaperKind.CODE: _l("Lettre avec un code"),
        PaperKind.JOURNAL: _l("Journal d’un mandat"),
    }
)
_STATES = MappingProxyType(
    {
        PaperState.WAITING: _l("à imprimer"),
        PaperState.PRINTED: _l("imprimé, à poster"),
        PaperState.POSTED: _l("posté"),
        PaperState.RETURNED: _l("revenu"),
        PaperState.DROPPED: _l("abandonné avant le départ"),
    }
)


@bp.get("/administration/communes/<int:municipality_id>/lettres")
@town_staff(StaffRole.ADMINISTER)
def sent_letters(town: Municipality) -> ResponseReturnValue:
    """List what was posted, what came back and what waits, in a town."""
    state = member_of(PaperState, request.args.get("state", ""))
    page = sent.papers(town.id, state, Cursor.parse(request.args.get("after")))
    return render_template(
        "verification/sent.html", town=town, page=page, state=state, kinds=_KINDS, states=_STATES
    )
