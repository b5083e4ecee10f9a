"""Which property of a GeoJSON file names the quartiers, and what tells namesakes apart."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.elision import fill
from neighbourhood.places.spelling import tokens

Features = list[dict[str, Any]]

USUAL_KEYS = {
    "name", "nom", "nom qp", "nom quartier", "nom quart", "l qu", "libelle", "lib quartier",
    "libquart", "quartier",
}  # fmt: skip
TOWN_SIGNS = ("com", "ville", "city", "town", "municip")
CODE_SIGNS = (*TOWN_SIGNS, "insee", "code", "dep", "num", "cp", "postal")


class UnreadableError(Exception):
    """A whole file that cannot be read, and why."""

    def __init__(self, reason: LazyString, **details: object) -> None:
        super().__init__()
        self.reason, self.details = reason, details

    def say(self) -> str:
        """Return the reason in the reader's language."""
        return fill(str(self.reason), self.details)


def properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a feature, none if they are not a table."""
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def choose_name_key(features: Features) -> str:
    """Guess the property that names the quartiers, or raise `UnreadableError` with the choices."""
    texts = _text_keys(features)
    usual = [key for key in texts if " ".join(tokens(key)) in USUAL_KEYS]
    distinct = [key for key in texts if _all_differ(_values(features, key))]
    for choices in (usual, distinct, texts):
        if len(choices) == 1:
            return choices[0]
    raise UnreadableError(
        _l("Quelle propriété donne le nom ? Précisez-la (%(keys)s)."),
        keys=", ".join(filter(None, map(as_name, texts))) or "–",
    )


def full_names(features: Features, name_key: str) -> list[str | None]:
    """Return the name of each feature, its town in brackets when the file has namesakes."""
    names = [as_name(properties(feature).get(name_key)) for feature in features]
    twice = {name for name, count in Counter(names).items() if name and count > 1}
    towns = _telling(features, names, twice)
    if towns is None:
        return names
    return [
        f"{name} ({_code(properties(feature).get(towns))})" if name in twice else name
        for name, feature in zip(names, features, strict=True)
    ]


def _telling(features: Features, names: Sequence[str | None], twice: set[str]) -> str | None:
    """Return the property that tells namesakes apart: the name of a town, or else a code."""
    texts = _text_keys(features)
    every = dict.fromkeys(key for feature in features for key in properties(feature))
    codes = [key for key in every if key not in texts]
    for keys, signs in ((texts, TOWN_SIGNS), (codes, TOWN_SIGNS), (codes, CODE_SIGNS)):
        for key in keys:
            values = [_code(properties(feature).get(key)) for feature in features]
            pairs = [(n, v) for n, v in zip(names, values, strict=True) if n in twice]
            signed = any(sign in key.casefold() for sign in signs)
            if pairs and signed and _all_differ(pairs) and all(value for _, value in pairs):
                return key
    return None


def _code(value: object) -> str | None:
    """Return a name or a code as text; 67218.0, as tables write it, is 67218."""
    whole = isinstance(value, float) and value.is_integer()
    return as_name(int(value) if isinstance(value, float) and whole else value)


def _text_keys(features: Features) -> list[str]:
    keys = dict.fromkeys(key for feature in features for key in properties(feature))
    return [key for key in keys if _reads_as_names(_values(features, key))]


def _values(features: Features, key: str) -> list[Any]:
    found = [properties(feature).get(key) for feature in features]
    return [value for value in found if value is not None]


def _reads_as_names(values: list[Any]) -> bool:
    return bool(values) and all(
        isinstance(value, str) and any(letter.isalpha() for letter in value) and not _is_code(value)
        for value in values
    )


def _is_code(value: str) -> bool:
    return any(c.isdigit() for c in value) and not any(c.islower() for c in value)


def _all_differ(values: Sequence[Any]) -> bool:
    return len(values) == len(set(values))


def as_name(value: object) -> str | None:
    """Return what may stand in a list as a name, in order; None when it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    # A line break or a control character in a name would break every list it appears in.
    printable = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(printable.split()) or None
