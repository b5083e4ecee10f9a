"""The partners and needs of the demonstration town, in every state a need may have.

The gifts behind their figures are written in the ledger, which agrees with them.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.funds import open_fund
from neighbourhood.funding.demo import announce_transfer, pay_out, tax_receipts
from neighbourhood.funding.models.gifts import FundStatus
from neighbourhood.needs.actions import show_card
from neighbourhood.needs.areas import Ground, Part, named_after, shown_as
from neighbourhood.needs.demo_donors import FAVOURITE, Donors
from neighbourhood.needs.demo_versions import check, revise
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.filing import imported
from neighbourhood.needs.kinds import FUND
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ProofKind
from neighbourhood.needs.placing import rhythm_of, town_as_known
from neighbourhood.partners.demo import by_name
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

_READING = timedelta(hours=5)
_COLLECTION = timedelta(days=8)
_WORK = timedelta(days=6)
_FUNDS = {
    NeedStatus.FUNDED: FundStatus.COMPLETED,
    NeedStatus.PROVED: FundStatus.COMPLETED,
    NeedStatus.WITHDRAWN: FundStatus.CLOSED,
}


def build() -> None:
    """Write every need of `demo.toml` as if it had been there for a while: nobody is told anew."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    partners = by_name()
    quartiers = list(db.session.scalars(select(Quartier).order_by(Quartier.id)))
    donors = Donors(people)
    for row in told["needs"]:
        need = _need(row, partners[row["partner"]], people, quartiers[row["quartier"]])
        db.session.add(need)
        db.session.flush()
        if "approver" in row:
            need.approved_by = people[row["approver"]]
            need.approved_at = need.created_at + _READING
        if "approver" in row and row["status"] != "approved":
            _publish(need, row, donors)
        _finish(need, row)
        db.session.flush()
        check(need)
        revise(need, row)
        need_changed.send(need)
        show_card(need)
    by, second = people["mairie"], people["isabelle.nguyen-morel"]
    imported.build(
        partners["CCAS de Valbourg"], by, second, lambda need: _publish(need, {"donors": 0}, donors)
    )
    pay_out()
    tax_receipts(FUND.code)
    announce_transfer(people[FAVOURITE], FUND.code)


def _need(
    row: Mapping[str, Any], partner: Partner, people: Mapping[str, Resident], quartier: Quartier
) -> Need:
    written = now() - timedelta(days=row["days_ago"], hours=len(row["title"]) % 9)
    return Need(
        partner=partner,
        author=people[row["author"]],
        quartier=quartier,
        kind=NeedKind[row["kind"].upper()],
        title=row["title"],
        covers=row["covers"],
        target_cents=row["amount_cents"],
        created_at=written,
    )


def _publish(need: Need, row: Mapping[str, Any], donors: "Donors") -> None:
    rhythm = rhythm_of(need.partner.municipality)
    moment = min(rhythm.first_for(need.created_at + _READING), rhythm.at_or_before(now()))
    written = min(need.created_at, moment - rhythm.waits.soonest - _READING)
    need.created_at, need.approved_at = written, written + _READING
    known = town_as_known(need.partner.municipality, moment)
    part = known.sight(need.kind, moment).part_of(need.quartier.id)
    _show_with(need, part, known.ground, moment)
    need.fund = open_fund(
        FUND,
        town_id=need.quartier.municipality_id,
        partner_id=need.partner.id,
        title=need.title,
        path=f"{FUND.place}/{need.id}",
        minimum_cents=need.target_cents,
        ceiling_cents=need.target_cents,
    )
    need.fund.created_at = moment
    if row["donors"]:
        collected = now() if row["status"] == "open" else need.created_at + _COLLECTION
        donors.give(need.fund, row["raised_cents"], row["donors"], until=collected)


def _show_with(need: Need, part: Part, ground: Ground, moment: datetime) -> None:
    named = named_after(part, ground)
    among = select(Quartier).where(Quartier.id.in_(part if named is not None else ()))
    places = db.session.scalars(among.order_by(Quartier.id)).all()
    # Loaded beforehand: a statement between these lines would write half of them.
    need.places = list(places)
    need.published_at, need.shown_as = moment, shown_as(part, ground)
    need.named = next((each for each in places if each.id == named), None)


def _finish(need: Need, row: Mapping[str, Any]) -> None:
    status = NeedStatus[row["status"].upper()]
    if status in (NeedStatus.FUNDED, NeedStatus.PROVED):
        need.funded_at = need.created_at + _COLLECTION
    if status is NeedStatus.PROVED:
        need.proof_text = row["proof"]
        need.proof_recorded_at = need.created_at + _COLLECTION + _WORK
        _say_spent(need, row.get("spent_cents", need.target_cents))
    need.status = status
    if need.fund is not None and status in _FUNDS:
        need.fund.become(_FUNDS[status])


def _say_spent(need: Need, cents: int) -> None:
    need.proof_kind = ProofKind.INVOICE
    need.proof_on = (need.created_at + _COLLECTION + _WORK).date()
    need.proof_cents = cents
    if need.fund is not None:
        need.fund.proved_cents = cents
