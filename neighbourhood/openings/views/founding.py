"""A commune is chosen from the list, or typed by hand; it is there, and not open."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.openings.actions import towns as towns_actions
from neighbourhood.openings.forms import TownForm
from neighbourhood.openings.policies import TownThere
from neighbourhood.openings.views.blueprint import bp
from neighbourhood.partners.access import administrator
from neighbourhood.places.communes import Commune, communes, invented_names, time_zone_of
from neighbourhood.places.policies import ListUnreachable
from neighbourhood.places.queries import get_municipality, municipalities
from neighbourhood.residents.access import current_actor

LONGEST_QUESTION = 100
FEWEST_LETTERS = 2


@bp.get("/administration/communes/nouvelle")
@administrator
@limit("120 per hour", methods=["GET"])
def choose() -> ResponseReturnValue:
    """Look a commune up in the list, by name or by code."""
    asked = " ".join(request.args.get("q", "").split())[:LONGEST_QUESTION]
    found, unreachable = [], ""
    if len(asked) >= FEWEST_LETTERS:
        try:
            found = list(communes().search(asked))
        except ListUnreachable as refusal:
            unreachable = refusal.say()
    return render_template(
        "neighbourhood/openings/choose.html",
        asked=asked,
        searched=len(asked) >= FEWEST_LETTERS,
        found=found,
        unreachable=unreachable,
        invented=invented_names(),
        there={town.insee: town.id for town in municipalities()},
    )


@bp.route("/administration/communes/nouvelle/<code>", methods=["GET", "POST"])
@administrator
@limit("60 per hour")
def found(code: str) -> ResponseReturnValue:
    """Look at a commune of the list once more, and write it down."""
    there = get_municipality(code)
    if there is not None:
        return redirect(url_for("openings.town", municipality_id=there.id), 303)
    commune = communes().find(code)
    if commune is None:
        raise Missing
    if request.method == "POST":
        return _write_down(commune)
    return render_template(
        "neighbourhood/openings/found.html", commune=commune, time_zone=time_zone_of(commune.code)
    )


@bp.route("/administration/communes/a-la-main", methods=["GET", "POST"])
@administrator
@limit("60 per hour")
def type_town() -> ResponseReturnValue:
    """Type a commune by hand: the list does not answer, or does not know it."""
    form = TownForm()
    if form.validate_on_submit():
        commune = Commune(form.name.data, form.insee.data, form.all_postcodes)
        try:
            return _write_down(commune)
        except TownThere as refusal:
            form.insee.errors = [refusal.say()]
    page = render_template("neighbourhood/openings/type_town.html", form=form)
    return page, 422 if form.errors else 200


def _write_down(commune: Commune) -> ResponseReturnValue:
    with transaction():
        town = towns_actions.found(current_actor(), commune)
    flash(gettext("%(town)s est là. Voici ce qui reste à faire avant d’ouvrir.", town=town.name))
    return redirect(url_for("openings.town", municipality_id=town.id), 303)
