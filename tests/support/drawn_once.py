"""Drawing no sheet of paper twice of the same words, whoever asks: that is dear, and pure."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.web.offloading import off_the_loop


@contextmanager
def drawn_once() -> Iterator[None]:
    """Keep what is drawn until the block ends."""
    drawn: dict[bytes, object] = {}

    def once(work: Callable[..., object], *given: Any) -> object:
        asked = pickle.dumps((work, given))
        if asked not in drawn:
            drawn[asked] = off_the_loop(work, *given)
        return drawn[asked]

    with patch.object(paper, "off_the_loop", once):
        yield
