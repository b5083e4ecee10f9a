"""What can be reported of the directory: a listing, a welcome."""

from typing import Any

from flask_babel import lazy_gettext as _l

from neighbourhood.directory.models import Listing, Said, Welcome
from neighbourhood.directory.queries.listings import get_listing
from neighbourhood.directory.queries.welcomes import get_welcome
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import REPORTABLES, Accounts, Reportable, accounts
from neighbourhood.residents.models.residents import Resident


def _of(model: type[Listing] | type[Welcome]) -> Any:
    def answering(said_id: Any) -> tuple[Accounts, ...]:
        whose = accounts(model.resident_id, said_id, of=model.id)
        return whose, accounts(model.agent_id, said_id, of=model.id)

    return answering


def _hide(said: Said) -> None:
    said.hidden_at = said.hidden_at or now()


def _restore(said: Said) -> None:
    said.hidden_at = None


def _sees(find: Any) -> Any:
    def sees(viewer: Resident, said: Said) -> bool:
        try:
            return find(viewer, said.id) is not None
        except DomainError:
            return False

    return sees


LISTING = REPORTABLES.declare(
    Reportable(
        code=Listing.ABOUT,
        one=_l("une fiche de l’annuaire des voisins"),
        load=lambda listing_id: db.session.get(Listing, listing_id),
        title=lambda listing: listing.resident.public_name,
        excerpt=lambda listing: "\n".join(
            filter(None, (listing.words, listing.own_interests, listing.gives))
        ),
        answering=_of(Listing),
        town=lambda listing: listing.quartier.municipality_id,
        path=lambda listing: listing.path,
        sees=_sees(get_listing),
        hide=_hide,
        restore=_restore,
    )
)
WELCOME = REPORTABLES.declare(
    Reportable(
        code=Welcome.ABOUT,
        one=_l("un mot de bienvenue"),
        load=lambda welcome_id: db.session.get(Welcome, welcome_id),
        title=lambda welcome: welcome.resident.public_name,
        excerpt=lambda welcome: welcome.text,
        answering=_of(Welcome),
        town=lambda welcome: welcome.quartier.municipality_id,
        path=lambda welcome: welcome.path,
        sees=_sees(get_welcome),
        hide=_hide,
        restore=_restore,
    )
)
