"""What makes one ask whether somebody might be recognised: one word, a rare illness, a school."""

from collections.abc import Iterator
from functools import lru_cache

from neighbourhood.foundation.words.giveaways.lists import forms, phrases, these, vocabulary
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import NOWHERE

QUESTIONS = ("family", "work", "health", "origin", "home", "story")
_SCHOOLS = vocabulary("circumstances", "schools")
_SCHOOLED = vocabulary("hints", "schooled")
_BETWEEN = these("de du des d la le les l a au aux maternelle primaire elementaire publique privee")

Passage = tuple[int, int, str]


def hints(text: str) -> Iterator[Passage]:
    """Find what makes one ask, the longest passage at each place, and the question it asks."""
    read = Reading(text, NOWHERE)
    end = 0
    for place, token in enumerate(read.tokens):
        if place < end or not token.is_word:
            continue
        last, question = _at(read, place)
        if question:
            yield token.start, read.at(last).end, question
            end = last + 1


def _at(read: Reading, place: int) -> tuple[int, str]:
    school = _school(read, place)
    if school >= 0:
        return school, "home"
    ill = read.phrase(place, _illnesses())
    if ill:
        return place + ill - 1, "health"
    return place, question_of(read.key(place))


def _school(read: Reading, place: int) -> int:
    """Return where "l’école Jules Ferry", "élève à Pasteur" or "Jules-Ferry" ends, -1 for none."""
    token = read.at(place)
    if token.key in _SCHOOLS or token.key in _SCHOOLED:
        step = place + 1
        while step < place + 4 and read.key(step) in _BETWEEN | _SCHOOLS:
            step += 1
        named = step > place + 1 or token.key in _SCHOOLS
        if named and read.at(step).sentence == token.sentence:
            return _name(read, step)
        return -1
    last = _name(read, place)
    return last if last > place and read.at(place + 1).joint == "-" else -1


def _name(read: Reading, place: int) -> int:
    """Return where the words with a capital end that begin here, -1 for none."""
    last = place - 1
    while (
        last + 1 < place + 4
        and read.at(last + 1).is_word
        and read.at(last + 1).is_capital
        and read.at(last + 1).sentence == read.at(place).sentence
    ):
        last += 1
    return last if last >= place else -1


@lru_cache(maxsize=1)
def _illnesses() -> frozenset[tuple[str, ...]]:
    return phrases("rare_illnesses")


@lru_cache(maxsize=5_000)
def question_of(key: str) -> str:
    """Return the question that a word makes one ask, of a woman, of a man or of several."""
    bases = forms(key)
    return next((code for code in QUESTIONS if not bases.isdisjoint(vocabulary("hints", code))), "")
