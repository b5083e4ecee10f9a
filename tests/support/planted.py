"""The demonstration town, every table of which has rows, with a canary in whatever is about one."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import PARTS
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.feed.models import SavedSearch, WeeklyChoice
from neighbourhood.foundation.demo import builders
from neighbourhood.foundation.outside import jobs, mail
from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.storing import failed_jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.presses import Press
from neighbourhood.funding.models.provider import MoneyCase
from neighbourhood.funding.models.tax import TaxDrawing
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import Partner, StaffInvitation
from neighbourhood.places.models import Address
from neighbourhood.residents.actions import sights
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from neighbourhood.residents.models.residents import Resident
from tests.support import planting
from tests.support.canaries import HOME
from tests.support.release_rows import BUILDERS
from tests.support.staging.links import links
from tests.support.staging.long_cases import empty_cases, long_cases
from tests.support.staging.mandates import mandates
from tests.support.staging.people import Stage
from tests.support.staging.proofs import proofs
from tests.support.staging.there_already import there_already
from tests.support.staging.trust import trust
from verification.kinds import PROOF_SEEN
from verification.models.desk import Document

PHOTO, PAPER = "photos/zyzzogeton.webp", "proofs/zyzzogeton.webp"


@dataclass
class Planted:
    """Who the canary is, where they were planted, and what none of could be made theirs."""

    app: Flask
    resident_id: int
    reader_id: int
    address_id: int
    columns: set[str]
    without: list[str]
    folder: Path
    before: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def town(app: Flask, folder: Path) -> Planted:
    """Fill a town, and plant somebody in it."""
    with app.test_request_context():
        for fill in builders(PARTS):
            with transaction():
                fill()
        staged = (long_cases, empty_cases, proofs, links, there_already, mandates)
        # Those kept apart answer nothing of each other: they come last.
        for build in (*staged, *BUILDERS, trust):
            with transaction():
                build(Stage())
        with transaction():
            planted = _plant(app, folder)
        planted.before = planting.found_in_tables()
        mail._send(planting.MAILBOX, "Bonjour", f"Bonjour {planting.NAME}")
        mail._send("marcel@valbourg.example", "Des nouvelles", f"{planting.NAME} vient.")
        jobs.enqueue(mail._send, planting.MAILBOX, "Bonjour", "Elle attend.")
        with transaction():
            failed_jobs.keep("mail", json.dumps([[planting.MAILBOX], {}]), error="E", place="")
        jobs.enqueue(mail._send, "marcel@valbourg.example", "Bonjour", "Il attend.")
    return planted


def _plant(app: Flask, folder: Path) -> Planted:
    stage = Stage()
    karima, marcel = stage.people["karima"], stage.people["marcel"]
    karima.full_name, karima.email = planting.NAME, planting.MAILBOX
    karima.address = HOME.settle(karima.cell_id, karima.quartier_id)
    db.session.flush()
    begin_sign_in(karima, agent="Firefox")
    invitation = db.session.scalars(select(StaffInvitation)).first()
    invitation.email = planting.MAILBOX
    case = select(MoneyCase).where(MoneyCase.closed_by_id.is_not(None))
    db.session.scalars(case).first().closed_by_id = karima.id
    db.session.add(Press(key="f" * 64, endpoint="x", said=[["info", f"Merci {planting.NAME}."]]))
    db.session.flush()
    _draw_up_a_list(marcel.id)
    db.session.add(SavedSearch(resident_id=karima.id, words=planting.NAME, looked_at=now()))
    db.session.add(WeeklyChoice(resident_id=karima.id))
    db.session.flush()
    without = planting.give_rows(karima.id)
    columns = planting.plant(karima.id)
    # Nothing is planted there afterwards: the database refuses to rewrite it.
    sights.note(marcel.id, karima.id, PROOF_SEEN, f"Dossier de {planting.NAME}")
    sights.note(karima.id, marcel.id, PROOF_SEEN, f"{planting.NAME} le demande")
    columns.add("sight_names.reason")
    db.session.expire_all()
    karima.email = planting.MAILBOX
    told = {"name": planting.NAME, "title": "Une étagère"}
    known = db.session.scalars(select(Notification).where(Notification.resident_id == marcel.id))
    known.first().details = told
    _keep_files(karima.id)
    address = db.session.get_one(Address, karima.address_id)
    return Planted(app, karima.id, marcel.id, address.id, columns, without, folder)


def _draw_up_a_list(staff_id: int) -> None:
    partner_id = db.session.scalars(select(Partner.id).order_by(Partner.id)).first()
    db.session.add(TaxDrawing(partner_id=partner_id, year=2020, author_id=staff_id))
    db.session.flush()


def _keep_files(resident_id: int) -> None:
    notice = select(Notice).where(Notice.author_id == resident_id)
    db.session.scalars(notice).first().photos = [{"key": PHOTO, "description": planting.CANARY}]
    theirs = select(Document).where(planting.of(Document.__table__, resident_id))
    db.session.scalars(theirs).first().storage_key = PAPER
    for key in (PHOTO, PAPER):
        storage().put(key, b"zyzzogeton", "image/webp")


def resident(planted: Planted) -> Resident:
    """Return what is left of them."""
    return db.session.get_one(Resident, planted.resident_id)
