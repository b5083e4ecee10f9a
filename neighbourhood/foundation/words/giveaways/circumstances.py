"""What only together points at one: school and class, illness and trade, an hour and a spot."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.counting import number
from neighbourhood.foundation.words.giveaways.lists import phrases, these, vocabulary, words
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

SCHOOLS = vocabulary("circumstances", "schools")
_CLASSES = vocabulary("circumstances", "classes")
_GRADES = frozenset({"6", "5", "4", "3", "2", "1"})
_MARKS = vocabulary("circumstances", "marks")
_PRESENT = vocabulary("circumstances", "present")
_SPOTS = vocabulary("circumstances", "spots")
_AT_A_SPOT = vocabulary("circumstances", "at_a_spot")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find what only together gives somebody away."""
    yield from _schooled(read)
    yield from _ill_with_a_trade(read)
    for place, token in enumerate(read.tokens):
        if (
            token.key in ("h", "heures", "heure", ":")
            and _is_hour(read, place)
            and _is_watched(read, place)
        ):
            yield read.found(Trace.HOURS, max(place - 1, 0), place)


def _schooled(read: Reading) -> Iterator[Giveaway]:
    schools: dict[int, int] = {}
    classes: dict[int, int] = {}
    for place, token in enumerate(read.tokens):
        if token.key in SCHOOLS and _is_named_school(read, place):
            schools.setdefault(token.sentence, place)
        elif end := _class(read, place):
            classes.setdefault(token.sentence, place)
            if _is_at_a_name(read, end):
                schools.setdefault(token.sentence, end)
            if _is_one_class(read, end) and read.speaks_of(
                place, SCHOOLS | {"classe", "instituteur", "maitresse"}
            ):
                schools.setdefault(token.sentence, place)
    for sentence, place in schools.items():
        if sentence in classes:
            first, last = sorted((place, classes[sentence]))
            yield read.found(Trace.SCHOOL, first, last)


def _is_named_school(read: Reading, place: int) -> bool:
    step = place + 1
    for _ in range(4):
        if (
            read.key(step)
            in these("de du des la le les l d a au maternelle primaire elementaire publique privee")
            or read.key(step) in SCHOOLS
        ):
            step += 1
    name = read.at(step)
    return (
        name.is_word
        and name.is_capital
        and name.sentence == read.at(place).sentence
        and not _is_level(name.key, name.is_loud)
    )


def _is_level(key: str, loud: bool) -> bool:
    return key in _CLASSES or (loud and len(key) <= 3)


def _class(read: Reading, place: int) -> int:
    """Return where the class named here ends, 0 for none."""
    key, after = read.key(place), read.at(place + 1)
    if key in ("ce", "cm") and after.key in ("1", "2") and after.joint in ("", " "):
        return place + 2
    if key in ("cp", "gs", "ps", "ms", "tps") and read.at(place).is_loud:
        return place + 1
    if key in ("petite", "moyenne", "grande") and after.key == "section":
        return place + 2
    if (
        key in _GRADES
        and after.key in ("e", "eme", "ieme", "nde", "ere", "de")
        and after.joint == ""
    ):
        return place + 2 if read.key(place - 1) in ("en", "de", "classe", "d", "la", "sa") else 0
    named = key in (
        "sixieme",
        "cinquieme",
        "quatrieme",
        "troisieme",
        "seconde",
        "premiere",
        "terminale",
        "ulis",
        "segpa",
    )
    begins = read.at(place).first and after.key in ("au", "a", "dans")
    return (
        place + 1 if named and (begins or read.key(place - 1) in ("en", "de", "classe", "d")) else 0
    )


def _is_at_a_name(read: Reading, end: int) -> bool:
    name = read.at(end + 1)
    tied = read.at(end + 2).joint == "-"
    named = name.is_capital and name.is_word and (tied or name.key not in words("things"))
    return named and read.key(end) in ("a", "au")


def _is_one_class(read: Reading, end: int) -> bool:
    token = read.at(end)
    letter = token.is_letter and token.key not in ("a", "l", "d", "n")
    return (
        letter
        or (token.text == "A" and token.is_letter)
        or (token.is_number and len(token.key) == 1)
    )


def _ill_with_a_trade(read: Reading) -> Iterator[Giveaway]:
    ills: dict[int, int] = {}
    trades: dict[int, int] = {}
    known = phrases("rare_illnesses")
    for place, token in enumerate(read.tokens):
        if token.is_word and read.phrase(place, known):
            ills.setdefault(token.sentence, place)
        if token.key in words("trades"):
            trades.setdefault(token.sentence, place)
    earliest = min(ills.values(), default=None)
    for sentence, place in trades.items():
        near = sentence in ills
        marked = any(token.key in _MARKS for token in read.back(place, 2))
        other = earliest if marked else None
        ill = ills[sentence] if near else other
        if ill is not None and (near or marked):
            first, last = sorted((ill, place))
            yield read.found(Trace.HEALTH, first, last)


def _is_hour(read: Reading, place: int) -> bool:
    before = number(read, place - 1)
    if before is None or before[0] > 24 or before[1] != place:
        return False
    return read.key(place) != ":" or (
        read.at(place + 1).is_number and len(read.key(place + 1)) == 2
    )


def _is_watched(read: Reading, place: int) -> bool:
    """Tell whether the sentence says where somebody is to be seen at that hour."""
    if not read.speaks_of(place, _PRESENT):
        return False
    window = range(max(place - 40, 0), min(place + 40, len(read)))
    sentence = read.at(place).sentence
    return any(
        read.at(step).sentence == sentence
        and read.key(step) in _SPOTS
        and any(token.key in _AT_A_SPOT for token in read.back(step, 3))
        for step in window
    )
