"""The page behind the square of a poster: for strangers, without anybody’s name."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.switches import require_open
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.gatherings.queries import posters
from neighbourhood.gatherings.subjects import say_from_to, say_series
from neighbourhood.gatherings.views.blueprint import bp


@bp.get("/affiche/<token>")
@anyone
@limit("120 per hour")
def on_poster(token: str) -> ResponseReturnValue:
    """Say to whoever scanned a poster what is held, when and where, and how to come."""
    occurrence = posters.on_poster(token)
    if occurrence is None:
        return render_template("neighbourhood/gatherings/poster_too_old.html"), 410
    gathering = occurrence.gathering
    require_open(request.endpoint, gathering.quartier.municipality_id)
    known = current_user.is_authenticated
    return render_template(
        "neighbourhood/gatherings/on_poster.html",
        gathering=gathering,
        occurrence=occurrence,
        when=say_from_to(occurrence.starts_at, occurrence.ends_at),
        series="" if occurrence.is_moved else say_series(gathering),
        may_open=known and posters.may_open(current_user, gathering),
    )
