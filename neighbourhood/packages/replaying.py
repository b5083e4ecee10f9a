"""What a round saw, written so that anybody finds its shares again, and found again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from neighbourhood.packages.ordering import Waiting, share


def snapshot(needs: Iterable[Waiting], given: Mapping[int, int], today: date) -> dict[str, Any]:
    """Return what a round sees, as plain values: the day, its needs, what parts received."""
    return {
        "day": today.isoformat(),
        "needs": [
            {
                "fund": need.fund_id,
                "urgency": need.urgency,
                "published": need.published.isoformat(),
                "part": need.part_id,
                "missing_cents": need.missing_cents,
            }
            for need in sorted(needs, key=lambda need: need.fund_id)
        ],
        "given_cents": {str(part): cents for part, cents in sorted(given.items())},
    }


def shares_again(pool_cents: int, seen: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return (fund, cents) as the published order gives them for what a round saw."""
    needs = [
        Waiting(
            fund_id=need["fund"],
            urgency=need["urgency"],
            published=date.fromisoformat(need["published"]),
            part_id=need["part"],
            missing_cents=need["missing_cents"],
        )
        for need in seen["needs"]
    ]
    given = {int(part): cents for part, cents in seen["given_cents"].items()}
    return share(pool_cents, needs, given, date.fromisoformat(seen["day"]))
