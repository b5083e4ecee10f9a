"""What time does to what is shared in groups."""

from datetime import timedelta
from functools import partial

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.foundation.web.templating import in_town
from neighbourhood.groups.actions import papers, polls, tasks
from neighbourhood.groups.models.papers import GroupFile, PinnedNote
from neighbourhood.groups.models.polls import Poll
from neighbourhood.groups.models.tasks import TaskList
from neighbourhood.groups.queries import polls as found_polls
from neighbourhood.groups.queries import shared
from neighbourhood.groups.queries import tasks as found_tasks

_A_DAY = timedelta(days=1)


@periodic(minute="*/10")
def look_at_shared() -> None:
    """Close the polls whose time is over, tell what came of them, forget what was taken away."""
    each_in_turn(found_polls.to_close(now()), polls.close_in_time)
    each_in_turn(found_polls.to_tell(now()), polls.tell)
    for model in (Poll, TaskList, PinnedNote, GroupFile):
        each_in_turn(shared.removed_for_good(model, now()), partial(papers.forget, model))


@periodic(minute="35", hour="17")
def remind_of_tasks() -> None:
    """Remind once, the evening before, those who took something."""
    tomorrow = in_town(now()).date() + _A_DAY
    each_in_turn(found_tasks.to_remind(tomorrow), tasks.remind)
