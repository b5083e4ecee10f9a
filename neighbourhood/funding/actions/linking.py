"""Laying the chain over what is committed: after the fact, so that no donor waits for another."""

import secrets

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.chain import head_after
from neighbourhood.funding.models.links import LedgerLink
from neighbourhood.funding.queries import links

# So many in one transaction: short, for whoever gives meanwhile where one writes at a time.
AT_ONCE = 200


def link(most: int = AT_ONCE) -> int:
    """Link the oldest movements that are not yet; return how many.

    One linker at a time: the chain is held before its end is read. A movement committed late,
    under a number lower than others, is linked when it is seen: no link changes for it.
    """
    links.hold_chain()
    number, head = links.last()
    waiting = links.unlinked(most)
    said = links.movements(waiting)
    for transfer_id in waiting:
        number, nonce = number + 1, secrets.token_hex(16)
        digest = said[transfer_id].line(number, nonce).digest
        head = head_after(head, digest)
        db.session.add(
            LedgerLink(
                number=number,
                transfer_id=transfer_id,
                nonce=nonce,
                digest=digest,
                head=head,
                day=now().date(),
            )
        )
    db.session.flush()
    return len(waiting)
