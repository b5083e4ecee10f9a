"""Where the squares lead when the camera of a telephone opens them."""

import time
from collections.abc import Mapping

from flask import redirect, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.libraries.actions import cards
from neighbourhood.libraries.policies import KEEPERS, UnknownCard
from neighbourhood.libraries.queries import shelves
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.libraries.views.desk import place
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries.staff import staff_of

# In the session of a keeper: what was scanned a moment ago, for the second scan.
SCANNED = "scanned_at_desk"
_LASTS_SECONDS = 180


def _remember(partner_id: int, **scanned: str) -> dict[str, str]:
    """Keep what was just scanned at a desk, and return it with what was scanned before it."""
    kept = session.get(SCANNED, {})
    is_fresh = kept.get("partner") == partner_id and time.time() - kept["at"] < _LASTS_SECONDS
    both = {**(kept["scanned"] if is_fresh else {}), **scanned}
    session[SCANNED] = {"partner": partner_id, "at": int(time.time()), "scanned": both}
    return both


def _kept_by_reader() -> list[Partner]:
    return [one for one in staff_of(current_user, *KEEPERS) if shelves.of_partner(one)]


def _to_desk(partner_id: int, chosen: Mapping[str, str]) -> ResponseReturnValue:
    both = {"outil": chosen.get("outil"), "carte": chosen.get("carte")}
    return redirect(place(partner_id, **both), 303)


@bp.get("/outiltheques/o/<label>")
@signed_in
def scan_tool(label: str) -> ResponseReturnValue:
    """Lead a keeper to the desk with that tool chosen, everybody else to its page."""
    tool = shelves.labelled(label.upper()[:12])
    if tool is None:
        raise Missing
    partner_id = tool.library.partner_id
    if partner_id not in {one.id for one in _kept_by_reader()}:
        return redirect(shelves.get_tool(current_user, tool.id).path, 303)
    return _to_desk(partner_id, _remember(partner_id, outil=tool.label))


@bp.get("/outiltheques/c/<token>")
@signed_in
@limit("60 per minute", methods=["GET"])
def scan_card(token: str) -> ResponseReturnValue:
    """Lead a keeper to the desk with that card chosen; for others it is not there."""
    here = _kept_by_reader()
    if not here:
        raise Missing
    if cards.holder_of(token[:40]) is None:
        raise UnknownCard
    last = session.get(SCANNED, {}).get("partner")
    partner = next((one for one in here if one.id == last), here[0])
    return _to_desk(partner.id, _remember(partner.id, carte=token[:40].lower()))
