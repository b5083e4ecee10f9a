"""Things of verification that are not for everyone, each with who may have it and who may not."""

from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from verification.actions import claims, desk
from verification.models.vouching import CircleAlert, CircleKind


@asked_by("verification.settle_dispute")
def claim_elsewhere(world: World) -> Thing:
    """A disputed address that the desk of another town looks after."""
    return Thing({"claim_id": world.disputed_claim_id()}, world.far_clerk, world.clerk)


@asked_by("verification.proof", "verification.withdraw_proof")
def proof_elsewhere(world: World) -> Thing:
    """A proved address that is disputed, in another town."""
    claimant = world.make.resident("Odile Charpentier", verified=False)
    with world.make.writing() as session:
        person = session.get_one(Resident, claimant.id)
        home = session.get_one(Address, world.paul.address_id)
        claim = claims.claim_address(Actor.of(person), home, method="desk")
        clerk = session.get_one(Resident, world.far_clerk.id)
        desk.confirm_in_person(Actor.of(clerk), claim)
        claims.dispute(claim.reference)
        values = {"claim_id": claim.id}
    return Thing(values, world.far_clerk, world.clerk)


@asked_by(
    "verification.accept_document",
    "verification.document",
    "verification.document_file",
    "verification.refuse_document",
)
def document_elsewhere(world: World) -> Thing:
    """A paper that somebody sent to the desk of another town."""
    claimant = world.make.resident("Odile Charpentier", verified=False)
    with world.make.writing() as session:
        key = new_key("proofs", "webp")
        storage().put(key, b"RIFF....WEBP", "image/webp")
        person = session.get_one(Resident, claimant.id)
        home = session.get_one(Address, world.paul.address_id)
        claims.claim_address(Actor.of(person), home, method="document")
        document = desk.send_document(
            Actor.of(person), storage_key=key, content_type="image/webp", dated_on=now().date()
        )
        values = {"document_id": document.id}
    return Thing(values, world.far_clerk, world.clerk)


@asked_by("verification.read_code")
def code_of_another_clerk(world: World) -> Thing:
    """A code made at the desk of another town, to be read aloud."""
    with world.make.writing() as session:
        clerk = session.get_one(Resident, world.far_clerk.id)
        home = session.get_one(Address, world.paul.address_id)
        values = {"code_id": desk.read_aloud(Actor.of(clerk), home).id}
    return Thing(values, world.far_clerk, world.clerk)


@asked_by("verification.note_alert")
def alert_elsewhere(world: World) -> Thing:
    """A ring of neighbours who vouch for each other, in another town."""
    claim_id = world.disputed_claim_id()
    with world.make.writing() as session:
        alert = CircleAlert(claim_id=claim_id, kind=CircleKind.RING)
        session.add(alert)
    return Thing({"alert_id": alert.id}, world.far_clerk, world.clerk)


@asked_by("verification.hall")
def hall_elsewhere(world: World) -> Thing:
    """The town hall of another town."""
    with world.make.writing() as session:
        there = session.get_one(Address, world.paul.address_id).quartier
        values = {"municipality_id": there.municipality_id}
    return Thing(values, world.far_clerk, world.clerk)
