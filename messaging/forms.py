"""What one types in a conversation."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from messaging.actions.talking import Beside, NothingSaid
from messaging.models import MESSAGE_LIMIT, PHOTO_ALONE, Level
from neighbourhood.foundation.storing.pictures import DESCRIPTION_LIMIT, Photo
from neighbourhood.foundation.web.fields import FilesField
from neighbourhood.foundation.web.forms import Form, HiddenField, Optional, choice, line, paragraph
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.moderation.forms.careful import Careful


def _number(said: str | None) -> int | None:
    try:
        return row_id(said or "")
    except ValueError:
        return None


class MessageForm(Careful):
    """One message; `client_id` makes a second press harmless.

    `named` are the ids of those whom it names, apart from each other by commas.
    """

    text = paragraph(_l("Votre message"), limit=MESSAGE_LIMIT, optional=True)
    client_id = HiddenField()
    reply_to = HiddenField(filters=[_number])
    named = HiddenField()
    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l("La date et le lieu de prise de vue sont effacés."),
    )
    description = line(_l("Ce qu’on y voit"), limit=DESCRIPTION_LIMIT, optional=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a few words, unless a photo goes alone."""
        right = bool(super().validate(extra_validators))
        if not self.words:
            self.text.errors = [NothingSaid().say()]
        return right and bool(self.words)

    @property
    def words(self) -> str:
        """What is said; a photo alone says that it is one."""
        return self.text.data or (PHOTO_ALONE if self.photos.sent else "")

    def name_somebody(self, people: Sequence[tuple[int, str]]) -> None:
        """Begin with the name of somebody who will be told of it."""
        if people:
            self.named.data = ",".join(str(one) for one, _name in people)
            self.text.data = "".join(f"@{name} " for _one, name in people)

    def goes_with(self, taken: Sequence[Photo]) -> Beside:
        """Return what goes with the words."""
        named = (_number(one) for one in (self.named.data or "").split(",")[:20])
        described = self.description.data or ""
        return Beside(
            reply_to=self.reply_to.data,
            named=tuple(one for one in named if one is not None),
            photos=tuple({**photo, "description": described} for photo in taken),
        )


class EditForm(Careful):
    """The words of one’s line."""

    text = paragraph(_l("Votre message"), limit=MESSAGE_LIMIT)


class LevelForm(Form):
    """How much of one’s address to show."""

    level = choice(
        _l("Ce que vous montrez"), [(Level.STREET, _l("Ma rue")), (Level.DOOR, _l("Ma porte"))]
    )
