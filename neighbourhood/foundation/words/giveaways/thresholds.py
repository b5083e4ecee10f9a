"""A door in its street: its number, its floor, its part of the building, its code."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.counting import MONTHS, number
from neighbourhood.foundation.words.giveaways.doors import STREETS
from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.reading import LIVING, PEOPLE, Reading
from neighbourhood.foundation.words.giveaways.tokens import Token
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

_PARTS = vocabulary("thresholds", "parts")
_BUILDINGS = vocabulary("thresholds", "buildings")
_ORDINALS = vocabulary("thresholds", "ordinals")
_ENDINGS = vocabulary("thresholds", "endings")
_SIDES = vocabulary("thresholds", "sides")
_CODES = vocabulary("thresholds", "codes")
_CALLS = vocabulary("thresholds", "calls")
_AFTER_A_DOOR = vocabulary("thresholds", "after_a_door")
_LIVE = vocabulary("doors", "live")
# "Le 3e arrondissement" is no floor.
_OTHER_THIRDS = vocabulary("thresholds", "other_thirds")
_TENANTS = PEOPLE - vocabulary("thresholds", "young")
_REPEATED = vocabulary("doors", "repeated")
_LANES = vocabulary("doors", "lanes")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find doors by their number, their floor or their part of a building, and codes of doors."""
    for place, token in enumerate(read.tokens):
        key = token.key
        if key in ("code", "codes", "digicode") and (last := _code(read, place)):
            yield read.found(Trace.CODE, place, last)
        if (key in _PARTS or key in _BUILDINGS) and (last := _part(read, place)):
            yield read.found(Trace.ADDRESS, place, last)
        if last := _at_a_number(read, place) or _on_a_floor(read, place):
            yield read.found(Trace.ADDRESS, place, last)


def _code(read: Reading, place: int) -> int:
    step, ready = place + 1, read.key(place) == "digicode"
    for _ in range(7):
        key = read.key(step)
        ready = ready or key in _CODES or key in ("est", ":", "=")
        if key in _CODES or key in (
            "est",
            ":",
            "=",
            "de",
            "d",
            "du",
            "la",
            "l",
            "le",
            "a",
            "c",
            "n",
            "°",
            "pour",
            "en",
        ):
            step += 1
    figures = read.at(step)
    ready = ready or read.near_before(place, _CODES, 4)
    is_code = figures.is_number and 3 <= len(figures.key) <= 8
    glued = _is_mixed(figures, read.at(step + 1))
    if read.key(place + 1) in (
        "postal",
        "promo",
        "insee",
        "ape",
        "naf",
        "couleur",
        "article",
        "barre",
    ):
        return 0
    return step if ready and (is_code or glued) else 0


def _is_mixed(token: Token, after: Token) -> bool:
    """Tell whether a figure and a letter touch: "12A", "B4"."""
    return after.joint == "" and (
        (token.is_number and after.is_letter) or (token.is_letter and after.is_number)
    )


def _part(read: Reading, place: int) -> int:
    """Return where a part of a building ends: "bâtiment B", "appt 34", "porte n° 3"."""
    step = place + 1 + (read.key(place + 1) == ".")
    if read.key(step) in ("n", "no", "num", "numero"):
        step += 1 + (read.key(step + 1) in ("°", "º", "."))
    name, after = read.at(step), read.at(step + 1)
    named = name.is_letter or (name.is_number and len(name.key) <= 4)
    if not named or name.sentence != read.at(place).sentence:
        return 0
    if name.is_letter and after.key in ("'", "’"):
        return 0
    if read.key(place) in _BUILDINGS and not (read.key(place) == "hall" and after.is_word):
        return step
    ends = (
        not after.key.isalnum()
        or after.sentence != name.sentence
        or after.key in _AFTER_A_DOOR | _BUILDINGS
    )
    measure = after.text in ("€", "%", "/") or (after.text in ",." and read.at(step + 2).is_number)
    glued = _is_mixed(name, after) and (name.is_number or after.is_number)
    return step if (ends and not measure) or glued else 0


def _at_a_number(read: Reading, place: int) -> int:
    """Return where "au 12", "au numéro douze" or "la dame du 8" ends, 0 for none."""
    key = read.key(place)
    if key not in ("au", "du", "le", "numero", "num", "n", "no", "nº"):
        return 0
    step, said = place, key in ("numero", "num")
    if key in ("au", "du", "le"):
        step += 1
    if read.key(step) in ("numero", "num", "n", "no", "nº"):
        said, step = True, step + 1
        step += read.key(step) in ("°", "º", ".")
    counted = number(read, step)
    if (
        counted is None
        or counted[0] > 2999
        or counted[0] == 0
        or (key in ("le", "n", "no") and not said)
    ):
        return 0
    after = counted[1]
    if _belongs_to_a_street(read, after):
        return after
    if not _ends_a_door(read, after) or read.near_before(place, _CALLS, 5):
        return 0
    if key == "au" and said and not read.near_before(place, ("bus", "ligne", "tram"), 3):
        return after - 1
    if read.near_before(place, ("du",), 3) and key == "au" and read.at(place - 1).is_number:
        return 0
    homes = LIVING | PEOPLE if key in ("au", "du") else LIVING
    return after - 1 if read.near_before(place, homes, 7) else 0


def _belongs_to_a_street(read: Reading, after: int) -> bool:
    """Tell whether "bis", or "de la rue", follows the number."""
    if read.key(after) in ("bis", "ter", "quater"):
        return True
    return read.key(after) == "de" and any(
        read.key(after + step) in STREETS | _LANES for step in (1, 2)
    )


def _ends_a_door(read: Reading, after: int) -> bool:
    token, next_one = read.at(after), read.at(after + 1)
    if token.key in MONTHS or token.text in ("/", ":", "%", "€", "°", "-"):
        return False
    if token.text in ".," and next_one.is_number and next_one.start == token.end:
        return False
    letter = token.key in _REPEATED or (token.joint == "" and token.is_letter)
    return (
        letter
        or not token.key.isalnum()
        or token.key in _AFTER_A_DOOR | STREETS
        or token.sentence != read.at(after - 1).sentence
    )


def _on_a_floor(read: Reading, place: int) -> int:
    """Return where "la dame du 3e" or "étage gauche" ends, 0 for none."""
    key = read.key(place)
    if key == "etage" and read.key(place + 1) in _SIDES:
        return place + 1 if read.key(place + 2) not in ("de", "du") else 0
    last = _ordinal(read, place + 1) if key in ("du", "au") else 0
    after = read.key(last + 1)
    if not last or after in _OTHER_THIRDS:
        return 0
    near = read.near_before(place, _TENANTS if key == "du" else _LIVE, 3)
    return last if near and (key == "du" or after in ("etage", "au") or not after.isalpha()) else 0


def _ordinal(read: Reading, place: int) -> int:
    """Return where "3e" or "troisième" ends, 0 for another word."""
    figures, ending = read.at(place), read.at(place + 1)
    if figures.is_number and len(figures.key) <= 2 and ending.key in _ENDINGS:
        return place + 1 if ending.joint == "" else 0
    return place if figures.key in _ORDINALS else 0
