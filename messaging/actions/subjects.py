"""What a conversation is called, once what it is about has lost its words."""

from collections.abc import Collection

from sqlalchemy import update

from messaging.models import Conversation
from neighbourhood.foundation.storing.database import db


def forget_subjects(about: str, ids: Collection[int], *, instead: str) -> None:
    """Call the conversations about these `instead`."""
    those = Conversation.about_kind == about, Conversation.about_id.in_(ids)
    db.session.execute(update(Conversation).where(*those).values(subject=instead))
