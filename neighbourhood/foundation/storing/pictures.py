"""The photos of what neighbours put up: up to six, each with the words that describe it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.foundation.words.sanitising import clean_text

MOST_PHOTOS = 6
DESCRIPTION_LIMIT = 200
_MOST_KEPT = 2_000
# How the names of fields begin that stand beside each photo of a form; its own name follows.
DESCRIPTION, DROP = "description-", "drop-"

Photo = Mapping[str, str]
# For the table of whatever is pictured, so that the database refuses more.
FEW_ENOUGH = f"json_array_length(photos) <= {MOST_PHOTOS}"


class Pictured:
    """Mixin of a posting with photos: the `key` of each in storage, and its `description`."""

    photos: Mapped[list[Any]] = mapped_column(default=list)


def name_of(photo: Photo) -> str:
    """Return the last part of a key, for the address of the photo."""
    return photo["key"].rpartition("/")[2]


def say(photos: Sequence[Photo]) -> str:
    """Say what was written of each photo."""
    return " ; ".join(photo["description"] or gettext("une photo") for photo in photos)


def key_named(photos: Sequence[Photo], name: str) -> str | None:
    """Return the key of the photo of this name, None when it is none of these."""
    return next((photo["key"] for photo in photos if name_of(photo) == name), None)


def arranged(photos: Sequence[Photo], typed: Mapping[str, str]) -> list[Photo]:
    """Return the photos that stay, described as was typed."""
    stay = [photo for photo in photos if f"{DROP}{name_of(photo)}" not in typed]
    return described(stay, typed)


def described(photos: Sequence[Photo], typed: Mapping[str, str]) -> list[Photo]:
    """Return the photos, all of them, described as was typed."""
    return [{"key": photo["key"], "description": _described(photo, typed)} for photo in photos]


def _described(photo: Photo, typed: Mapping[str, str]) -> str:
    said = typed.get(f"{DESCRIPTION}{name_of(photo)}", photo["description"])
    return clean_text(said[:_MOST_KEPT], one_line=True)


def are_short(photos: Sequence[Photo]) -> bool:
    """Tell whether every description is short enough to be published."""
    return all(len(photo["description"]) <= DESCRIPTION_LIMIT for photo in photos)


def fresh(keys: Sequence[str]) -> list[Photo]:
    """Return photos just stored, which nobody has described yet."""
    return [{"key": key, "description": ""} for key in keys]


def of_draft(answers: Mapping[str, Any]) -> list[Photo]:
    """Return the photos of a draft; one begun when there was a single photo holds that."""
    found: list[Photo] = answers.get("photos") or fresh(list(filter(None, [answers.get("photo")])))
    return found


def taken_away(before: Sequence[Photo], after: Sequence[Photo]) -> set[str]:
    """Return the keys of photos that are there no more."""
    return {photo["key"] for photo in before} - {photo["key"] for photo in after}
