"""What one types in a conversation."""

from flask_babel import lazy_gettext as _l

from messaging.models import MESSAGE_LIMIT
from neighbourhood.foundation.forms import Form, HiddenField, paragraph


class MessageForm(Form):
    """One message; `client_id` makes a second press harmless."""

    text = paragraph(_l("Votre message"), limit=MESSAGE_LIMIT)
    client_id = HiddenField()
