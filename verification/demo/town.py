"""Who is on the way home in the demonstration town: each proof of an address, half done."""

from verification.demo import neighbours, newcomers
from verification.demo.people import home_town


def build() -> None:
    """Have newcomers prove their address, each in a way of their own."""
    town = home_town()
    newcomers.build(town)
    neighbours.build(town)
