"""Forms whose writer may hear a quiet word before they are sent."""

from collections.abc import Sequence

from neighbourhood.foundation.web.forms import Form, HiddenField
from neighbourhood.moderation.quiet import mark_of, quiet_words
from neighbourhood.residents.models.residents import Resident


class Careful(Form):
    """A form that is sent at once, or held back once; `heard` is the mark of what was told of."""

    heard = HiddenField()
    quiet: Sequence[str] = ()

    def gives_pause(self, writer: Resident, text: str, conversation: int | None = None) -> bool:
        """Tell whether there is a word to say first, and prepare to send the same text anyway."""
        mark = mark_of(text)
        if self.heard.data != mark:
            self.quiet = quiet_words(writer, text, conversation=conversation)
        self.heard.data = mark
        return bool(self.quiet)
