"""The searches one keeps."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.feed import saved, saving
from neighbourhood.feed.forms import filters_of
from neighbourhood.feed.views.reading import bp
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import current_actor


@bp.get("/entraide/recherches")
@verified
def searches() -> ResponseReturnValue:
    """List the searches I keep."""
    mine = [(one, saved.say_search(one)) for one in saved.searches_of(current_user)]
    return render_template("neighbourhood/feed/searches.html", searches=mine)


@bp.post("/entraide/recherches")
@verified
@limit("60 per hour")
def save_search() -> ResponseReturnValue:
    """Keep what the list was just asked for."""
    with transaction():
        saving.save_search(current_actor(), filters_of(request.form))
    flash(
        gettext("C’est gardé. Nous vous écrirons une fois par jour au plus, s’il y a du nouveau.")
    )
    return redirect(url_for("feed.searches"), 303)


def _before_forgetting(search_id: int) -> Ending:
    search = saved.own_search(current_user, search_id)
    return Ending(
        title=gettext("Retirer cette recherche ?"),
        happens=(
            saved.say_search(search),
            gettext("Nous ne vous écrirons plus à son sujet. Vous pourrez la garder de nouveau."),
        ),
        word=gettext("Retirer la recherche"),
        back=(url_for("feed.searches"), gettext("Mes recherches")),
        harmless=True,
    )


@bp.route("/entraide/recherches/<int:search_id>/retirer", methods=["GET", "POST"])
@verified
@asks_first(_before_forgetting)
def forget_search(search_id: int) -> ResponseReturnValue:
    """Be told no more of a search."""
    with transaction():
        saving.forget_search(saved.own_search(current_user, search_id))
    flash(gettext("La recherche est retirée."))
    return redirect(url_for("feed.searches"), 303)
