"""Things of residents that are not for everyone, each with who may have it and who may not."""

from sqlalchemy import select

from neighbourhood.residents.actions import blocks, sign_ins
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.models.sign_ins import SignIn
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


@asked_by("residents.block", "residents.show")
def neighbour_elsewhere(world: World) -> Thing:
    """Someone who lives in another town."""
    return Thing({"resident_id": world.paul.id}, world.rosa, world.karima)


@asked_by("residents.end_browser")
def browser_of_another(world: World) -> Thing:
    """The telephone where somebody else is signed in."""
    with world.make.writing() as session:
        person = session.get_one(Resident, world.marcel.id)
        sign_ins.begin_sign_in(person, agent="Firefox")
        session.flush()
        opened = session.scalars(select(SignIn).where(SignIn.resident_id == person.id)).first()
        assert opened is not None
        values = {"sign_in_id": opened.id}
    return Thing(values, world.marcel, world.karima)


@asked_by("residents.remove_key", "residents.rename_key")
def key_of_another(world: World) -> Thing:
    """The passkey of somebody else."""
    key = Passkey(
        resident_id=world.marcel.id,
        credential_id=b"credential",
        public_key=b"public",
        handle=b"handle",
        name="Téléphone",
    )
    with world.make.writing() as session:
        session.add(key)
    return Thing({"passkey_id": key.id}, world.marcel, world.karima)


@asked_by("residents.unblock")
def block_of_another(world: World) -> Thing:
    """Whom somebody else keeps away."""
    row = world.make.act(blocks.block, world.marcel, other_id=world.ines.id)
    return Thing({"block_id": row.id}, world.marcel, world.karima)
