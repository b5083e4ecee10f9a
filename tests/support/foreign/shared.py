"""What is shared in groups, each with who is in the group and who is not."""

from typing import Any

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.groups.actions import making, papers, polls, tasks
from neighbourhood.groups.models.groups import Group
from neighbourhood.groups.models.papers import Paper
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World
from tests.support.wordings import a_group


def _group(world: World) -> Group:
    return world.make.act(making.make, world.paul, wording=a_group(reach="town"))


def _in_group(world: World, action: Any, **more: Any) -> Any:
    return world.make.act(action, world.paul, _group(world), **more)


@asked_by(
    *("groups.shared_in_group", "groups.ask_days", "groups.ask_choices", "groups.write_list"),
    *("groups.pin_note", "groups.add_file"),
)
def group_to_share_in(world: World) -> Thing:
    """A group in which who looks after it shares something."""
    return Thing({"group_id": _group(world).id}, world.paul, world.karima)


@asked_by(
    *("groups.poll", "groups.answer_poll", "groups.close_poll"),
    *("groups.remove_poll", "groups.put_back_poll"),
)
def poll(world: World) -> Thing:
    """A poll of a group."""
    question = polls.Question(title="Où ?", choices=("Le parc", "La cour"))
    asked = _in_group(world, polls.ask, question=question)
    return Thing({"poll_id": asked.id}, world.paul, world.karima)


@asked_by(
    *("groups.task_list", "groups.print_list", "groups.edit_list"),
    *("groups.remove_list", "groups.put_back_list"),
    *("groups.take_task", "groups.give_task_back", "groups.task_done", "groups.task_not_done"),
)
def task_list(world: World) -> Thing:
    """A list of a group, with a line."""
    wanted = tasks.Wanted(title="Le repas", lines=(("Du pain", 1),))
    written = _in_group(world, tasks.write, wanted=wanted)
    values = {"list_id": written.id, "line_id": written.lines[0].id}
    return Thing(values, world.paul, world.karima)


@asked_by("groups.note", "groups.edit_note", "groups.remove_note", "groups.put_back_note")
def note(world: World) -> Thing:
    """A note at the top of a group."""
    pinned = _in_group(world, papers.pin, title="Les horaires", body="Le jardin ouvre à 9 h.")
    return Thing({"note_id": pinned.id}, world.paul, world.karima)


@asked_by(
    *("groups.file", "groups.file_content", "groups.name_file"),
    *("groups.remove_file", "groups.put_back_file"),
)
def file(world: World) -> Thing:
    """A file of a group."""
    key = "groups/0f.pdf"
    with world.app.app_context():
        storage().put(key, b"%PDF-1.4 %%EOF", "application/pdf")
    kept = {"paper": Paper.PDF, "key": key, "weight": 14, "title": "Le plan"}
    return Thing(
        {"file_id": _in_group(world, papers.add_file, **kept).id}, world.paul, world.karima
    )
