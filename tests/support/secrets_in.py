"""Finding secrets in lines, however many secrets: by the first word of each."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable

SHORTEST = 8
MOST = 20_000
_WORD = re.compile(r"[\w@.-]+")


def _tells(secret: str, words: list[str]) -> bool:
    """Tell a secret from a word that anybody may say."""
    odd = any(sign in secret for sign in "@-.") or secret.upper() == secret
    return odd or len(words) > 1 or len(secret) > 2 * SHORTEST


class Secrets:
    """The last ones that were planted; what is too short or one common word is none."""

    def __init__(self, planted: Iterable[str] = ()) -> None:
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._order: deque[str] = deque()
        for secret in planted:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Plant `secret`, and forget the oldest when there are too many."""
        words = _WORD.findall(secret)
        if not words or len(secret) < SHORTEST or not _tells(secret, words):
            return
        known = self._by_word[words[0]]
        if secret in known:
            return
        known.add(secret)
        self._order.append(secret)
        if len(self._order) > MOST:
            self._forget(self._order.popleft())

    def _forget(self, secret: str) -> None:
        first = _WORD.findall(secret)[0]
        self._by_word[first].discard(secret)
        if not self._by_word[first]:
            del self._by_word[first]

    def in_line(self, line: str) -> str | None:
        """Return a secret that `line` bears."""
        for word in set(_WORD.findall(line)):
            for secret in self._by_word.get(word, ()):
                if secret in line:
                    return secret
        return None
