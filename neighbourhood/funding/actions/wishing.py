"""What donors say about their name, when they give and afterwards."""

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, delete, select

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.donors import GiftWish, Showing
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.policies import NoNameToShow
from neighbourhood.funding.queries import donors


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a donor says: for whom the receipt is, in whose name they give, who reads their name.

    `siret` is valid or empty; `public_name` is how a visitor is called, empty for a resident.
    """

    organisation: str = ""
    siret: str = ""
    in_name_of: str = ""
    public_name: str = ""
    showing: Showing = Showing.SECRET
    shows_amount: bool = False


NOTHING_SAID = Wish()


def say(pledge: Pledge, wish: Wish, *, browser: str = "") -> None:
    """Keep what is said about a new gift; of one about which nothing is said, nothing is kept."""
    if wish == NOTHING_SAID and not browser:
        return
    require(_has_name(pledge, wish.showing, wish.public_name), NoNameToShow)
    said = asdict(wish) | {"shows_amount": _shows(wish.showing, wish.shows_amount)}
    db.session.add(GiftWish(pledge_id=pledge.id, browser=browser, **said))
    db.session.flush()


def say_otherwise(
    pledge: Pledge, *, showing: Showing, shows_amount: bool, public_name: str = ""
) -> None:
    """Have another choice of who reads the name of a donor; what was shown is shown no more."""
    require(_has_name(pledge, showing, public_name), NoNameToShow)
    wish = db.session.merge(donors.wish_of(pledge))
    wish.showing = showing
    wish.public_name = public_name if showing is not Showing.SECRET else ""
    wish.shows_amount = _shows(showing, shows_amount)
    db.session.flush()


def forget_browser(pledge: Pledge) -> None:
    """Drop what tells the browser of a visitor, once a gift is paid: nobody tries it again."""
    wish = db.session.get(GiftWish, pledge.id)
    if wish is not None:
        wish.browser = ""


def forget(which: ColumnElement[bool]) -> None:
    """Drop what was said about the gifts of which `which` holds."""
    theirs = select(Pledge.id).where(which)
    db.session.execute(delete(GiftWish).where(GiftWish.pledge_id.in_(theirs)))


def _has_name(pledge: Pledge, showing: Showing, public_name: str) -> bool:
    return showing is Showing.SECRET or bool(public_name) or donors.visitor_of(pledge) is None


def _shows(showing: Showing, shows_amount: bool) -> bool:
    return shows_amount and showing is Showing.PUBLIC
