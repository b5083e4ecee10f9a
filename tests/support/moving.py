"""A status moves as its table says, and in no other way."""

import pytest

from neighbourhood.foundation.storing.moves import IllegalMove


def moves_as_said(thing, after, allowed) -> None:
    """Try to move `thing`: it does if the table allows it, else it stays where it was."""
    before = thing.status
    if (before, after) in allowed:
        thing.become(after)
        assert thing.status is after
        return
    with pytest.raises(IllegalMove):
        thing.become(after)
    assert thing.status is before
