"""How much more a malicious text costs when it is sixteen times as long: never much more than that.

`python -m tests.benchmarks.malice`. Where work grows with the square of the length, it is 256 times
as much. Here time is measured, which sees inside regular expressions too.
"""

import sys
import time

from neighbourhood.foundation.words.sanitising import LONGEST_TEXT, clean_text, linkify
from tests.support.malice import MALICE

MOST = 64


def spent_on(text: str) -> float:
    """Return the seconds of processor that a text takes: the least of three tries."""

    def once() -> float:
        began = time.process_time()
        linkify(clean_text(text))
        linkify(text)
        return time.process_time() - began

    return min(once() for _try in range(3))


def main() -> int:
    """Print the growth of each kind of text; fail when one grows too much."""
    grown = {}
    for name, text in MALICE.items():
        whole = text[:LONGEST_TEXT]
        grown[name] = spent_on(whole) / spent_on(whole[: len(whole) // 16])
        print(f"{name:9} {grown[name]:6.1f} times the work for 16 times the text")  # noqa: T201
    return int(max(grown.values()) >= MOST)


if __name__ == "__main__":
    sys.exit(main())
