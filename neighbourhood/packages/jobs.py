"""What the clock does to packages."""

import logging

from neighbourhood.foundation.outside import jobs as clockwork
from neighbourhood.foundation.storing.database import db
from neighbourhood.packages.queries import rounds
from neighbourhood.packages.serving import serve

log = logging.getLogger(__name__)


@clockwork.periodic(minute="*")
def serve_packages() -> None:
    """Every minute, bring to needs what packages hold, and what came back to them."""
    for package_id in sorted({*rounds.to_bring_back(), *rounds.to_share()}):
        try:
            serve(package_id)
        except Exception:
            log.exception("the round of a package failed, its gifts wait; the others go on")
            db.session.rollback()
