"""Homes: what is kept of the former ones, and the yearly question."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_apart
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import stay_home
from neighbourhood.residents.models.residents import Resident
from verification import kinds
from verification.models.homes import Residency
from verification.policies.rules import ASKED_BEFORE
from verification.queries import homes as homes_queries

# Long enough for whoever opens the mail after the residency has expired.
LINK_LIVES = timedelta(days=180)
STAY = "stay-home"


def keep_history(resident: Resident) -> None:
    """Write down that `resident` lives where they have just been settled, and no longer before."""
    moment = now()
    former = homes_queries.present_home(resident)
    if former is not None:
        former.until = moment
        db.session.flush()
    proof = homes_queries.proof_of_home(resident)
    home = Residency(
        resident_id=resident.id,
        address_id=resident.address_id,
        method=proof.method if proof else None,
        since=moment,
    )
    db.session.add(home)
    db.session.flush()


def stay(actor: Actor) -> None:
    """Confirm that one still lives at the same address; asked again in a year."""
    stay_home(actor.resident)
    home = homes_queries.present_home(actor.resident)
    if home is not None:
        home.asked_at = None


def ask_who_stays() -> int:
    """Ask those whose year ends within a month whether they still live there; return how many."""
    return each_apart(homes_queries.to_be_asked(now() + ASKED_BEFORE), _ask)


def _ask(home: Residency) -> None:
    home.asked_at = now()
    path = f"{kinds.STAYING}/{stay_token(home)}"
    until = home.resident.residency_expires_at
    notify(home.resident_id, kinds.STILL_THERE, path=path, until=until)


def stay_token(home: Residency) -> str:
    """Return what the link of the mail carries: it confirms this home, and opens nothing else."""
    return sign(STAY, [home.id, _year(home)])


def home_of_token(token: str) -> Residency | None:
    """Return the home a link is about; None when forged, too old, used, or left since."""
    signed = unsign(STAY, token, LINK_LIVES)
    if not isinstance(signed, list):
        return None
    home = db.session.get(Residency, signed[0])
    return home if home is not None and home.until is None and _year(home) == signed[1] else None


def _year(home: Residency) -> int:
    """Return what changes once the link has served."""
    ends = home.resident.residency_expires_at
    return int(ends.timestamp()) if ends else 0
