"""What the clock does to packages."""

import logging

from neighbourhood.foundation.outside import jobs as clockwork
from neighbourhood.foundation.storing.database import db
from neighbourhood.packages.serving import serve, waiting

log = logging.getLogger(__name__)

MINUTE = "41"


@clockwork.periodic(minute=MINUTE)
def serve_packages() -> None:
    """Every hour, bring to needs what packages hold, and what came back to them.

    Not after each gift: who gave at that minute could be told from the need that moved.
    """
    for package_id in waiting():
        try:
            serve(package_id)
        except Exception:
            log.exception("the round of a package failed, its gifts wait; the others go on")
            db.session.rollback()
