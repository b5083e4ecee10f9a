"""Putting a thing on the shelf, changing it, putting it aside, lending it no more."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from neighbourhood.feed.circles import require_in
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.loans.kinds import scopes
from neighbourhood.loans.models.items import USUAL_DAYS, Condition, Item, ItemStatus
from neighbourhood.loans.policies import shelf as policies
from neighbourhood.loans.queries import shelf as queries
from neighbourhood.loans.subjects import LOANS
from neighbourhood.loans.telling import show_card
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is said of a thing, and on which terms it is lent."""

    title: str
    category: str
    reach: str
    body: str = ""
    condition: Condition = Condition.GOOD
    worth: str = ""
    deposit: str = ""
    days: int = USUAL_DAYS
    renewals: int = 1
    photos: Sequence[Photo] = ()


def add(actor: Actor, *, wording: Wording) -> Item:
    """Put a thing on the shelf of `actor`, to be asked for from where they live."""
    steady(actor.resident)
    require(policies.may_lend(actor), NotVerified)
    require_offered(LOANS, actor.resident.switched_off)
    item = Item(
        author_id=actor.id,
        agent_id=actor.agent_id,
        quartier_id=actor.quartier_id,
        cell_id=actor.cell_id,
        status=ItemStatus.ON_SHELF,
        created_at=now(),
    )
    _word(item, wording)
    db.session.add(item)
    _save(actor, item, scopes.ADDED)
    return item


def _word(item: Item, wording: Wording) -> None:
    for field in fields(wording):
        setattr(item, field.name, getattr(wording, field.name))
    item.photos = list(wording.photos)


def _save(actor: Actor, item: Item, deed: Deed) -> None:
    db.session.flush()
    note_deed(actor, deed, title=item.title, path=item.path)
    show_card(item)


def edit(actor: Actor, item: Item, *, wording: Wording) -> None:
    """Say it otherwise; whoever reads it sees since when it says so."""
    item = hold(Item, item.id)
    require(policies.may_edit(actor, item))
    require_in(item.author_id, wording.reach)
    same = wording.reach == item.reach
    require(same or not queries.is_asked_for(item), policies.ReachIsKnown)
    _word(item, wording)
    item.agent_id = actor.agent_id  # who has the last word signs
    item.edited_at = now()
    _save(actor, item, scopes.EDITED)


def put_aside(actor: Actor, item: Item) -> None:
    """Let nobody ask for a thing for a while; what is agreed of it goes on."""
    item = hold(Item, item.id)
    require(policies.may_put_aside(actor, item), DomainError)
    item.become(ItemStatus.ASIDE)
    _save(actor, item, scopes.PUT_ASIDE)


def put_on_shelf(actor: Actor, item: Item) -> None:
    """Let others ask for a thing again."""
    item = hold(Item, item.id)
    require(policies.may_put_on_shelf(actor, item), DomainError)
    item.become(ItemStatus.ON_SHELF)
    _save(actor, item, scopes.PUT_ON_SHELF)


def retire(actor: Actor, item: Item) -> None:
    """Lend a thing no more, once nobody has it nor waits for an answer."""
    item = hold(Item, item.id)
    require(policies.may_retire(actor, item), DomainError)
    require(not queries.is_asked_for(item), policies.IsAskedFor)
    undoing.keep(actor.id, Item.ABOUT, item.id, status=item.status)
    item.become(ItemStatus.RETIRED)
    item.retired_at = now()
    _save(actor, item, scopes.RETIRED)


def put_back(actor: Actor, item: Item) -> None:
    """Go back on having retired a thing, for ten minutes."""
    item = hold(Item, item.id)
    require(policies.may_put_back(actor, item), DomainError)
    before = undoing.take(actor.id, Item.ABOUT, item.id)
    item.go_back_to(before.read(ItemStatus, "status"))
    item.retired_at = None
    _save(actor, item, scopes.WENT_BACK)
