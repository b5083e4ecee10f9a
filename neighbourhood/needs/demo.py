"""The partners and needs of the demonstration town, in every state a need may have."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.demo import accompany
from neighbourhood.needs.actions import show_card
from neighbourhood.needs.events import need_changed, need_published
from neighbourhood.needs.models import Need, NeedKind, NeedStatus
from neighbourhood.partners.demo import build as build_partners
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

_READING = timedelta(hours=5)
_COLLECTION = timedelta(days=8)
_WORK = timedelta(days=6)


def build() -> None:
    """Write every need of `demo.toml` as if it had been there for a while: nobody is told anew."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    town = db.session.scalars(select(Municipality)).one()
    partners = build_partners(told["partners"], town, people)
    accompany(told["partners"], partners, people)
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    for row in told["needs"]:
        need = _need(row, partners[row["partner"]], people, quartiers[row["quartier"]])
        db.session.add(need)
        db.session.flush()
        if need.published_at is not None:
            need_published.send(need)
        need_changed.send(need)
        show_card(need)


def _need(
    row: Mapping[str, Any], partner: Partner, people: Mapping[str, Resident], quartier: Quartier
) -> Need:
    written = now() - timedelta(days=row["days_ago"], hours=len(row["title"]) % 9)
    need = Need(
        partner=partner,
        author=people[row["author"]],
        quartier=quartier,
        kind=NeedKind[row["kind"].upper()],
        title=row["title"],
        covers=row["covers"],
        target_cents=row["amount_cents"],
        raised_cents=row["raised_cents"],
        donors_count=row["donors"],
        status=NeedStatus[row["status"].upper()],
        created_at=written,
    )
    if "approver" in row:
        need.approved_by = people[row["approver"]]
        need.published_at = min(written + _READING, now())
    _finish(need, row, written)
    return need


def _finish(need: Need, row: Mapping[str, Any], written: Any) -> None:
    if need.status in (NeedStatus.FUNDED, NeedStatus.PROVED):
        need.funded_at = written + _COLLECTION
    if need.status is NeedStatus.PROVED:
        need.proof_text = row["proof"]
        need.proof_recorded_at = written + _COLLECTION + _WORK
