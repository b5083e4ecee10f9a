"""Photos of what people put up: taken in, handed out."""

from typing import Protocol

from flask import Response, make_response
from werkzeug.datastructures import FileStorage

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.web.fields import FileField
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp

_WEBP = "image/webp"


class Pictured(Protocol):
    """A form that asks for a photo."""

    photo: FileField


def take_in(form: Pictured) -> str | None:
    """Store the photo of a form and return its key; a bad one becomes an error of its field.

    Called before any transaction is open: decoding and storing take their time.
    """
    sent = form.photo.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    try:
        picture = off_the_loop(photo_to_webp, sent.read())
    except PhotoRefused as refusal:
        form.photo.errors = [refusal.say()]
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


def name_of(key: str) -> str:
    """Return the last part of a key, for the address of the photo."""
    return key.rpartition("/")[2]


def forget(key: str | None) -> None:
    """Throw a photo away; called once nothing refers to it."""
    if key:
        storage().delete(key)
