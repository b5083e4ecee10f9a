"""Whether somebody takes the slow work that waits: a queue that answers may have nobody at it."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.doctor.findings import CHECKS, Check
from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing.clock import now

# The longest piece of work, a large file of addresses, keeps a worker for less.
LONGEST_WAIT = timedelta(minutes=10)


def work_faults() -> Iterator[str]:
    """Say since when nobody takes what waits, and how to start who does."""
    since = jobs.untaken_since(LONGEST_WAIT)
    if since is None:
        return
    yield gettext(
        "Les e-mails et les fichiers ne partent plus : personne ne s’en occupe depuis "
        "%(minutes)d minutes. Tâches qui attendent : %(count)d. Relancez le site, ou seulement "
        "ce qui s’en occupe (« flask --app app jobs run »).",
        minutes=(now() - since).total_seconds() // 60,
        count=jobs.count_waiting(),
    )


CHECKS.declare(
    Check(
        code="work",
        title=_l("Tâches en cours"),
        well=_l("Les tâches avancent, ou aucune n’attend."),
        faults=work_faults,
    )
)
