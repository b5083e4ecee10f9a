"""What is held of what people share in groups: what they asked, answered, took, wrote and sent."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import Traces
from neighbourhood.groups.models.papers import GroupFile, PinnedNote
from neighbourhood.groups.models.polls import Poll, PollAnswer, PollOption, PollPick
from neighbourhood.groups.models.tasks import TaskLine, TaskList, TaskTake
from neighbourhood.groups.queries.papers import keys_of
from neighbourhood.residents.traces import traces_of

_KEPT_BACK = {"group_file.key": _l("où le fichier est rangé ; le fichier est dans la copie")}


def _read(resident_id: int) -> Rows:
    polls = select(Poll.id).where(Poll.author_id == resident_id).scalar_subquery()
    lists = select(TaskList.id).where(TaskList.author_id == resident_id).scalar_subquery()
    yield from read_rows(Poll, Poll.author_id == resident_id)
    yield from read_rows(PollOption, PollOption.poll_id.in_(polls))
    yield from read_rows(PollAnswer, PollAnswer.resident_id == resident_id)
    yield from read_rows(PollOption, PollOption.id.in_(_picked_by(resident_id)))
    yield from read_rows(TaskList, TaskList.author_id == resident_id)
    yield from read_rows(TaskLine, TaskLine.list_id.in_(lists))
    yield from read_rows(TaskTake, TaskTake.resident_id == resident_id)
    yield from read_rows(TaskLine, TaskLine.id.in_(_taken_by(resident_id)))
    yield from read_rows(PinnedNote, PinnedNote.author_id == resident_id)
    yield from read_rows(GroupFile, GroupFile.author_id == resident_id, but=_KEPT_BACK)


def _picked_by(resident_id: int) -> Any:
    mine = select(PollPick.option_id).join(PollAnswer, PollAnswer.id == PollPick.answer_id)
    return mine.where(PollAnswer.resident_id == resident_id).scalar_subquery()


def _taken_by(resident_id: int) -> Any:
    mine = select(TaskTake.line_id).where(TaskTake.resident_id == resident_id)
    return mine.scalar_subquery()


def _files(resident_id: int) -> Iterator[str]:
    yield from keys_of(GroupFile.author_id == resident_id)


def _erase(resident_id: int) -> None:
    """Drop answers, what was taken, files; leave what others count on, without who wrote it."""
    traces = traces_of(resident_id)
    _drop_answers(resident_id)
    db.session.execute(delete(TaskTake).where(TaskTake.resident_id == resident_id))
    mine = db.session.scalars(select(GroupFile.id).where(GroupFile.author_id == resident_id)).all()
    undoing.forget_all(GroupFile.ABOUT, mine)
    db.session.execute(delete(GroupFile).where(GroupFile.id.in_(mine)))
    blot_all(traces, partial(_wrote, resident_id))


def _wrote(resident_id: int, model: Any) -> Where:
    return or_(model.author_id == resident_id, model.agent_id == resident_id)


def _drop_answers(resident_id: int) -> None:
    answers = select(PollAnswer.id).where(PollAnswer.resident_id == resident_id)
    db.session.execute(delete(PollPick).where(PollPick.answer_id.in_(answers)))
    db.session.execute(delete(PollAnswer).where(PollAnswer.resident_id == resident_id))


def blot_all(traces: Traces, whose: Callable[[Any], Where]) -> None:
    """Take somebody out of the words of polls, lists and notes: the group goes on with them."""
    for model, columns in (
        (Poll, ("title",)),
        (TaskList, ("title",)),
        (PinnedNote, ("title", "body")),
        (GroupFile, ("title", "alt")),
    ):
        blot_rows(model, whose(model), traces, *columns)
    polls = select(Poll.id).where(whose(Poll))
    blot_rows(PollOption, PollOption.poll_id.in_(polls), traces, "words")
    lists = select(TaskList.id).where(whose(TaskList))
    blot_rows(TaskLine, TaskLine.list_id.in_(lists), traces, "words")


HOLDINGS.declare(
    Holding(
        code="shared in groups",
        title=_l("Vos sondages, listes, notes et fichiers dans les groupes"),
        purpose=_l("Pour que votre groupe se mette d’accord et s’organise."),
        basis=Basis.CONTRACT,
        tables=frozenset(
            {
                "poll",
                "poll_option",
                "poll_answer",
                "poll_pick",
                "task_list",
                "task_line",
                "task_take",
                "pinned_note",
                "group_file",
            }
        ),
        kept=_l("tant que le compte est ouvert ; ce qui est retiré, dix minutes"),
        read=_read,
        erase=_erase,
        files=_files,
        withheld=_KEPT_BACK,
    )
)
