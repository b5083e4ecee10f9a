"""One payment for several gifts, shared among them to the cent.

Pure: the same facts are shared alike. Each line of a basket has a number of its own for the
payment, and for what goes back of it: the number of the provider, and which line it is. Everything
else takes it for one payment of one gift.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_LINES = 10
_MARK = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is known of the money of one line, in cents: what was paid, and what of it went where.

    `owed` is to go back and has not. `named` went back, or is on its way, by refunds known by their
    numbers; `failed` came back from there. `total` is what the provider says went back in all.
    `held` is taken or asked about by a bank.
    """

    paid: int
    owed: int = 0
    named: int = 0
    failed: int = 0
    total: int = 0
    held: int = 0

    @property
    def unnamed(self) -> int:
        """What went back in a way whose number is not known."""
        return max(self.total - self.named - self.failed, 0)

    @property
    def left(self) -> int:
        """What nobody has taken or given back."""
        return max(self.paid - self.named - self.unnamed - self.held, 0)


def part_of(number: str, line: int) -> str:
    """Return the number of the part of a payment, or of a refund, that is for one line."""
    return f"{number}{_MARK}{line}"


def parts_of(number: str) -> Sequence[str]:
    """Return the numbers of all the parts there may be, in the order of the lines."""
    return [part_of(number, line) for line in range(1, MOST_LINES + 1)]


def whole_of(number: str) -> str:
    """Return the number by which the provider knows a payment, be it a part of it or all."""
    return number.partition(_MARK)[0]


def paid(asked: Sequence[int], cents: int) -> list[int]:
    """Share what was paid in the order of the lines; what nobody asked for is with the last one."""
    shares = _filled(len(asked), cents, asked)
    shares[-1] += cents - sum(shares)
    return shares


def refunded(lines: Sequence[Line], cents: int) -> list[int]:
    """Share a refund whose number is known: to which lines it takes how much.

    First what is known to have gone back without a number, for it is most likely this; then what
    is owed back; then what is left, from the first line on; then what others took already.
    """
    unnamed = [line.unnamed for line in lines]
    return _all(
        lines,
        cents,
        unnamed,
        [line.unnamed + min(line.owed, line.left) for line in lines],
        [line.unnamed + line.left for line in lines],
    )


def totalled(lines: Sequence[Line], cents: int) -> list[int]:
    """Share what went back in all: the total of each line of which it tells something new, else 0.

    What is known by numbers stays with its lines; of the rest, first what is owed back.
    """
    known = [line.named + line.failed + line.unnamed for line in lines]
    more = _all(
        lines,
        max(cents - sum(known), 0),
        [min(line.owed, line.left) for line in lines],
        [line.left for line in lines],
    )
    return [before + new if new else 0 for before, new in zip(known, more, strict=True)]


def disputed(lines: Sequence[Line], cents: int) -> list[int]:
    """Share what a bank takes or asks about: from the last line back, first what is left.

    Refunds begin with the first line: as long as less is gone than was paid, no cent goes twice,
    whichever of them is heard of first.
    """
    turned = lines[::-1]
    return _all(turned, cents, [line.left for line in turned])[::-1]


def _all(lines: Sequence[Line], cents: int, *rounds: Sequence[int]) -> list[int]:
    shares = _filled(len(lines), cents, *rounds, [line.paid for line in lines])
    # More than was paid is a loss, which the first of them shows.
    shares[0] += cents - sum(shares)
    return shares


def _filled(number: int, cents: int, *rounds: Iterable[int]) -> list[int]:
    """Fill each line in turn up to what a round allows it, then once more in the next round."""
    shares = [0] * number
    for allowed in rounds:
        for which, most in enumerate(allowed):
            more = min(cents - sum(shares), max(most - shares[which], 0))
            shares[which] += more
    return shares
