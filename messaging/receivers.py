"""What conversations do when residents and mandates speak."""

from functools import partial

from messaging import broadcast
from messaging.actions import parting, releases
from neighbourhood.foundation.storing.database import after_commit
from neighbourhood.mandates.events import agents_changed, mandate_ended
from neighbourhood.mandates.models import Mandate
from neighbourhood.residents.events import (
    let_near,
    parted,
    resident_closed,
    resident_restricted,
    resident_settled,
    resident_unsettled,
    signed_out,
)
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn


@signed_out.connect
def end_session(sign_in: SignIn) -> None:
    """Drop the live connections of someone who signs out; their other browsers come back."""
    after_commit(partial(broadcast.hang_up, sign_in.resident_id))


@agents_changed.connect
@mandate_ended.connect
def end_acting(mandate: Mandate) -> None:
    """Drop the live connections of those who acted for someone; those who still may come back."""
    after_commit(partial(broadcast.hang_up, mandate.principal_id))


@resident_settled.connect
def hide_former_home(resident: Resident) -> None:
    """Take back what someone who has moved had shown of the home before."""
    releases.hide_other_addresses(resident)


@resident_closed.connect
@resident_unsettled.connect
def hide_address(resident: Resident) -> None:
    """Take back what had been shown of a home that is not one, or whose owner has left."""
    releases.hide_everywhere(resident)


@resident_closed.connect
@resident_restricted.connect
@resident_unsettled.connect
def end_sessions(resident: Resident) -> None:
    """Drop the live connections of someone who may not listen any more."""
    after_commit(partial(broadcast.hang_up, resident.id))


@parted.connect
def part(block: Block) -> None:
    """Let two who are kept apart talk no more."""
    parting.part(block)


@let_near.connect
def come_near(block: Block) -> None:
    """Open again what they talked in."""
    parting.come_near(block)
