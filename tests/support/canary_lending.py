"""What a canary lends to each audience: with photos, a trouble and words."""

from collections.abc import Mapping

from sqlalchemy import select

from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.foundation.web.keeping import today
from neighbourhood.libraries.models.libraries import Tool
from neighbourhood.loans.actions import (
    answering,
    asking,
    breaks,
    calendars,
    handing,
    incidents,
    shelf,
    words,
)
from neighbourhood.loans.days import A_DAY
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import IncidentKind
from neighbourhood.loans.models.loans import Loan
from neighbourhood.places.models import Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_drill

BORROWERS = ("same quartier", "next quartier", "far quartier")


def have_her_lend(readers: Mapping[str, int | None]) -> None:
    """Let three borrow of her what comes to harm, and one bring home what did not."""
    karima = db.session.get_one(Resident, readers["herself"])
    borrowers = [db.session.get_one(Resident, readers[who]) for who in BORROWERS]
    for borrower in borrowers:
        loan = _lent(karima, borrower)
        incidents.open_incident(
            Actor.of(karima), loan, kind=IncidentKind.BROKEN, text="La poignée."
        )
    loan = _lent(karima, borrowers[-1])
    handing.take_in(Actor.of(karima), loan)
    for person in (karima, borrowers[-1]):
        words.write(Actor.of(person), loan, text="Merci, et à bientôt.")
    away = today() + 30 * A_DAY
    breaks.take(Actor.of(karima), first_day=away, last_day=away)
    calendars.make_address(Actor.of(karima))
    for tool in db.session.scalars(select(Tool)):
        tool.photos = _photos()


def _lent(owner: Resident, borrower: Resident) -> Loan:
    """Lend a thing from today on, as both note it."""
    wording = a_drill(reach=Reach.TOWN, photos=_photos())
    thing = shelf.add(Actor.of(owner), wording=wording)
    day = {"first_day": today(), "last_day": today()}
    loan = asking.ask(Actor.of(borrower), thing, text="Puis-je ?", **day)
    answering.accept(Actor.of(owner), loan)
    handing.hand_over(Actor.of(owner), loan)
    for person in (owner, borrower):
        said = {"moment": CheckMoment.OUT, "notes": "Comme neuve.", "photos": _photos()}
        handing.check(Actor.of(person), loan, **said)
    return loan


def _photos() -> list[Photo]:
    key = new_key("photos", "webp")
    storage().put(key, b"RIFF....WEBP", "image/webp")
    return [{"key": key, "description": "Une perceuse"}]
