"""Reading postings and the responses to them, of any slice; who may see them is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, literal, not_, or_, select
from sqlalchemy.orm import joinedload

from neighbourhood.feed.circles import stays_in
from neighbourhood.feed.kinds import CARD_KINDS
from neighbourhood.feed.postings import Given, Posting, PutUp, Response
from neighbourhood.feed.reaches import Listener, met, stays
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.moderation.policies.reporting import NoLongerVisible
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart

P = TypeVar("P", bound=PutUp)
R = TypeVar("R", bound=Given)
T = TypeVar("T")
PP = TypeVar("PP", bound=Posting)
RR = TypeVar("RR", bound=Response)


def _found(row: T | None) -> T:
    if row is None:
        raise Missing
    return row


@dataclass(frozen=True)
class Wall(Generic[P, R]):
    """What one slice puts up, and what is given in answer, for whoever reads the one."""

    posting: type[P]
    response: type[R]

    def visible_to(self, viewer: Resident) -> ColumnElement[bool]:
        """Say in SQL which postings `viewer` may see.

        One's own, always; those one answered while moderation does not hide them, and in a circle
        while one is in it; the others once one is verified, while they are shown and reach the
        quartier where one lives. Of who is kept apart from one, none.
        """
        shown = self.posting.hidden_at.is_(None)
        return or_(self.posting.author_id == viewer.id, and_(shown, self._read_by(viewer)))

    def _read_by(self, viewer: Resident) -> ColumnElement[bool]:
        own = self._posting_id == self.posting.id, self._responder_id == viewer.id
        answered = self._responses().where(*own).correlate(self.posting)
        still = and_(answered.exists(), stays_in(self.posting.reach, viewer.id))
        near = met(self.posting, Listener.of(viewer))
        if not viewer.may_read or viewer.quartier_id is None:
            return and_(still, near)
        return and_(or_(still, self.posting.read_by(viewer)), near)

    def get_visible(self, viewer: Resident, posting_id: int) -> P:
        """Return a posting that `viewer` may see; `Missing` for any other, or one hidden since."""
        statement = (
            select(self.posting)
            .options(joinedload(self.posting.author), joinedload(self.posting.quartier))
            .where(self.posting.id == posting_id, self.visible_to(viewer))
        )
        found = db.session.scalar(statement)
        if found is None and self._is_hidden_from(viewer, posting_id):
            raise NoLongerVisible
        self._require_offered(viewer, _found(found))
        return _found(found)

    def _require_offered(self, viewer: Resident, posting: Any) -> None:
        # What two have already agreed goes on between them, whatever the town puts off.
        if posting.author_id != viewer.id and self.response_of(viewer, posting) is None:
            require_offered(CARD_KINDS[posting.kind].switch, viewer.switched_off)

    def _is_hidden_from(self, viewer: Resident, posting_id: int) -> bool:
        hidden = self.posting.id == posting_id, self.posting.hidden_at.is_not(None)
        once = select(self.posting.id).where(*hidden, self._read_by(viewer))
        return db.session.scalar(once) is not None

    def has_ended_for(self, viewer: Resident, posting_id: int) -> bool:
        """Tell whether `viewer` could read a posting that is over by now, and not shown since."""
        if not viewer.may_read or viewer.quartier_id is None:
            return False
        over = self.posting.status.in_(self.posting.HIDDEN), self.posting.hidden_at.is_(None)
        near = self.posting.reaches(viewer), met(self.posting, Listener.of(viewer))
        once = select(self.posting.id).where(self.posting.id == posting_id, *over, *near)
        return db.session.scalar(once) is not None

    def get_own(self, author: Resident, posting_id: int) -> P:
        """Return a posting of `author`; `Missing` for anyone else's."""
        own = self.posting.id == posting_id, self.posting.author_id == author.id
        return _found(db.session.scalar(select(self.posting).where(*own)))

    def hold_with(self, response: R) -> P:
        """Hold the posting of a response, and read the response again as it is by then."""
        posting = hold(self.posting, getattr(response, f"{self.response.POSTING}_id"))  # type: ignore[type-var]
        db.session.refresh(response)
        return posting

    def response_of(self, resident: Resident, posting: P) -> R | None:
        """Return what `resident` answered to a posting."""
        own = self._responses().where(
            self._posting_id == posting.id, self._responder_id == resident.id
        )
        return db.session.scalar(own)

    def concerning(self, resident_id: int) -> Sequence[int]:
        """Return the responses of a resident, and those to what they put up, whatever they are."""
        either = or_(self._responder_id == resident_id, self.posting.author_id == resident_id)
        posting = getattr(self.response, self.response.POSTING)
        return db.session.scalars(select(self.response.id).join(posting).where(either)).all()

    def heard_by(self, viewer: Resident) -> ColumnElement[bool]:
        """Tell in SQL which answers `viewer` reads under what is public: of nobody kept apart.

        Nor of whoever has left; what one answered oneself, always.
        """
        return and_(self._met_by(viewer.id), stays(self._responder_id))

    def is_heard_by(self, viewer: Resident, given: R) -> bool:
        """Tell whether `viewer` reads an answer under what is public."""
        posting = getattr(self.response, self.response.POSTING)
        read = self.response.id == given.id, self.visible_to(viewer), self.heard_by(viewer)
        found = select(self.response.id).join(posting).where(*read)
        return db.session.scalar(found) is not None

    def _met_by(self, viewer_id: int) -> ColumnElement[bool]:
        """Tell in SQL whether a response comes from nobody who is kept apart from its reader."""
        own = self._responder_id == viewer_id
        agent = self.response.agent_id
        away = or_(apart(viewer_id, self._responder_id), apart(viewer_id, agent))
        return or_(own, not_(away))

    @property
    def _posting_id(self) -> Any:
        return getattr(self.response, f"{self.response.POSTING}_id")

    @property
    def _responder_id(self) -> Any:
        return getattr(self.response, f"{self.response.RESPONDER}_id")

    def _responses(self) -> Select[R]:
        return select(self.response)

    def _with_posting(self) -> Select[R]:
        posting = getattr(self.response, self.response.POSTING)
        together = joinedload(posting).joinedload(self.posting.author)
        return self._responses().join(posting).options(together)


