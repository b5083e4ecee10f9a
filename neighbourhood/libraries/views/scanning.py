"""Where the squares lead when the camera of a telephone opens them."""

from collections.abc import Mapping

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.access import leads_back_to, signed_in
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.libraries import policies
from neighbourhood.libraries.actions import cards
from neighbourhood.libraries.policies import KEEPERS
from neighbourhood.libraries.queries import shelves
from neighbourhood.libraries.views import scanned
from neighbourhood.libraries.views.blueprint import bp
from neighbourhood.libraries.views.desk import place
from neighbourhood.partners.models import Partner
from neighbourhood.partners.queries.staff import staff_of


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
    return _to_desk(partner_id, scanned.and_before(partner_id, outil=tool.label))


@bp.get("/outiltheques/c/<token>")
@signed_in
@leads_back_to("libraries.index")
@limit("60 per minute", methods=["GET"])
def scan_card(token: str) -> ResponseReturnValue:
    """Lead a keeper to the desk with that card chosen; for others it is not there.

    The address of a card is a key: one is led away from it at once, whatever became of the card.
    """
    here = _kept_by_reader()
    if not here:
        raise Missing
    partner = next((one for one in here if one.id == scanned.last_desk()), here[0])
    if cards.holder_of(token[:40]) is None:
        flash(policies.UnknownCard().say(), "info")
        return redirect(place(partner.id), 303)
    number = scanned.keep_card(partner.id, token[:40])
    return _to_desk(partner.id, scanned.and_before(partner.id, carte=number))
