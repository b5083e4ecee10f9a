"""The blueprint, and the words that its pages share."""

from flask import Blueprint

from neighbourhood.foundation.words.masking import mask_mailbox
from neighbourhood.people.kinds import HELPS, STATE_WORDS
from neighbourhood.people.queries.directory import state_of
from neighbourhood.people.sayings import DISPATCH_WORDS, say_mail, say_sort, say_why

bp = Blueprint("people", __name__)
bp.add_app_template_filter(mask_mailbox, "masked")
bp.add_app_template_global(state_of, "state_of")
bp.add_app_template_global(say_mail, "say_mail")
bp.add_app_template_global(say_sort, "say_sort")
bp.add_app_template_global(say_why, "say_why")


@bp.context_processor
def words() -> dict[str, object]:
    """Give the pages of this slice their words."""
    return {"STATE_WORDS": STATE_WORDS, "HELPS": HELPS, "DISPATCH_WORDS": DISPATCH_WORDS}
