"""A text made ready to be looked through: its words, its sentences, what to pass over."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from neighbourhood.foundation.words.giveaways import lists
from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.tokens import Token, tokenise
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Here, Trace

NOTHING = Token("\0", "\0", 0, 0, " ", -1, first=False)
LONGEST_PHRASE = 8

PEOPLE = vocabulary("reading", "people")
LIVING = vocabulary("reading", "living")


class Reading:
    """A text under the eye of all finders; each walks over `tokens` once."""

    def __init__(self, text: str, here: Here) -> None:
        self.text, self.here = text, here
        self.tokens = tokenise(text)
        self.said: dict[int, set[str]] = defaultdict(set)
        for token in self.tokens:
            self.said[token.sentence].add(token.key)
        self.harmless = self._harmless()

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, place: int) -> Token:
        """Return the token at a place, one that matches nothing outside the text."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else NOTHING

    def key(self, place: int) -> str:
        """Return the plain form of the token at a place."""
        return self.at(place).key

    def keys(self, place: int, count: int) -> tuple[str, ...]:
        """Return the plain forms of some tokens in a row."""
        return tuple(token.key for token in self.tokens[max(place, 0) : place + count])

    def back(self, place: int, count: int) -> Iterator[Token]:
        """Walk backwards over what stands before a place in its sentence."""
        sentence = self.at(place).sentence
        for step in range(1, count + 1):
            token = self.at(place - step)
            if token.sentence != sentence:
                return
            yield token

    def near_before(self, place: int, words: Collection[str], count: int = 6) -> bool:
        """Tell whether one of `words` stands shortly before a place, in its sentence."""
        return any(token.key in words for token in self.back(place, count))

    def speaks_of(self, place: int, words: Collection[str]) -> bool:
        """Tell whether the sentence of a place says one of `words`."""
        return not self.said[self.at(place).sentence].isdisjoint(words)

    def found(self, trace: Trace, first: int, last: int) -> Giveaway:
        """Name the passage from one token to another, both included."""
        return Giveaway(self.at(first).start, self.at(last).end, trace)

    def phrase(self, place: int, known: Collection[tuple[str, ...]], least: int = 1) -> int:
        """Return how many tokens from a place on make the longest known phrase, 0 for none."""
        for count in range(min(LONGEST_PHRASE, len(self) - place), least - 1, -1):
            if self.keys(place, count) in known:
                return count
        return 0

    def _harmless(self) -> set[int]:
        passed: set[int] = set()
        known = lists.phrases("phrases")
        for place, token in enumerate(self.tokens):
            if token.is_word:
                count = max(self.phrase(place, known), self.phrase(place, self.here.places))
                passed.update(range(place, place + count))
        return passed
