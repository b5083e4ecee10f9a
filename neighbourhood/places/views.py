"""Quartiers in general terms, and suggestions while an address is typed."""

from dataclasses import asdict

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from neighbourhood.foundation.web.access import anyone, signed_in
from neighbourhood.foundation.web.pieces import piece
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words.search import resembles
from neighbourhood.places import gazetteer, maps, queries

bp = Blueprint("places", __name__)

FEWEST_LETTERS = 3
MOST_SUGGESTIONS = 6
LONGEST_QUESTION = 100
# So many are found by looking; more are searched.
FEW = 4


@bp.get("/quartiers/")
@anyone
def index() -> ResponseReturnValue:
    """List the towns and quartiers that Palier knows, or those that resemble what was typed."""
    asked = request.args.get("q", "")[:LONGEST_QUESTION]
    towns = [(town, queries.quartiers_of(town.id)) for town in queries.municipalities()]
    found = [
        (town, [each for each in quartiers if resembles(asked, f"{each.name} {town.name}")])
        for town, quartiers in towns
    ]
    return render_template(
        "neighbourhood/places/index.html",
        towns=[(town, quartiers) for town, quartiers in found if quartiers],
        asked=asked,
        several=sum(len(quartiers) for _town, quartiers in towns) > FEW,
    )


@bp.get("/quartiers/<int:quartier_id>")
@anyone
def quartier(quartier_id: int) -> ResponseReturnValue:
    """Show a quartier in general terms: its outline, its neighbours, never who lives there."""
    here = queries.get_quartier(quartier_id)
    return render_template(
        "neighbourhood/places/quartier.html",
        quartier=here,
        drawing=maps.draw_quartier(here),
        neighbours=queries.neighbours_of(quartier_id),
    )


@bp.get("/adresses")
@signed_in
@limit("120 per minute", methods=["GET"])
@piece
def addresses() -> ResponseReturnValue:
    """Suggest addresses for the letters typed so far, as JSON."""
    typed = request.args.get("q", "").strip()
    found = gazetteer.choices(typed, MOST_SUGGESTIONS) if len(typed) >= FEWEST_LETTERS else []
    return jsonify([asdict(place) for place in found])
