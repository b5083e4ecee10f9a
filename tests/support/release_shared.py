"""What is shared in groups, where the demonstration leaves it out: what was taken away."""

from neighbourhood.groups.actions import making, papers, polls, sharing, tasks
from neighbourhood.groups.models.papers import Paper
from tests.support.release_gifts import itself
from tests.support.staging.people import Stage
from tests.support.wordings import a_group

CHOICES = ("Le parc", "La cour")


def shared(stage: Stage) -> None:
    """Share one of each kind, and take it away again; answer a poll that stays."""
    karima = itself(stage, "karima")
    group = making.make(karima, wording=a_group(title="La chorale des escaliers"))
    question = polls.Question(title="Où chante-t-on ?", choices=CHOICES, several=True)
    poll = polls.ask(karima, group, question=question)
    polls.answer(karima, poll, option_ids=[option.id for option in poll.options])
    wanted = tasks.Wanted(title="Le goûter", lines=(("Du jus", 2),))
    kept = tasks.write(karima, group, wanted=wanted)
    tasks.take(karima, kept.lines[0])
    said = {"title": "Les clés", "body": "Au premier étage."}
    file = {"paper": Paper.TEXT, "key": "groups/0a.txt", "weight": 9, "title": "Les paroles"}
    papers.pin(karima, group, **said)
    papers.add_file(karima, group, **file)
    for thing in (
        polls.ask(karima, group, question=question),
        tasks.write(karima, group, wanted=wanted),
        papers.pin(karima, group, **said),
        papers.add_file(karima, group, **{**file, "key": "groups/0b.txt"}),
    ):
        sharing.remove(karima, thing)
