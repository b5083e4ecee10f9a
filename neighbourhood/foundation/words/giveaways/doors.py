"""Where somebody lives: a street with or without its number, a building that has a name."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.counting import number
from neighbourhood.foundation.words.giveaways.lists import vocabulary, words
from neighbourhood.foundation.words.giveaways.reading import LIVING, Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

# What is hardly ever anything but a street.
STREETS = vocabulary("doors", "streets")
_LANES = vocabulary("doors", "lanes")
_ESTATES = vocabulary("doors", "estates")
# Everyday words too: "une place en crèche", "un cours de natation".
_SQUARES = vocabulary("doors", "squares")
_SMALL = vocabulary("doors", "small")
_OF = vocabulary("doors", "of")
_COMMON = vocabulary("doors", "common")
_NO_ESTATE = vocabulary("doors", "no_estate")
_LONG_WAYS = vocabulary("doors", "long_ways")
_LIVE = vocabulary("doors", "live")
_KINDS_OF_STREET = vocabulary("doors", "kinds_of_street")
_REPEATED = vocabulary("doors", "repeated")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find streets, buildings with a name, and towns with their postcode."""
    for place, token in enumerate(read.tokens):
        key = token.key
        if key == "r" and read.key(place + 1) == "." and _has_number(read, place):
            yield read.found(Trace.ADDRESS, place, place + 2)
        if last := _own_street(read, place):
            yield read.found(Trace.ADDRESS, place, last)
        elif key in STREETS or key in _LANES or key in _ESTATES or key in _SQUARES:
            if last := _way(read, place):
                yield read.found(Trace.ADDRESS, place, last)
        elif token.is_number and (last := _postcode(read, place)):
            yield read.found(Trace.ADDRESS, place, last)


def _own_street(read: Reading, place: int) -> int:
    """Return where a street of this town ends, 0 for none: whole, or its name after "habite"."""
    if not read.at(place).is_word or not read.here.streets:
        return 0
    count = read.phrase(place, read.here.streets, least=2)
    if count and (
        read.key(place) in STREETS or _is_lived_in(read, place) or _has_number(read, place)
    ):
        return place + count - 1
    return 0


def _way(read: Reading, place: int) -> int:
    """Return where the street that begins with this word ends, 0 when it is no street."""
    step = place + 1 + (read.key(place + 1) == ".")
    small = 0
    while (
        read.key(step) in _SMALL and small < 3 and read.at(step).sentence == read.at(place).sentence
    ):
        step, small = step + 1, small + 1
    name = read.at(step)
    if not name.key.isalnum() or name.sentence != read.at(place).sentence:
        return 0
    first = read.at(place + 1)
    if read.at(place).key in STREETS:
        named = _names_a_street(read, place, step)
    elif name.is_number:
        named = _has_number(read, place) or (read.key(place) in _LANES and small > 0)
    elif not name.is_capital:
        named = _has_number(read, place) and read.key(place) in _LANES and name.key not in _COMMON
    else:
        named = _is_door_like(read, place, step)
    return step if named and first.key not in ("\0", ",") else 0


def _names_a_street(read: Reading, place: int, step: int) -> bool:
    name = read.at(step)
    if name.key in _COMMON:
        return False
    if name.is_number:
        return read.key(step - 1) in _SMALL or _has_number(read, place)
    known = name.key in words("first_names") or name.key in words("surnames")
    after_of = any(read.key(middle) in _OF for middle in range(place + 1, step))
    after_verb = read.key(place - 1) in _LIVE and name.key not in _KINDS_OF_STREET
    is_stop = read.key(place) == "av" and read.key(place + 1) != "."
    return not is_stop and (
        name.is_capital or known or after_of or after_verb or _has_number(read, place)
    )


def _is_door_like(read: Reading, place: int, step: int) -> bool:
    key, name = read.key(place), read.at(step)
    if place in read.harmless or name.key in _NO_ESTATE or name.key in _LONG_WAYS:
        return key in _LANES | _ESTATES and _has_number(read, place)
    if key in _LANES:
        return True
    if key in _ESTATES:
        return (
            read.at(place).start == 0
            or read.key(place - 1) not in ("en", "service")
            or name.is_letter
        )
    if _has_number(read, place):
        return key != "cours" or name.key not in words("things")
    return _is_lived_in(read, place)


def _is_lived_in(read: Reading, place: int) -> bool:
    return read.near_before(place, LIVING, 8)


def _has_number(read: Reading, place: int) -> bool:
    """Tell whether a number of a door stands before: "12 bis, ", "au douze de la "."""
    step = place - 1
    while read.key(step) in ("la", "l", "de", ",", "du", "'") or read.key(step) in _REPEATED:
        step -= 1
    token = read.at(step)
    if not 0 <= place - step <= 5 or token.sentence != read.at(place).sentence:
        return False
    if len(token.key) == 1 and token.is_word and token.key in "abcd":
        step, token = step - 1, read.at(step - 1)
    return (token.is_number and len(token.key) <= 4) or (
        number(read, step) is not None
        and step > 0
        and read.key(step - 1) in ("au", "numero", "habite")
    )


def _postcode(read: Reading, place: int) -> int:
    code, town = read.at(place), read.at(place + 1)
    if (
        len(code.key) != 5
        or code.key[:2] in ("00", "99")
        or not town.is_word
        or not town.is_capital
    ):
        # The demonstration's town has a code of its own.
        return place + 1 if code.key[:2] == "99" and len(code.key) == 5 and town.is_capital else 0
    if (
        len(town.text) < 3
        or (town.is_loud and len(town.text) < 4)
        or read.near_before(place, ("ref", "reference", "modele"), 3)
    ):
        return 0
    return place + 1