@dataclass(frozen=True)
class Board(Wall[PP, RR]):
    """The postings of one slice, and the responses to them, between the two who are concerned."""

    def get_response(self, viewer: Resident, response_id: int) -> RR:
        """Return a response to whose it is or to the author; `Missing` for anyone else."""
        statement = (
            self._with_posting()
            .options(joinedload(getattr(self.response, self.response.RESPONDER)))
            .where(
                self.response.id == response_id,
                or_(self._is_of(viewer), self.posting.author_id == viewer.id),
                met(self.posting, Listener.of(viewer)),
                self._met_by(viewer.id),
            )
        )
        return _found(db.session.scalar(statement))

    def to_talk_about(self, response_id: int) -> RR | None:
        """Return a response and what it answers, to those who talk about it."""
        return db.session.scalar(self._with_posting().where(self.response.id == response_id))

    def responses_to(self, posting: PP) -> Sequence[RR]:
        """Return every response to a posting with whose it is, oldest first."""
        responder = getattr(self.response, self.response.RESPONDER)
        statement = (
            self._responses()
            .options(joinedload(responder).joinedload(Resident.quartier))
            .where(self._posting_id == posting.id, self._met_by(posting.author_id))
        )
        return db.session.scalars(statement.order_by(self.response.id)).all()

    def live_responses(self, posting: PP) -> Sequence[RR]:
        """Return the responses to a posting that still stand."""
        statement = self._responses().where(self._posting_id == posting.id, self.is_live())
        return db.session.scalars(statement.order_by(self.response.id)).all()

    def to_tell(self, posting: PP) -> Sequence[RR]:
        """Return the same, but of whoever asks for a place in a circle and is in it no more."""
        agreed = self.response.status == self.response.ACCEPTED
        told = or_(agreed, stays_in(literal(posting.reach), self._responder_id))
        statement = self._responses().where(self._posting_id == posting.id, self.is_live(), told)
        return db.session.scalars(statement.order_by(self.response.id)).all()

    def given_by(self, resident: Resident, most: int) -> Sequence[RR]:
        """Return the responses a resident gave lately, newest first, with what they answer."""
        own = self._is_of(resident), met(self.posting, Listener.of(resident))
        statement = self._with_posting().where(*own)
        return db.session.scalars(statement.order_by(self.response.id.desc()).limit(most)).all()

    def standing_of(self, resident: Resident, *ahead: ColumnElement[bool]) -> Sequence[RR]:
        """Return what `resident` answered, and still stands, to postings that are `ahead`."""
        statement = self._with_posting().where(
            self._responder_id == resident.id, self.is_live(), *ahead
        )
        return db.session.scalars(statement.order_by(self._posting_id)).all()

    def standing_between(self, one_id: int, other_id: int) -> Sequence[RR]:
        """Return what each of two residents answered, and still stands, to the other."""
        answers = or_(
            and_(self._responder_id == one_id, self.posting.author_id == other_id),
            and_(self._responder_id == other_id, self.posting.author_id == one_id),
        )
        statement = self._with_posting().where(answers, self.is_live())
        return db.session.scalars(statement.order_by(self._posting_id)).all()

    def _is_of(self, resident: Resident) -> ColumnElement[bool]:
        """Tell in SQL which answers somebody gave: what was agreed goes on between two.

        Anything else in a circle ends for who is in it no more.
        """
        agreed = self.response.status == self.response.ACCEPTED
        still = or_(agreed, stays_in(self.posting.reach, resident.id))
        return and_(self._responder_id == resident.id, still)

    def is_live(self) -> ColumnElement[bool]:
        """Tell in SQL whether a response still stands."""
        live: ColumnElement[bool] = self.response.status.in_(
            (self.response.WAITING, self.response.ACCEPTED)
        )
        return live
