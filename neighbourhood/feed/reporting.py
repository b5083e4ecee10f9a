"""How a posting, and an answer to one, is reported and hidden: the same in every slice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask_babel import LazyString
from sqlalchemy import select

from neighbourhood.feed.boards import Wall
from neighbourhood.feed.postings import Given, PutUp
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import ANSWER, Accounts, Reportable, accounts
from neighbourhood.residents.models.residents import Resident


def reportable_posting(
    board: Wall[Any, Any], show_card: Callable[[Any], None], *, one: LazyString
) -> Reportable:
    """Let what stands on `board` be reported; `show_card` writes its card as it stands."""

    def sees(viewer: Resident, posting: PutUp) -> bool:
        seen = board.posting.id == posting.id, board.visible_to(viewer)
        return db.session.scalar(select(board.posting.id).where(*seen)) is not None

    def hide(posting: PutUp) -> None:
        posting.hidden_at = posting.hidden_at or now()
        show_card(posting)

    def restore(posting: PutUp) -> None:
        posting.hidden_at = None
        show_card(posting)

    return Reportable(
        code=board.posting.ABOUT,
        one=one,
        load=lambda posting_id: db.session.get(board.posting, posting_id),
        title=lambda posting: posting.title,
        excerpt=lambda posting: posting.body,
        answering=lambda number: (accounts(board.posting.author_id, number, of=board.posting.id),),
        witnessing=lambda number: (accounts(board.posting.agent_id, number, of=board.posting.id),),
        town=lambda posting: posting.quartier.municipality_id,
        path=lambda posting: posting.path,
        sees=sees,
        hide=hide,
        restore=restore,
    )


def reportable_response(
    board: Wall[Any, Any], words: Callable[[Any], str], *, one: LazyString
) -> Reportable:
    """Let the author of a posting report an answer to it, of which `words` are what was written."""

    def hide(response: Given) -> None:
        response.hidden_at = response.hidden_at or now()

    def restore(response: Given) -> None:
        response.hidden_at = None

    def response_of(name: str) -> Any:
        return getattr(board.response, f"{name}_id")

    return Reportable(
        code=board.response.ABOUT,
        one=one,
        load=lambda response_id: db.session.get(board.response, response_id),
        title=lambda response: response.posting.title,
        excerpt=words,
        answering=lambda number: (
            accounts(response_of(board.response.RESPONDER), number, of=board.response.id),
        ),
        witnessing=lambda number: (
            accounts(board.response.agent_id, number, of=board.response.id),
            _asked(board, response_of(board.response.POSTING), number),
        ),
        within=ANSWER,
        published=False,
        town=lambda response: response.posting.quartier.municipality_id,
        path=lambda response: response.posting.path,
        sees=lambda viewer, response: (
            viewer.id in {response.responder.id, response.posting.author_id}
        ),
        hide=hide,
        restore=restore,
    )


def reportable_answer(
    wall: Wall[Any, Any], words: Callable[[Any], str], *, one: LazyString
) -> Reportable:
    """Let whoever reads an answer in public, under what it answers, report it."""
    private = reportable_response(wall, words, one=one)
    return replace(private, published=True, sees=wall.is_heard_by)


def _asked(board: Wall[Any, Any], posting_id: Any, number: Any) -> Accounts:
    """Select who put up what a response answers."""
    asked = select(board.posting.author_id).join(board.response, posting_id == board.posting.id)
    return asked.where(board.response.id == number).correlate_except(board.posting, board.response)
