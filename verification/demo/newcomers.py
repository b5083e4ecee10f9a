"""Those whom the town hall helps: letters, documents, the desk, and the yearly question."""

from datetime import timedelta

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from verification.actions.claims import confirm_code, dispute
from verification.actions.desk import confirm_in_person, send_document
from verification.actions.homes import ask_who_stays
from verification.demo import papers
from verification.demo.people import Town, ago, claim
from verification.proofs.desk import DESK
from verification.proofs.document import DOCUMENT
from verification.proofs.household import HOUSEHOLD
from verification.proofs.letter import LETTER
from verification.queries.homes import present_home
from verification.queries.letters import code_in, live_letter

YEAR = timedelta(days=365)


def build(town: Town) -> None:
    """Have each newcomer come as far as the story says."""
    _letters(town)
    _documents(town)
    _in_person(town)
    _stays(town)
    household = town.newcomer("Gabriel Teixeira", "gabriel.teixeira", days=1)
    claim(household, town.door_near("karima"), HOUSEHOLD.code, days=1)


def _letters(town: Town) -> None:
    odile = town.newcomer("Odile Verdier", "odile", days=2)
    _letter(odile, town, near="mairie", days=2)
    _letter(town.people["nouveau"], town, near="karima", days=1)
    stranger = town.newcomer("Rémi Quénot", "remi.quenot", days=9)
    _letter(stranger, town, near="hassan", days=8, posted=True)
    _disputed_home(town)


def _disputed_home(town: Town) -> None:
    """Let somebody be home by a letter of which the people there say they know nothing."""
    resident = town.newcomer("Bastien Carlier", "bastien", days=6)
    made = claim(resident, town.door_near("karima"), LETTER.code, days=5)
    letter = live_letter(made)
    if letter is not None:
        confirm_code(Actor.of(resident), code=code_in(letter))
        dispute(made.reference)


def _letter(resident: Resident, town: Town, *, near: str, days: int, posted: bool = False) -> None:
    """Ask for a letter; one that was posted has since come to people who know nothing of it."""
    made = claim(resident, town.door_near(near), LETTER.code, days=days)
    letter = live_letter(made)
    if letter is None:
        return
    letter.created_at = made.created_at
    if posted:
        letter.printed_at = letter.posted_at = ago(days=days - 2)
        made.disputed_at = ago(days=1)


def _documents(town: Town) -> None:
    for number, (full_name, mailbox, near) in enumerate(
        (
            ("Damien Collin", "damien.collin", "marcel"),
            ("Ludivine Amrani", "ludivine.amrani", "admin"),
        )
    ):
        resident = town.newcomer(full_name, mailbox, days=5 - number)
        made = claim(resident, town.door_near(near), DOCUMENT.code, days=4 - number)
        paper = papers.bill(made) if number == 0 else papers.rent(made)
        kept = paper.kept()
        key = f"proofs/demo-{mailbox.replace('.', '-')}.{kept.ending}"
        storage().put(key, kept.data, kept.content_type)
        document = send_document(
            Actor.of(resident),
            storage_key=key,
            content_type=kept.content_type,
            dated_on=paper.dated_on,
        )
        document.created_at = ago(days=3 - number)


def _in_person(town: Town) -> None:
    waiting = town.newcomer("Awa Konaté", "awa.konate", days=2)
    claim(waiting, town.door_near("karima"), DESK.code, days=1)
    seen = town.newcomer("Armand Le Goff", "armand.legoff", days=1)
    made = claim(seen, town.door_near("mairie"), DESK.code, days=0)
    confirm_in_person(Actor.of(town.people["mairie"]), made)
    made.decided_at = ago(hours=2)


def _stays(town: Town) -> None:
    resident = town.newcomer("Yvette Morvan", "yvette.morvan", days=354)
    settle_in(resident, town.door_near("marcel"))
    resident.verified_at = ago(days=353)
    resident.residency_expires_at = resident.verified_at + YEAR
    home = present_home(resident)
    if home is not None:
        home.since = resident.verified_at
    ask_who_stays()
