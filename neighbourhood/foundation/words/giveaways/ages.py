"""An exact age, where one can go and look."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.counting import number
from neighbourhood.foundation.words.giveaways.lists import vocabulary, words
from neighbourhood.foundation.words.giveaways.reading import PEOPLE, Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

_LASTS = vocabulary("ages", "lasts")
_WHERE = vocabulary("ages", "where")
_BESIDE = vocabulary("ages", "beside")
_SPOTS = vocabulary("ages", "spots")
_LIVES = vocabulary("ages", "lives")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find exact ages in a sentence that says where."""
    for place, token in enumerate(read.tokens):
        if token.key not in ("ans", "an", "mois", "printemps"):
            continue
        first = _age(read, place)
        if first is not None and _is_placed(read, place):
            yield read.found(Trace.AGE, first, place)


def _age(read: Reading, place: int) -> int | None:
    """Return where the exact age of somebody that ends here begins, None when it is no age."""
    first = next(
        (
            step
            for step in (place - 1, place - 2, place - 3, place - 4)
            if _counts_to(read, step, place)
        ),
        None,
    )
    if (
        first is None
        or read.near_before(first, _LASTS, 2)
        or (
            read.key(place + 1) in ("et", "de")
            and read.key(place + 2) in ("plus", "garantie", "moins")
        )
    ):
        return None
    if read.key(first - 1) in ("a", "aux", "les") and read.at(first - 1).text != "a":
        return None
    aged = read.at(first).first or read.key(first - 1) in (
        "age",
        "agee",
        "ages",
        "agees",
        "a",
        "ses",
        "(",
        ",",
    )
    people = read.near_before(first, PEOPLE, 6) or any(
        t.is_capital and not t.first and t.key not in words("things") for t in read.back(first, 3)
    )
    return first if aged or people or read.near_before(first, ("agee", "age"), 3) else None


def _counts_to(read: Reading, step: int, place: int) -> bool:
    counted = number(read, step)
    return counted is not None and counted[1] == place and 0 < counted[0] < 115


def _is_placed(read: Reading, place: int) -> bool:
    said = read.said[read.at(place).sentence]
    if not said.isdisjoint(_WHERE) or (
        not said.isdisjoint(_BESIDE) and not said.isdisjoint(_SPOTS)
    ):
        return True
    return any(_is_place_name(read, step) for step in _sentence(read, place))


def _sentence(read: Reading, place: int) -> range:
    # Far enough for any sentence one would write, and no further.
    return range(max(place - 40, 0), min(place + 40, len(read)))


def _is_place_name(read: Reading, step: int) -> bool:
    token = read.at(step)
    if not token.is_word or not token.is_capital or token.first or len(token.key) < 3:
        return False
    before = read.keys(step - 3, 3)
    if step in read.harmless and read.phrase(step, read.here.places):
        return True
    if "quartier" in before[-3:]:
        return True
    lives = read.near_before(step, _LIVES, 5)
    return (
        lives and before[-1:] != () and before[-1] in ("a", "au", "aux", "de", "la", "saint", "du")
    )
