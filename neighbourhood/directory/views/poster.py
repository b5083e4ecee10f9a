"""A poster for the hall of a building."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale
from flask_login import current_user

from neighbourhood.directory.kinds import MAY_BE_LISTED
from neighbourhood.directory.letters import Poster, poster_of, print_poster
from neighbourhood.directory.views.blueprint import bp
from neighbourhood.foundation.errors import NotVerified
from neighbourhood.foundation.outside.paper import hand_out
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.links import link
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.foundation.words.localisation import LANGUAGES
from neighbourhood.mandates.access import represented

_PRINTED = ("fr", "en")


def _poster() -> Poster:
    quartier = current_user.quartier
    require(quartier is not None, NotVerified)
    with force_locale(_language()):
        return poster_of(quartier, link("directory.come_in", quartier_id=quartier.id))


def _language() -> str:
    asked = request.args.get("langue", "")
    own = get_locale().language if get_locale() else "fr"
    return asked if asked in _PRINTED else own if own in _PRINTED else "fr"


@bp.get("/affiche")
@represented(MAY_BE_LISTED)
@verified
def poster() -> ResponseReturnValue:
    """Show what the poster says, in words, and where to print it."""
    said = {code: LANGUAGES.get(code, code) for code in _PRINTED}
    return render_template(
        "neighbourhood/directory/poster.html", poster=_poster(), language=_language(), said=said
    )


@bp.get("/affiche.pdf")
@represented(MAY_BE_LISTED)
@verified
@limit("30 per hour", methods=["GET"])
def poster_file() -> Response:
    """Hand out the poster as a file."""
    return hand_out(print_poster(_poster()), "affiche-voisins.pdf")
