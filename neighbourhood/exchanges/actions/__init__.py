"""What authors and helpers do with notices and replies."""

from neighbourhood.exchanges.actions.drafts import drop_draft, keep_draft
from neighbourhood.exchanges.actions.notices import (
    LASTS,
    RENEWAL,
    TooFewPlaces,
    Wording,
    edit,
    expire,
    finish,
    publish,
    renew,
    warn,
    withdraw,
)
from neighbourhood.exchanges.actions.replies import (
    AllTaken,
    accept,
    decline,
    reply,
    thank,
    withdraw_reply,
)

__all__ = [
    "LASTS",
    "RENEWAL",
    "AllTaken",
    "TooFewPlaces",
    "Wording",
    "accept",
    "decline",
    "drop_draft",
    "edit",
    "expire",
    "finish",
    "keep_draft",
    "publish",
    "renew",
    "reply",
    "thank",
    "warn",
    "withdraw",
    "withdraw_reply",
]
