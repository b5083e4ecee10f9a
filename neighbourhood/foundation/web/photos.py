"""Photos of what people put up: taken in with a form, handed out."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from flask import Response, make_response, request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.pictures import MOST_PHOTOS, Photo
from neighbourhood.foundation.web.fields import FilesField
from neighbourhood.foundation.web.steps import Walk
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp

_WEBP = "image/webp"


class Asking(Protocol):
    """A form that asks for photos."""

    photos: FilesField


def take_in(form: Asking, beside: int) -> list[Photo]:
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
    return pictures.fresh([key for key in keys if key])


def _stored(form: Asking, file: FileStorage) -> str | None:
    try:
        picture = off_the_loop(photo_to_webp, file.read())
    except PhotoRefused as refusal:
        form.photos.errors = [refusal.say()]
        return None
    key = new_key("photos", "webp")
    storage().put(key, picture, _WEBP)
    return key


def keep_in_draft(walk: Walk, form: Asking, typed: Mapping[str, Any]) -> bool:
    """Keep what was typed on a page, and its photos; tell whether there are new ones."""
    known = pictures.of_draft(walk.answers)
    stay = pictures.arranged(known, request.form)
    new = take_in(form, len(stay))
    before = pictures.of_draft(walk.keep(**typed))
    if before != known:
        # Published meanwhile, it keeps its own.
        stay = [photo for photo in stay if photo in before]
    if new or stay != before:
        walk.keep(photos=[*stay, *new], photo=None)
        forget(pictures.taken_away(before, [*stay, *new]))
    return bool(new)


def keep_at_closing(walk: Walk, typed: Mapping[str, Any]) -> None:
    """Keep what was typed on such a page that is being closed: nothing is sent, or taken away."""
    described = pictures.described(pictures.of_draft(walk.answers), request.form)
    walk.keep(photos=described, photo=None, **typed)


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
