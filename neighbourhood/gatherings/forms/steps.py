"""What neighbours type of a gathering, one page at a time."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Self

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from neighbourhood.feed.forms import reach_choice
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.fields import AtTimes, Boxes
from neighbourhood.foundation.web.forms import (
    DateField,
    Form,
    IntegerField,
    NumberRange,
    Optional,
    TimeField,
    ValidationError,
    choice,
    line,
    moment,
    paragraph,
    required,
)
from neighbourhood.foundation.words.typography import capital
from neighbourhood.gatherings.actions.gatherings import Spot, Timing, Wanted
from neighbourhood.gatherings.models.gatherings import (
    AS_FAR,
    BODY_LIMIT,
    COST_LIMIT,
    MOST_PLACES,
    PLACE_LIMIT,
    TITLE_LIMIT,
    Rhythm,
)
from neighbourhood.gatherings.rhythms import is_last
from neighbourhood.gatherings.subjects import ACCESS, RHYTHMS, say_lasting, sorts_here
from neighbourhood.places.models import PublicPlace

_FURTHEST = timedelta(days=366)
LASTING = (30, 60, 90, 120, 180, 240, 360, 480, 720, 1440)
HOME, WORDS = "home", "words"
MOST_WANTED = 30
_WANTED = re.compile(r"^(?P<number>\d{1,2})\s+(?P<name>\S.*)$")


class SortForm(Form):
    """Step 1: which sort of gathering."""

    sort = RadioField(
        _l("Que proposez-vous ?"),
        [required(_l("Choisissez une des réponses."))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in sorts_here()],
        invalid_choice_message=_l("Choisissez une des réponses."),
    )


class WordsForm(Form):
    """Step 2: a title, a few words."""

    title = line(
        _l("En une phrase"),
        limit=TITLE_LIMIT,
        description=_l("Par exemple : « L’apéro des voisins »."),
    )
    body = paragraph(
        _l("Quelques mots"),
        limit=BODY_LIMIT,
        optional=True,
        description=_l("Ce qu’on y fait, pour qui, ce qu’il faut savoir. Pas d’adresse ici."),
    )


class TimeForm(Form):
    """When it is held, and for how long."""

    day = DateField(_l("Quel jour ?"), [required()])
    hour = TimeField(_l("À quelle heure ?"), [required()])
    minutes = SelectField(
        _l("Combien de temps ?"),
        [required()],
        coerce=lambda value: int(value) if str(value).isdecimal() else 0,
        choices=lambda: [SelectChoice(each, say_lasting(each)) for each in LASTING],
        default=120,
    )

    def validate_day(self, field: Field) -> None:
        """Ask for a day from today to a year ahead."""
        # What is no date at all has said so itself.
        if field.data and not today() <= field.data <= today() + _FURTHEST:
            raise ValidationError(gettext("Choisissez un jour entre aujourd’hui et dans un an."))

    def validate_hour(self, field: Field) -> None:
        """Ask for an hour that is still to come."""
        if self.day.data and field.data and moment(self.day.data, field.data) <= now():
            raise ValidationError(gettext("Choisissez une heure à venir."))


class WhenForm(TimeForm):
    """Step 3: when, and how often."""

    rhythm = choice(_l("À quel rythme ?"), RHYTHMS.items(), otherwise=Rhythm.ONCE)
    until = DateField(
        _l("Jusqu’à quand ?"),
        [Optional()],
        description=_l("Si cela revient. Sans date, la série s’arrête au bout de deux ans."),
    )

    def validate_rhythm(self, field: Field) -> None:
        """Take the last of a weekday only of a day that is one."""
        if field.data is Rhythm.MONTHLY_LAST and self.day.data and not is_last(self.day.data):
            raise ValidationError(
                gettext("Ce jour n’est pas le dernier du mois : changez le jour, ou le rythme.")
            )

    def validate_until(self, field: Field) -> None:
        """Ask for an end after the beginning, at most two years later."""
        first = self.day.data
        if field.data and first and not first <= field.data <= first + AS_FAR:
            raise ValidationError(gettext("Choisissez un jour dans les deux ans qui suivent."))

    def timing(self) -> Timing:
        """Return when it is held."""
        return Timing(
            first_on=self.day.data,
            begins=self.hour.data,
            minutes=self.minutes.data,
            rhythm=self.rhythm.data,
            last_on=None if self.rhythm.data is Rhythm.ONCE else self.until.data,
        )


class WhereForm(Form):
    """Step 4: a place open to all, words for one, or one’s own home."""

    spot = RadioField(
        _l("Où vous retrouvez-vous ?"),
        [required(_l("Choisissez une des réponses."))],
        invalid_choice_message=_l("Choisissez une des réponses."),
    )
    place = line(
        _l("Quel lieu ?"),
        limit=PLACE_LIMIT,
        optional=True,
        widget=AtTimes(),
        description=_l("Un parc, une salle, un café : un lieu où tout le monde peut aller."),
    )

    def among(self, places: Sequence[PublicPlace]) -> Self:
        """Propose these places first."""
        self.spot.choices = [
            *((str(place.id), capital(place.name)) for place in places),
            (WORDS, _l("Un autre lieu public")),
            (HOME, _l("Chez moi")),
        ]
        self.places = {str(place.id): place for place in places}
        return self

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for words where none of the places is it."""
        right = bool(super().validate(extra_validators))
        if self.spot.data == WORDS and not (self.place.data or "").strip():
            self.place.errors = [gettext("Écrivez le nom du lieu.")]
            return False
        return right

    def spot_chosen(self) -> Spot:
        """Return where it is held."""
        chosen = self.places.get(self.spot.data)
        words = (self.place.data or "") if self.spot.data == WORDS else ""
        return Spot(public_place=chosen, words=words, at_home=self.spot.data == HOME)


