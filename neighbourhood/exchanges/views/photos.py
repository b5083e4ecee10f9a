"""Photos of notices: taken in, handed out."""

from collections.abc import Iterable

from flask import Response, make_response
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from neighbourhood.exchanges.forms.writing import DetailsForm
from neighbourhood.feed.pictures import MOST_PHOTOS, Photo, fresh
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp

_WEBP = "image/webp"


def take_in(form: DetailsForm, beside: int) -> list[Photo]:
    """Store the photos of a form; what is wrong with one, or too many, is said at its field.

    Called before any transaction is open: decoding and storing take their time. So many stand
    `beside` them already.
    """
    if form.photos.errors:
        return []
    room = MOST_PHOTOS - beside
    keys = [_stored(form, file) for file in form.photos.sent[:room]]
    if len(form.photos.sent) > room:
        form.photos.errors = [gettext("Six photos au plus : les autres ne sont pas ajoutées.")]
    return fresh([key for key in keys if key])


def _stored(form: DetailsForm, file: FileStorage) -> str | None:
    try:
        picture = off_the_loop(photo_to_webp, file.read())
    except PhotoRefused as refusal:
        form.photos.errors = [refusal.say()]
        return None
    key = new_key("photos", "webp")
    storage().put(key, picture, _WEBP)
    return key


def hand_out(key: str | None) -> Response:
    """Answer with a photo; its address changes with it, so that a browser may keep it."""
    try:
        picture = storage().get(key or "")
    except (NothingStored, ValueError):
        raise Missing from None
    answer = make_response(picture)
    answer.content_type = _WEBP
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def forget(keys: Iterable[str]) -> None:
    """Throw photos away; called once nothing refers to them."""
    for key in keys:
        storage().delete(key)
