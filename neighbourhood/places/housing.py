"""Which number of a question is the house's, and which suffix follows it."""

from collections.abc import Sequence

from neighbourhood.places.atlas import Way
from neighbourhood.places.lookup import Term
from neighbourhood.places.spelling import SUFFIXES, suffix_sign
from neighbourhood.places.surroundings import ORDINALS, Asked


def house_numbers(street: Way, asked: Asked) -> list[int]:
    """Return the ranks of what may be the house: what neither street nor town accounts for."""
    if asked.numbers:
        return list(asked.numbers)
    words = asked.tokens
    own = _own_numbers(street, words)
    for rank, token in enumerate(words):
        if not token.isdigit() or len(token) > 4 or rank in own or rank in asked.aside:
            continue
        if not _town_number(street, words, rank):
            return [rank]
    return []


def _own_numbers(street: Way, words: Sequence[str]) -> set[int]:
    """Return where the numbers of a street's name stand: beside the words they stand beside."""
    taken: set[int] = set()
    name = ["", *street.named, ""]
    for at, number in enumerate(name):
        if not number.isdigit():
            continue
        beside = [
            ((after == name[at + 1]) + (before == name[at - 1]), rank)
            for rank, (before, word, after) in enumerate(
                zip(["", *words], words, [*words[1:], ""], strict=False)
            )
            if word == number and rank not in taken
        ]
        if beside:
            taken.add(max(beside)[1])
    return taken


def _town_number(street: Way, words: Sequence[str], rank: int) -> bool:
    """Tell whether a number is that of the arrondissement: "Paris 20", "20e"."""
    if words[rank] not in street.town_words:
        return False
    before, after = [*words, ""][rank - 1] if rank else "", [*words, ""][rank + 1]
    return (before in street.town_words and not before.isdigit()) or after in ORDINALS


def suffixes_after(
    asked: Sequence[str],
    position: int,
    terms: Sequence[Term],
    street: Way,
) -> tuple[frozenset[str], bool]:
    """Return the suffixes that may follow the number, and whether no street word explains them."""
    if position < 0:
        return frozenset(), False
    first, second = [*asked[position + 1 : position + 3], "", ""][:2]
    if not first.isalpha() or not (len(first) <= 2 or first in SUFFIXES):
        return frozenset(), False
    joined = {first + second} if second.isdigit() and len(second) < 3 else set()
    meant = any(term.typed == first and term.fit(street) for term in terms)
    return frozenset({suffix_sign(first), first, *joined}), not meant
