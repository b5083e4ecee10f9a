"""What hosts and guests type."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from flask_babel import LazyString, format_datetime, gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.feed.forms import reach_choice
from neighbourhood.feed.reaches import QUARTIER
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    DateField,
    Form,
    IntegerField,
    NumberRange,
    TimeField,
    ValidationError,
    line,
    moment,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.invitations.actions import Wording
from neighbourhood.invitations.feasts import next_day
from neighbourhood.invitations.models import (
    BODY_LIMIT,
    MESSAGE_LIMIT,
    MOST_SEATS,
    TITLE_LIMIT,
    Invitation,
    Side,
)
from neighbourhood.invitations.policies import TooFewSeats
from neighbourhood.invitations.subjects import occasions_here
from neighbourhood.moderation.forms.careful import Careful

STEPS = ("begin", "details", "preview")
TYPED_LIMIT = 60_000
_FURTHEST = timedelta(days=366)
_DETAILS = ("title", "day", "hour", "seats", "body", "reach")


class OccasionForm(Form):
    """Step 1: which feast."""

    occasion = RadioField(
        _l("Pour quelle occasion ?"),
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in occasions_here()],
        invalid_choice_message=_l("Choisissez une des réponses."),
    )


_SEATS: Mapping[Side, LazyString] = {
    Side.HOST: _l("Combien de places ?"),
    Side.GUEST: _l("Vous serez combien ?"),
}
_WORDS: Mapping[Side, LazyString] = {
    Side.HOST: _l("L’ambiance, le repas, ce qu’il faut savoir. Vous donnerez l’adresse plus tard."),
    Side.GUEST: _l("Ce qui vous ferait plaisir, ce que vous apporteriez, ce qu’il faut savoir."),
}
# How many there are as a rule, before anybody says.
_USUAL_SEATS: Mapping[Side, str] = {Side.HOST: "2", Side.GUEST: "1"}


class DetailsForm(Form):
    """Step 2: when, how many, a few words, and who sees it; each side reads its own questions."""

    title = line(_l("En une phrase"), limit=TITLE_LIMIT)
    day = DateField(
        _l("Quel jour ?"),
        [required()],
        description=_l("Quand l’occasion a une date, elle est écrite ici : changez-la au besoin."),
    )
    hour = TimeField(_l("À quelle heure ?"), [required()])
    seats = IntegerField(
        _SEATS[Side.HOST],
        [required(), NumberRange(1, MOST_SEATS, _l("Écrivez un nombre de %(min)s à %(max)s."))],
    )
    body = paragraph(
        _l("Quelques mots"),
        limit=BODY_LIMIT,
        optional=True,
        description=_WORDS[Side.HOST],
    )
    reach = reach_choice(_l("Qui verra cette annonce ?"))

    def ask_as(self, side: Side) -> Self:
        """Put the questions to a host, or to who looks for a table."""
        self.seats.label.text = str(_SEATS[side])
        self.body.description = str(_WORDS[side])
        return self

    def validate_day(self, field: Field) -> None:
        """Ask for a day from today to a year ahead."""
        local: datetime = to_user_timezone(now())
        if field.data is None or not local.date() <= field.data <= local.date() + _FURTHEST:
            raise ValidationError(gettext("Choisissez un jour entre aujourd’hui et dans un an."))

    def validate_hour(self, field: Field) -> None:
        """Ask for an hour that is still to come."""
        if self.day.data and field.data and self.held_at <= now():
            raise ValidationError(gettext("Choisissez une heure à venir."))

    @property
    def held_at(self) -> datetime:
        """When it takes place."""
        return moment(self.day.data, self.hour.data)


class EditForm(DetailsForm, Public):
    """Everything that may change afterwards, on one page."""

    public = ("title", "body")

    fewest = 0

    def validate_seats(self, field: Field) -> None:
        """Keep a seat for each guest accepted."""
        if field.data is not None and field.data < self.fewest:
            raise ValidationError(TooFewSeats(taken=self.fewest).say())

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        """Return the form of an invitation: as typed when it was sent, else as it stands."""
        local = to_user_timezone(invitation.held_at)
        form = cls(obj=invitation, data={"day": local.date(), "hour": local.time()})
        form.fewest = invitation.taken if invitation.is_hosts else 0
        return form.ask_as(invitation.side)

    def wording(self, occasion: str) -> Wording:
        """Return what the invitation will say."""
        return Wording(
            occasion=occasion,
            held_at=self.held_at,
            seats=self.seats.data,
            title=self.title.data,
            body=self.body.data or "",
            reach=self.reach.data,
        )

    def said_once_kept(self, before: datetime) -> str:
        """Say that it is kept; ask to read again a title that still names the day of `before`."""
        said = gettext("C’est modifié. Les personnes concernées sont prévenues.")
        if self.day.data == to_user_timezone(before).date() or not _names(self.title.data, before):
            return str(said)
        again = gettext("Le titre parle encore de l’ancien jour : relisez-le.")
        return f"{said} {again}"


def _names(title: str, moment: datetime) -> bool:
    """Tell whether a title names the day of a moment: mardi, 24 décembre, 24/12."""
    days = {
        str(format_datetime(moment, pattern)).casefold()
        for pattern in ("EEEE", "d MMMM", "d/M", "dd/MM")
    }
    words = "|".join(map(re.escape, days))
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", title.casefold()) is not None


class SeatForm(Careful):
    """A few words, and how many would come."""

    message = paragraph(_l("Votre message"), limit=MESSAGE_LIMIT)
    seats = IntegerField(_l("Vous serez combien ?"), [required()], default=1)

    def __init__(self, invitation: Invitation, **options: object) -> None:
        super().__init__(**options)
        self.most = invitation.places_left
        if not invitation.is_hosts:
            del self.seats

    def validate_seats(self, field: Field) -> None:
        """Keep to the free seats."""
        if field.data is None or not 1 <= field.data <= self.most:
            raise ValidationError(gettext("Écrivez un nombre de 1 à %(most)s.", most=self.most))


def typed_details(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 2, to be kept whether right or wrong."""
    return {name: typed.get(name, "")[:TYPED_LIMIT] for name in _DETAILS}


