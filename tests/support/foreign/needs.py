"""Things of needs that are not for everyone, each with who may have it and who may not."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.filing import receiving
from neighbourhood.needs.intake.tables import read_table
from neighbourhood.partners.models import Partner
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.needs_files import as_file, line


@asked_by("needs.show")
def need_elsewhere(world: World) -> Thing:
    """A need published in another town."""
    need = world.office(world.elsewhere).open()
    return Thing(
        {"need_id": need.id, "kind": "need", "thing_id": need.id}, world.paul, world.karima
    )


@asked_by(
    "campaigns.of_partner",
    "partners.desk",
    "needs.approve",
    "needs.begin",
    "needs.correct",
    "needs.desk",
    "needs.edit",
    "needs.needs_template",
    "needs.price",
    "needs.prove",
    "needs.review",
    "needs.send_back",
    "needs.send_needs",
    "needs.submit",
    "needs.tell",
    "needs.thank",
    "needs.withdraw",
)
def need_of_another_partner(world: World) -> Thing:
    """A need at the desk of a partner; who asks works for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    values = {"partner_id": theirs.partner.id, "need_id": theirs.draft().id}
    return Thing(values, theirs.author, mine.author)


@asked_by(
    "needs.approve_file",
    "needs.drop_needs",
    "needs.file",
    "needs.file_faults",
    "needs.file_needs",
    "needs.return_file",
    "needs.take_needs",
)
def file_of_another_partner(world: World) -> Thing:
    """A file that waits at the desk of a partner; who asks works for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    with theirs.at_work():
        author = db.session.get_one(Resident, theirs.author.id)
        partner = db.session.get_one(Partner, theirs.partner.id)
        rows = read_table(as_file([line("A-1")]))
        file = receiving.receive(Actor.of(author), partner, rows, closes=True)
        values = {"partner_id": theirs.partner.id, "file_id": file.id}
    return Thing(values, theirs.author, mine.author)


@asked_by(
    "needs.approve_revision",
    "needs.drop_revision",
    "needs.revision",
    "needs.send_revision_back",
    "needs.submit_revision",
)
def revision_of_another_partner(world: World) -> Thing:
    """Another version of a need, which waits to be read at the desk of a partner."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    need = theirs.open()
    values = {
        "partner_id": theirs.partner.id,
        "need_id": need.id,
        "revision_id": theirs.correction(need, title="Une facture de gaz"),
    }
    return Thing(values, theirs.author, mine.author)
