"""Texts for many to read: what they show of who wrote them is said before they are sent."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, ClassVar

from neighbourhood.foundation.web.forms import Form, HiddenField
from neighbourhood.foundation.web.offloading import reading
from neighbourhood.foundation.words.showing import shown_by


class Public(Form):
    """A form whose `public` texts many will read: what they show is said once before it is sent.

    `anyway` is the mark of the texts that the warning was shown for: other texts are asked anew.
    """

    public: ClassVar[tuple[str, ...]] = ()
    anyway = HiddenField()
    shown: Sequence[object] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold a right form back once when its texts show a telephone, a mailbox or a door."""
        if not super().validate(extra_validators):
            return False
        texts = [self[name].data or "" for name in self.public]
        mark = sha256("\n".join(texts).encode()).hexdigest()
        if self.anyway.data != mark:
            self.shown = reading(shown_by, texts)
        self.anyway.data = mark
        return not self.shown
