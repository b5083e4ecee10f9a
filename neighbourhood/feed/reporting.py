"""How a posting, and an answer to one, is reported and hidden: the same in every slice."""

from collections.abc import Callable
from typing import Any

from flask_babel import LazyString
from sqlalchemy import select

from neighbourhood.feed.boards import Board
from neighbourhood.feed.postings import Posting, Response
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import Reportable
from neighbourhood.residents.models.residents import Resident


def reportable_posting(
    board: Board[Any, Any], show_card: Callable[[Any], None], *, one: LazyString
) -> Reportable:
    """Let what stands on `board` be reported; `show_card` writes its card as it stands."""

    def sees(viewer: Resident, posting: Posting) -> bool:
        seen = board.posting.id == posting.id, board.visible_to(viewer)
        return db.session.scalar(select(board.posting.id).where(*seen)) is not None

    def hide(posting: Posting) -> None:
        posting.hidden_at = posting.hidden_at or now()
        show_card(posting)

    def restore(posting: Posting) -> None:
        posting.hidden_at = None
        show_card(posting)

    return Reportable(
        code=board.posting.ABOUT,
        one=one,
        load=lambda posting_id: db.session.get(board.posting, posting_id),
        title=lambda posting: posting.title,
        excerpt=lambda posting: posting.body,
        authors=lambda posting: {posting.author_id},
        witnesses=lambda posting: {posting.agent_id} - {None},
        town=lambda posting: posting.quartier.municipality_id,
        path=lambda posting: posting.path,
        sees=sees,
        hide=hide,
        restore=restore,
    )


def reportable_response(
    board: Board[Any, Any], words: Callable[[Any], str], *, one: LazyString
) -> Reportable:
    """Let the author of a posting report an answer to it, of which `words` are what was written."""

    def hide(response: Response) -> None:
        response.hidden_at = response.hidden_at or now()

    def restore(response: Response) -> None:
        response.hidden_at = None

    return Reportable(
        code=board.response.ABOUT,
        one=one,
        load=lambda response_id: db.session.get(board.response, response_id),
        title=lambda response: response.posting.title,
        excerpt=words,
        authors=lambda response: {response.responder.id},
        witnesses=lambda response: {response.posting.author_id, response.agent_id} - {None},
        town=lambda response: response.posting.quartier.municipality_id,
        path=lambda response: response.posting.path,
        sees=lambda viewer, response: (
            viewer.id in {response.responder.id, response.posting.author_id}
        ),
        hide=hide,
        restore=restore,
    )
