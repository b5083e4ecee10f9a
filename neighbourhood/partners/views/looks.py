"""The colour and the logo of a town: chosen by those who run it, served to whoever lives there."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.foundation.web.access import anyone
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp
from neighbourhood.foundation.words.contrast import HOUSE_PAIR, Pair, pair_of
from neighbourhood.partners.access import town_staff
from neighbourhood.partners.actions import looks as actions
from neighbourhood.partners.forms.towns import FREE, HOUSE, PALETTE, LookForm
from neighbourhood.partners.kinds import READ_LOOK
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.views.blueprint import bp
from neighbourhood.places.models import Municipality

_FOREVER = "public, max-age=31536000, immutable"
_WEBP = "image/webp"
# Of whatever shape, on a light ground by day and by night: it was drawn for paper.
_LOGO = (
    ".town-logo{block-size:2.5rem;inline-size:auto;max-inline-size:100%;object-fit:contain;"
    "padding:4px;border-radius:6px;background:#fff}"
)


@bp.route("/administration/communes/<int:municipality_id>/couleurs", methods=["GET", "POST"])
@town_staff(StaffRole.ADMINISTER)
def town_look(town: Municipality) -> ResponseReturnValue:
    """Choose the colour and the logo of a town."""
    look = actions.look_of(town)
    form = LookForm(look)
    if form.validate_on_submit():
        fresh = _take_in(form)
        if not form.logo.errors:
            return _keep(town, form, fresh)
    page = render_template(
        "neighbourhood/partners/town_look.html",
        town=town,
        look=look,
        form=form,
        previews=_previews(look),
        read=READ_LOOK.first_drawn(look),
    )
    return page, 422 if form.errors else 200


def _previews(look: TownLook) -> dict[str, Pair]:
    """Return how each colour that can be pressed looks, and the one of the town’s own."""
    own = {FREE: pair_of(look.colour)} if look.colour and look.colour not in PALETTE else {}
    return {code: HOUSE_PAIR if code == HOUSE else pair_of(code) for code in PALETTE} | own


def _take_in(form: LookForm) -> str | None:
    sent = form.logo.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    try:
        picture = off_the_loop(photo_to_webp, sent.read())
    except PhotoRefused as refusal:
        form.logo.errors = [refusal.say()]
        return None
    key = new_key("logos", "webp")
    storage().put(key, picture, _WEBP)
    return key


def _keep(town: Municipality, form: LookForm, fresh: str | None) -> ResponseReturnValue:
    with transaction():
        stands = READ_LOOK.as_read(actions.look_of(town))
        kept = fresh or (None if form.remove_logo.data else stands.logo_key)
        changed, left = actions.change(
            town, colour=form.colour, logo_key=kept, logo_alt=form.logo_alt.data or ""
        )
    if left:
        storage().delete(left)
    if changed:
        flash(
            gettext(
                "C’est fait. Les personnes de %(town)s le voient dès la prochaine page qu’elles "
                "ouvrent.",
                town=town.name,
            )
        )
    else:
        flash(gettext("Rien n’a changé."), "info")
    return redirect(url_for("partners.town_look", municipality_id=town.id), 303)


@bp.get("/couleurs/<int:municipality_id>-<int:version>.css")
@anyone
def town_colours(municipality_id: int, version: int) -> Response:
    """Return the few tokens that a town changes."""
    look = _look(municipality_id, version)
    return _for_ever(_sheet(look.colour), "text/css; charset=utf-8")


@bp.get("/couleurs/<int:municipality_id>-<int:version>.webp")
@anyone
def town_logo(municipality_id: int, version: int) -> Response:
    """Return the logo of a town."""
    look = _look(municipality_id, version)
    try:
        picture = storage().get(look.logo_key or "")
    except (NothingStored, ValueError):
        raise Missing from None
    return _for_ever(picture, _WEBP)


def _look(municipality_id: int, version: int) -> TownLook:
    look = db.session.get(TownLook, municipality_id)
    if look is None or look.version != version:
        raise Missing
    return look


def _sheet(colour: str) -> str:
    if not colour:
        return _LOGO
    pair = pair_of(colour)
    day = f":root{{--action:{pair.day};--on-action:{pair.on_day}}}"
    night = f":root{{--action:{pair.night};--on-action:{pair.on_night}}}"
    return f"{day}@media (prefers-color-scheme:dark){{{night}}}{_LOGO}"


def _for_ever(body: str | bytes, kind: str) -> Response:
    answer = make_response(body)
    answer.content_type = kind
    answer.headers["Cache-Control"] = _FOREVER
    return answer
