"""The groups of a town, for those who run it: which there are, not what is said in them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.groups.actions import resting
from neighbourhood.groups.forms.resting import RestForm
from neighbourhood.groups.kinds import READ_FROM_TOWN
from neighbourhood.groups.policies import groups as policies
from neighbourhood.groups.queries import members
from neighbourhood.groups.queries import town as found
from neighbourhood.groups.subjects import ENTRIES, NATURES, said_life, said_size
from neighbourhood.groups.views.blueprint import bp
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.models import StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.places.thresholds import rule_of
from neighbourhood.residents.access import current_actor

_LIST = "/commune/<int:municipality_id>"


@bp.get(_LIST)
@town_staff(StaffRole.ADMINISTER)
def of_town(town: Municipality) -> ResponseReturnValue:
    """List the groups that neighbours of a town may find, and how they are."""
    page = found.of_town(town, Cursor.parse(request.args.get("after")))
    signs, moment = found.last_signs(page.rows), now()
    rule, behind_doors = rule_of(town), found.in_buildings(town)
    return render_template(
        "neighbourhood/groups/town.html",
        town=town,
        page=page,
        counts=members.counts([group.id for group in page.rows]),
        said_size=said_size,
        lives={number: said_life(moment - sign) for number, sign in signs.items()},
        natures=NATURES,
        entries=ENTRIES,
        may=policies,
        behind_doors=behind_doors if rule.allows(behind_doors, None) else None,
        fewest=rule.fewest,
    )


@bp.route(f"{_LIST}/<int:group_id>/endormir", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
@undone_by("groups.rouse")
def rest(town: Municipality, group_id: int) -> ResponseReturnValue:
    """Put a group to sleep, for a reason that its members read."""
    group, form = found.get(town, group_id), RestForm()
    read = READ_FROM_TOWN.first_drawn(group)
    if form.validate_on_submit():
        with transaction():
            same = READ_FROM_TOWN.unchanged(found.get(town, group_id))
            resting.rest(current_actor(), same, why=form.why.data)
        flash(gettext("Le groupe est mis en sommeil. Ses membres lisent pourquoi."))
        return _to(town)
    if not policies.may_be_rested(group):
        return _to(town)
    shown = {"town": town, "group": group, "form": form, "read": read}
    page = render_template("neighbourhood/groups/rest.html", **shown)
    return page, 422 if form.errors else 200


@bp.post(f"{_LIST}/<int:group_id>/reveiller")
@town_staff(StaffRole.ADMINISTER)
def rouse(town: Municipality, group_id: int) -> ResponseReturnValue:
    """Go back on having put a group to sleep."""
    with transaction():
        resting.rouse(current_actor(), found.get(town, group_id))
    flash(gettext("C’est comme avant. Les membres le lisent."))
    return _to(town)


def _to(town: Municipality) -> ResponseReturnValue:
    return redirect(url_for("groups.of_town", municipality_id=town.id), 303)
