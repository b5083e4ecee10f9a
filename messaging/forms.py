"""What one types in a conversation."""

from flask_babel import lazy_gettext as _l

from messaging.models import MESSAGE_LIMIT, Level
from neighbourhood.foundation.web.forms import Form, HiddenField, choice, paragraph
from neighbourhood.moderation.forms.careful import Careful


class MessageForm(Careful):
    """One message; `client_id` makes a second press harmless."""

    text = paragraph(_l("Votre message"), limit=MESSAGE_LIMIT)
    client_id = HiddenField()


class LevelForm(Form):
    """How much of one’s address to show."""

    level = choice(
        _l("Ce que vous montrez"), [(Level.STREET, _l("Ma rue")), (Level.DOOR, _l("Ma porte"))]
    )