class FactsForm(Form):
    """What one should know, how many may come, who sees it."""

    access = Boxes(
        _l("Bon à savoir"),
        [Optional()],
        choices=[SelectChoice(code, word) for code, word in ACCESS.items()],
        description=_l("Cochez seulement ce qui est certain : on compte dessus."),
    )
    capacity = IntegerField(
        _l("Combien de places, sans compter les hôtes ?"),
        [
            Optional(),
            NumberRange(1, MOST_PLACES, _l("Écrivez un nombre de %(min)s à %(max)s.")),
        ],
        description=_l("Laissez vide s’il y a de la place pour tout le monde."),
    )
    cost = line(
        _l("Ce que cela coûte"),
        limit=COST_LIMIT,
        optional=True,
        description=_l("En quelques mots : « gratuit », « chacun apporte quelque chose »."),
    )
    reach = reach_choice(_l("Qui verra cette rencontre ?"))


class MoreForm(FactsForm):
    """Step 5: the same, and what is to be brought."""

    wanted = paragraph(
        _l("Qui apporte quoi"),
        limit=1000,
        optional=True,
        description=_l(
            "Une chose par ligne, avec un nombre si vous voulez : « 3 salades », « une enceinte »."
        ),
    )

    def validate_wanted(self, field: Field) -> None:
        """Take as many different lines as fit on a list, each of a few words."""
        found = wanted_of(field.data or "")
        if len(found) > MOST_WANTED or any(len(one.name) > TITLE_LIMIT for one in found):
            raise ValidationError(gettext("Écrivez 30 lignes courtes au plus."))
        if len({one.name.casefold() for one in found}) < len(found):
            raise ValidationError(
                gettext("Deux lignes sont les mêmes. Gardez-en une, avec un nombre devant.")
            )


def wanted_of(text: str) -> list[Wanted]:
    """Read what is to be brought, one thing a line: 3 salades."""
    lines = [" ".join(said.strip(" -•\t").split()) for said in text.splitlines()]
    return [_read_wanted(said) for said in lines if said]


def _read_wanted(said: str) -> Wanted:
    found = _WANTED.match(said)
    if found is None:
        return Wanted(name=said)
    return Wanted(name=found["name"], number=min(max(int(found["number"]), 1), 20))


def today() -> date:
    """Return the date it is for the reader."""
    local: datetime = to_user_timezone(now())
    return local.date()


def hour_of(moment_: datetime) -> time:
    """Return the hour of a moment for the reader."""
    local: datetime = to_user_timezone(moment_)
    return local.time().replace(tzinfo=None)
