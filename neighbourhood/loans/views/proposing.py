"""Lending to a neighbour who looks for a thing: one of one’s own, or one put up for it."""

from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.feed.kinds import SOUGHT, Sought
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.loans.actions import proposing
from neighbourhood.loans.kinds.proposing import LENDING
from neighbourhood.loans.kinds.scopes import MAY_LEND
from neighbourhood.loans.policies import proposals as policies
from neighbourhood.loans.queries import proposals as queries
from neighbourhood.loans.queries import shelf
from neighbourhood.loans.views.blueprint import bp
from neighbourhood.loans.views.writing import ITEM
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for


def _find(sought: str, sought_id: int) -> tuple[Sought, Any]:
    """Return what is looked for, to whoever may read it and answer."""
    require(sought == LENDING.code and sought in SOUGHT, Missing)
    kind = SOUGHT[sought]
    return kind, kind.find(current_user, sought_id)


@bp.get("/proposer/<sought>/<int:sought_id>")
@represented(MAY_LEND)
@verified
def choose(sought: str, sought_id: int) -> ResponseReturnValue:
    """Choose one of my things for a neighbour who looks for one, or put another up for it."""
    _kind, found = _find(sought, sought_id)
    if not policies.may_answer(current_actor(), found):
        return redirect(found.path, 303)
    return render_template(
        "neighbourhood/loans/choose.html",
        found=found,
        name=name_for(found.author, current_user),
        things=queries.to_choose_from(current_user, found),
        proposed=queries.proposed_by(current_user, found),
        is_full=not policies.may_propose_more(current_actor(), found),
    )


@bp.post("/proposer/<sought>/<int:sought_id>/<int:item_id>")
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def propose(sought: str, sought_id: int, item_id: int) -> ResponseReturnValue:
    """Propose one of my things."""
    with transaction():
        kind, found = _find(sought, sought_id)
        item = shelf.get_own(current_user, item_id)
        proposing.propose(current_actor(), item, sought=found, kind=kind)
        name = name_for(found.author, current_user)
    flash(gettext("C’est proposé à %(name)s, qui peut choisir des jours.", name=name))
    return redirect(found.path, 303)


@bp.post("/proposer/<sought>/<int:sought_id>/autre")
@represented(MAY_LEND)
@verified
@limit("60 per hour")
def put_up_for(sought: str, sought_id: int) -> ResponseReturnValue:
    """Put another thing on my shelf, to be proposed as soon as it stands there."""
    _kind, found = _find(sought, sought_id)
    require(policies.may_answer(current_actor(), found), policies.SoughtNoMore)
    require(policies.may_propose_more(current_actor(), found), policies.EnoughProposed)
    walk = ITEM.walk(anew=True)
    walk.keep(sought=sought, sought_id=sought_id)
    return walk.go("begin")
