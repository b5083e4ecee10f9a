"""How the needs of a town stand, and when they are published, for those who run it."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.facts import Fact, said_by, said_day, said_plainly
from neighbourhood.foundation.web.versions import Weighed
from neighbourhood.needs import placing, releasing, tallies
from neighbourhood.needs.areas import SHARES
from neighbourhood.needs.forms.town import WEEKDAYS, RhythmForm
from neighbourhood.needs.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Municipality

READ_RHYTHM = Weighed(
    days=Fact(label=_l("Jours"), say=said_by(WEEKDAYS)),
    hour=Fact(label=_l("Heure"), say=said_plainly),
    concerned=Fact(label=_l("Part des foyers concernés"), say=said_plainly),
    crisis_until=Fact(label=_l("Crise jusqu’au"), say=said_day),
)


@bp.get("/administration/communes/<int:municipality_id>/besoins")
@town_staff(StaffRole.ADMINISTER)
def of_town(town: Municipality) -> ResponseReturnValue:
    """Show how many needs of each partner wait, and lead to the desks that are mine."""
    return render_template(
        "neighbourhood/needs/of_town.html",
        town=town,
        tallies=tallies.of_town(town.id),
        mine={partner.id for partner in staff_of(current_user, StaffRole.PUBLISH)},
    )


@bp.route("/administration/communes/<int:municipality_id>/besoins/envois", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def rhythm(town: Municipality) -> ResponseReturnValue:
    """Say when the needs of a town go out, and on how many households it counts."""
    form = RhythmForm(data=_chosen(town))
    if not form.validate_on_submit():
        read = READ_RHYTHM.first_drawn(placing.chosen_by(town))
        page = render_template(
            "neighbourhood/needs/rhythm.html", form=form, town=town, read=read, shares=SHARES
        )
        return page, 422 if form.errors else 200
    with transaction():
        held = hold(Municipality, town.id)
        READ_RHYTHM.as_read(placing.chosen_by(held))
        releasing.write_rhythm(
            held,
            days="".join(sorted(form.days.data)),
            hour=form.hour.data,
            concerned=form.concerned.data,
            crisis_until=now() + timedelta(days=form.crisis.data) if form.crisis.data else None,
        )
    flash(gettext("C’est noté : les prochains envois en tiendront compte."))
    return redirect(url_for("needs.of_town", municipality_id=town.id), 303)


def _chosen(town: Municipality) -> dict[str, object]:
    chosen = placing.chosen_by(town)
    left = chosen.crisis_until - now() if chosen.crisis_until else timedelta()
    return {
        "days": chosen.days,
        "hour": chosen.hour,
        "concerned": chosen.concerned,
        "crisis": max(0, -(-left // timedelta(days=1))),
    }
