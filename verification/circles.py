"""Who vouched for whom, as a graph: arrows go from the voucher to the newcomer."""

from collections.abc import Iterable

Arrow = tuple[int, int]


def ends_a_chain(arrows: Iterable[Arrow], person: int, length: int) -> bool:
    """Tell whether `length` vouches, one after the other, lead to `person`."""
    vouchers = _turned(arrows)
    before = {person}
    for _link in range(length):
        before = set().union(*(vouchers.get(one, set()) for one in before))
    return bool(before)


def in_a_ring(arrows: Iterable[Arrow], person: int) -> bool:
    """Tell whether `person` stands behind themselves: following vouches leads back to them."""
    vouchers = _turned(arrows)
    seen: set[int] = set()
    waiting = list(vouchers.get(person, ()))
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(vouchers.get(one, ()))
    return person in seen


def _turned(arrows: Iterable[Arrow]) -> dict[int, set[int]]:
    vouchers: dict[int, set[int]] = {}
    for voucher, newcomer in arrows:
        vouchers.setdefault(newcomer, set()).add(voucher)
    return vouchers
