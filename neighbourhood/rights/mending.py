"""Where what is held can be corrected by the person concerned."""

from types import MappingProxyType

from flask import url_for

from neighbourhood.foundation.web.signposts import way_to

_PAGES = MappingProxyType(
    {
        "account": "residents.edit_profile",
        "areas": "residents.seen_by_others",
        "former-names": "residents.edit_profile",
        "second-factors": "residents.security",
        "sign-ins": "residents.security",
        "mandates": "mandates.index",
        "identity-checks": "mandates.index",
        "notifications": "notifications.inbox",
        "data-requests": "rights.ask",
    }
)
_SIGNPOSTS = MappingProxyType({"proofs": "prove address", "exchanges": "help", "cards": "help"})


def mended_at(code: str) -> str:
    """Return the page where one corrects what a holding holds, else the one where one asks."""
    if code in _SIGNPOSTS:
        return way_to(_SIGNPOSTS[code])
    return url_for(_PAGES.get(code, "rights.ask"))
