"""What is held of who is listed, greets, welcomes and invites."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, update

from neighbourhood.directory.actions.leaving import leave_all
from neighbourhood.directory.kinds import say_interests, say_languages
from neighbourhood.directory.models import Hello, InviteLink, Listing, Welcome
from neighbourhood.directory.subjects import SINCE, say_phrase
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows, theirs
from neighbourhood.foundation.web.facts import said_by
from neighbourhood.residents.traces import traces_of

_WITHHELD = {
    "invite_link.fingerprint": _l("l’empreinte d’un secret : elle ne dit rien"),
    "listing.search": _l("les mêmes mots, tels qu’ils sont cherchés"),
}


def _said_between(resident_id: int) -> Where:
    return or_(Hello.greeter_id == resident_id, Hello.greeted_id == resident_id)


def _read(resident_id: int) -> Rows:
    for model in (Listing, Welcome, InviteLink):
        yield from read_rows(model, theirs(model, resident_id), but=_WITHHELD)
    yield from read_rows(Hello, _said_between(resident_id))


def _erase(resident_id: int) -> None:
    leave_all(resident_id)
    db.session.execute(delete(Hello).where(_said_between(resident_id)))
    _forget_the_hand(resident_id)


def _forget_the_hand(resident_id: int) -> None:
    """Let what they wrote in the place of others stay with those, and name them no more."""
    traces = traces_of(resident_id)
    written = Listing.agent_id == resident_id
    blot_rows(Listing, written, traces, "words", "own_interests", "gives", "search")
    blot_rows(Welcome, Welcome.agent_id == resident_id, traces, "text")
    for model in (Listing, Welcome, Hello):
        mine = model.agent_id == resident_id
        db.session.execute(update(model).where(mine).values(agent_id=None))


HOLDINGS.declare(
    Holding(
        code="directory",
        title=_l("Votre fiche dans l’annuaire des voisins, vos bonjours et vos invitations"),
        purpose=_l("Pour que vos voisins fassent connaissance avec vous, si vous le voulez."),
        basis=Basis.CONSENT,
        tables=frozenset({"listing", "welcome", "hello", "invite_link"}),
        kept=_l("la fiche et le mot de bienvenue, jusqu’à dix minutes après leur retrait"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
        said={
            "listing.interests": say_interests,
            "listing.languages": say_languages,
            "listing.since": said_by(SINCE),
            "hello.phrase": lambda code: str(say_phrase(str(code))) if code else "",
        },
    )
)
