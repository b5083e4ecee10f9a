"""Noting which rules of the books do not hold, and telling those who look after the site."""

import logging
from collections.abc import Collection, Mapping

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import news
from neighbourhood.funding.actions.telling import tell_administrators
from neighbourhood.funding.models.links import BrokenRule
from neighbourhood.funding.queries import invariants

log = logging.getLogger(__name__)
# The rule that the chain holds, which is no query.
CHAIN = "chain-holds"


def note(broken: Mapping[str, int], *, asked: Collection[str]) -> None:
    """Write down which of the rules `asked` do not hold; administrators hear of a new one, once.

    The log says which rule and how many rows, and nothing of what is in them.
    """
    known = {row.rule: row for row in invariants.noted()}
    for rule in asked:
        if rule not in broken and rule in known:
            db.session.delete(known[rule])
    for rule, times in broken.items():
        log.error("a rule of the books does not hold: %s (%d)", rule, times)
        if rule in known:
            known[rule].times, known[rule].last_at = times, now()
        else:
            db.session.add(BrokenRule(rule=rule, times=times))
    db.session.flush()
    if broken.keys() - known.keys():
        tell_administrators(news.BOOKS_BROKEN)
