"""Writing, publishing and agreeing to charters."""

import tomllib
from pathlib import Path

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.upserting import upsert
from neighbourhood.residents.models.charters import Charter, CharterAcceptance
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import NothingToPublish
from neighbourhood.residents.queries.charters import WORDS, current, draft, may_publish, to_write

FOUNDING = Path(__file__).parents[1] / "founding_charter.toml"


def found() -> None:
    """Publish the charter that comes with the program, where the instance has none yet."""
    words = {
        name: said.strip() for name, said in tomllib.loads(FOUNDING.read_text("utf-8")).items()
    }
    # Several servers may start at once.
    _insert(Charter, municipality_id=None, whose=0, version=1, published_at=now(), **words)


def found_before_serving() -> None:
    """Do so before a server says that it is on: nobody signs up without having read something."""
    if current(None) is None:
        with transaction():
            found()


def accept(resident: Resident, charter: Charter, *, on_paper: bool = False) -> None:
    """Note that `resident` agrees to a version, for themselves; a second time changes nothing."""
    require(charter.published_at is not None, NothingToPublish)
    given = {"resident_id": resident.id, "charter_id": charter.id, "on_paper": on_paper}
    _insert(CharterAcceptance, accepted_at=now(), **given)


def accept_at_sign_up(resident: Resident, charter_id: int | None) -> None:
    """Note what a newcomer agreed to, the version that stood on the page of their form.

    Another one than the instance’s is no sign-up: they will be asked.
    """
    charter = db.session.get(Charter, charter_id) if charter_id is not None else None
    if charter is not None and charter.published_at and charter.municipality_id is None:
        accept(resident, charter)


def accept_what_stands(resident: Resident, *, on_paper: bool = False) -> None:
    """Note that `resident` agrees to the charters of here and of the instance, as they stand.

    Whoever has no mailbox signs them on paper, with their mandate.
    """
    town_id = resident.quartier.municipality_id if resident.quartier else None
    for charter in (current(None), current(town_id) if town_id else None):
        if charter is not None:
            accept(resident, charter, on_paper=on_paper)


def begin_draft(town_id: int | None) -> Charter:
    """Return the draft of the next version, begun from the one that stands if there is none."""
    first = to_write(town_id)
    if first.id is not None:
        return first
    words = {name: getattr(first, name) for name in WORDS}
    whose = {"municipality_id": town_id, "whose": town_id or 0}
    _insert(Charter, version=first.version, **whose, **words)
    begun = draft(town_id)
    if begun is None:
        raise NothingToPublish  # published by somebody else in between
    return begun


def write_draft(charter: Charter, **words: str) -> None:
    """Keep the words of a draft; a published version is not touched."""
    require(charter.published_at is None, NothingToPublish)
    for name, said in words.items():
        setattr(charter, name, said)


def publish(charter: Charter) -> None:
    """Make a draft the version that stands: everybody it concerns is asked again."""
    kept = hold(Charter, charter.id)
    require(may_publish(kept), NothingToPublish)
    kept.published_at = now()


def _insert(model: type[Charter | CharterAcceptance], **values: object) -> None:
    """Add a row unless it is there: of two at the same moment, one."""
    db.session.execute(upsert(model).values(**values).on_conflict_do_nothing())
