"""Photos of what people put up: taken in with a form, handed out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from flask import Response, flash, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.storage import NothingStored, new_key, storage
from neighbourhood.foundation.storing import drafts, pictures
from neighbourhood.foundation.storing.pictures import MOST_PHOTOS, Photo
from neighbourhood.foundation.web.fields import FilesField
from neighbourhood.foundation.web.steps import Walk
from neighbourhood.foundation.web.uploads import PhotoRefused, off_the_loop, photo_to_webp

_WEBP = "image/webp"


class Asking(Protocol):
    """A form that asks for photos."""

    photos: FilesField

    def validate_on_submit(self) -> bool:
        """Tell whether it was sent, and is right."""


def take_in(form: Asking, beside: Sequence[Photo], *, in_draft: bool = False) -> list[Photo]:
    """Store the photos of a form, which stand `beside` others already.

    What is wrong with one, with their number or with a description is said at the field. A draft
    keeps as many as there is room for. Called before any transaction is open: decoding and storing
    take their time.
    """
    if not pictures.are_short(beside):
        form.photos.errors = [gettext("Une description est trop longue : 200 caractères au plus.")]
    if form.photos.errors:
        return []
    room = MOST_PHOTOS - len(beside)
    if len(form.photos.sent) > room:
        form.photos.errors = [_say_too_many(in_draft)]
    chosen = form.photos.sent[:room] if in_draft or not form.photos.errors else []
    keys = [_stored(form, file) for file in chosen]
    return pictures.fresh([key for key in keys if key])


def _say_too_many(in_draft: bool) -> str:
    if in_draft:
        return str(gettext("Six photos au plus : les autres ne sont pas ajoutées."))
    return str(gettext("Six photos au plus : choisissez-en moins, ou retirez-en."))


def _stored(form: Asking, file: FileStorage) -> str | None:
    try:
        picture = off_the_loop(photo_to_webp, file.read())
    except PhotoRefused as refusal:
        form.photos.errors = [refusal.say()]
        return None
    key = new_key("photos", "webp")
    storage().put(key, picture, _WEBP)
    return key


def left_by(form: Asking, before: Sequence[Photo]) -> list[Photo] | None:
    """Return the photos of a thing as a right form leaves them; None to show the form (again)."""
    if not form.validate_on_submit():
        return None
    kept = pictures.arranged(before, request.form)
    fresh = take_in(form, kept)
    if not form.photos.errors:
        return [*kept, *fresh]
    forget(photo["key"] for photo in fresh)
    return None


def answer_step(
    walk: Walk, page: str, asked: Callable[[], Any], typed: Mapping[str, Any], **shown: object
) -> ResponseReturnValue:
    """Keep what was typed on a page with photos, and go on, back, or show what is to mend.

    Whoever adds photos sees them first, and may describe them. `asked` makes the form.
    """
    if walk.is_closing:
        keep_at_closing(walk, typed)
        return "", 204
    form = asked()
    right = form.validate_on_submit()
    are_new = keep_in_draft(walk, form, typed)
    right = right and not form.photos.errors
    if right and are_new and not request.form.get("go"):
        flash(gettext("Vos photos sont ajoutées. Décrivez-les si vous voulez, puis continuez."))
        return walk.go(page)
    shown = {**shown, "photos": pictures.of_draft(walk.answers)}
    return walk.leaving(page) or walk.next(page, form, right=right, **shown)


def begin_anew(walk: Walk) -> ResponseReturnValue:
    """Forget a draft with its photos, and go to its first page."""
    forget(drafts.files_of(walk.begin_anew()))
    return walk.go(walk.steps.pages[0])


def hand_out_of_draft(walk: Walk, name: str) -> Response:
    """Answer with a photo of one’s own draft."""
    return hand_out(pictures.key_named(pictures.of_draft(walk.answers), name))


def keep_in_draft(walk: Walk, form: Asking, typed: Mapping[str, Any]) -> bool:
    """Keep what was typed on a page, and its photos; tell whether there are new ones."""
    known = pictures.of_draft(walk.answers)
    stay = pictures.arranged(known, request.form)
    new = take_in(form, stay, in_draft=True)
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
