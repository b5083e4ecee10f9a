"""What staff write; a text that points at a person is refused."""

from typing import Any, ClassVar

from neighbourhood.foundation.web.forms import (
    Form,
)
from neighbourhood.foundation.web.offloading import reading
from neighbourhood.foundation.words.giveaways.traces import NOWHERE, Here
from neighbourhood.needs.anonymity import Piece, marked, pointing_at


class Anonymous(Form):
    """A form whose `texts` are read together: none of them may point at a person.

    `here` is what the town calls its streets and quartiers. A text that is too long is never read.
    `pointing` is, after that, each text at fault in pieces, to show what in it points at somebody.
    """

    texts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *arguments: Any, here: Here = NOWHERE, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.here = here
        self.pointing: list[tuple[Any, list[Piece]]] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what the texts say together."""
        right = bool(super().validate(extra_validators))
        fields = [self[name] for name in self.texts]
        if any(field.errors for field in fields):
            return False
        found = reading(pointing_at, [field.data for field in fields], self.here)
        for place, field in enumerate(fields):
            here = [each for each in found if each.place == place]
            if here:
                # All of it at once: nobody mends one thing to be shown the next.
                field.errors = (*field.errors, " ".join(each.say() for each in here))
                self.pointing.append((field.label.text, marked(field.data, here)))
        return right and not found