def details_of(answers: Mapping[str, Any], side: Side) -> DetailsForm:
    """Return the form of step 2 as it was left."""
    usual = {"seats": _USUAL_SEATS[side], "hour": "19:30", "reach": QUARTIER.code}
    given = MultiDict({**usual, **usual_day(answers), **answers})
    return DetailsForm(given, meta={"csrf": False}).ask_as(side)


def usual_day(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the next day of the occasion chosen, as the form holds it, when a calendar tells."""
    if "occasion" not in answers:
        return {}
    local: datetime = to_user_timezone(now())
    found = next_day(answers["occasion"], local.date())
    return {"day": found.isoformat()} if found else {}


def chosen_now(occasion: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what choosing `occasion` changes: a day that nobody typed goes with its occasion."""
    chosen = {"occasion": occasion}
    if answers.get("day") == usual_day(answers).get("day"):
        chosen |= {"day": "", **usual_day(chosen)}
    return chosen


def first_gap(answers: Mapping[str, Any]) -> str | None:
    """Return the first step whose answer is missing or wrong, None when all is said."""
    if answers.get("occasion") not in {one.code for one in occasions_here()}:
        return "begin"
    # What is missing is so for either side.
    return None if details_of(answers, Side.HOST).validate() else "details"


def wording_of(answers: Mapping[str, Any]) -> Wording:
    """Return what the invitation will say; only for answers without a gap."""
    details = details_of(answers, Side.HOST)
    return Wording(
        occasion=answers["occasion"],
        held_at=details.held_at,
        seats=details.seats.data,
        title=details.title.data,
        body=details.body.data or "",
        reach=details.reach.data,
    )
