"""What a town, or the instance, offers and leaves out."""

import logging
from collections.abc import Collection

from neighbourhood.foundation.storing import switched_off
from neighbourhood.places.models import Municipality

log = logging.getLogger(__name__)


def offer(town: Municipality | None, codes: Collection[str], *, among: Collection[str]) -> bool:
    """Offer exactly these `among` what is known; tell whether that changes anything."""
    left_out = {code for code in among if code not in codes}
    changed = switched_off.put_off(town.id if town else None, left_out, known=among)
    for code in changed:
        became = "off" if code in left_out else "on"
        facts = {"town": town.insee if town else "every", "switch": code, "became": became}
        log.info("a feature was switched", extra=facts)
    return bool(changed)
