"""Feature switches: what a town offers, and what nobody offers, chosen by those who run it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.storing import holding, switched_off
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.switches import switches_here
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.partners.access import administrator, town_staff
from neighbourhood.partners.actions import switching as actions
from neighbourhood.partners.forms.towns import OfferedForm
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.models import Municipality


@dataclass(frozen=True, slots=True)
class Offered:
    """What is not left out, by code."""

    codes: Sequence[str]


def _say(codes: Any) -> str:
    known = switches_here()
    return ", ".join(str(known[code].title) for code in codes if code in known)


READ_OFFERED = Weighed(codes=Fact(label=_l("Ce qui est proposé"), say=_say))


@bp.route("/administration/fonctions", methods=["GET", "POST"])
@administrator
def switches() -> ResponseReturnValue:
    """Choose what is offered anywhere."""
    return _choose(None)


@bp.route("/administration/communes/<int:municipality_id>/fonctions", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def town_switches(town: Municipality) -> ResponseReturnValue:
    """Choose what is offered in a town."""
    return _choose(town)


def _choose(town: Municipality | None) -> ResponseReturnValue:
    offered = _offered(town)
    everywhere, wanted = switched_off.decided_everywhere() if town else (set(), set())
    decided = everywhere | wanted
    known = [switch for switch in switches_here().values() if switch.code not in decided]
    form = OfferedForm([switch.code for switch in known], data={"codes": offered.codes})
    if form.validate_on_submit():
        return _keep(town, form.codes.data or [], [switch.code for switch in known])
    page = render_template(
        "neighbourhood/partners/switches.html",
        town=town,
        form=form,
        switches=known,
        elsewhere=[switches_here()[code] for code in everywhere if code in switches_here()],
        read=READ_OFFERED.first_drawn(offered),
    )
    return page, 422 if form.errors else 200


def _offered(town: Municipality | None) -> Offered:
    off = switched_off.codes_in(town.id if town else None)
    return Offered([code for code in switches_here() if code not in off])


def _keep(
    town: Municipality | None, codes: Sequence[str], known: Sequence[str]
) -> ResponseReturnValue:
    with transaction():
        held = holding.hold(Municipality, town.id) if town else None
        READ_OFFERED.as_read(_offered(held))
        changed = actions.offer(held, codes, among=known)
    if changed:
        flash(
            gettext(
                "C’est fait. Ce que vous fermez n’est pas effacé : tout revient quand vous "
                "l’ouvrez de nouveau."
            )
        )
    else:
        flash(gettext("Rien n’a changé."), "info")
    if town is None:
        return redirect(url_for("partners.switches"), 303)
    return redirect(url_for("partners.town_switches", municipality_id=town.id), 303)
