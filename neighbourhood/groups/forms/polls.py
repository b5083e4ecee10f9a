"""What is typed to ask a group, and to answer."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from flask_babel import gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.forms import (
    BooleanField,
    DateField,
    Form,
    Optional,
    TimeField,
    ValidationError,
    line,
    moment,
    paragraph,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.groups.actions.polls import Question
from neighbourhood.groups.models.polls import FEWEST, MOST, WORDS_LIMIT
from neighbourhood.groups.models.shared import TITLE_LIMIT

FURTHEST = timedelta(days=366)
_LAST_MINUTE = time(23, 59)
SHOWN_AT_FIRST = 3


class PollForm(Public):
    """What every poll asks besides its answers."""

    public: ClassVar[tuple[str, ...]] = ("title",)

    title = line(_l("Votre question"), limit=TITLE_LIMIT)
    named = BooleanField(_l("On voit qui a répondu quoi"))
    until = DateField(
        _l("Jusqu’à quand peut-on répondre ?"),
        [Optional()],
        description=_l("Sans date, vous le fermez quand vous voulez."),
    )

    def validate_until(self, field: Field) -> None:
        """Ask for a day from today to a year ahead."""
        if field.data and not _today() <= field.data <= _today() + FURTHEST:
            raise ValidationError(gettext("Choisissez un jour entre aujourd’hui et dans un an."))

    @property
    def ends(self) -> datetime | None:
        """When it closes by itself."""
        return moment(self.until.data, _LAST_MINUTE) if self.until.data else None


class ChoicesForm(PollForm):
    """Which of these choices suits."""

    public = ("title", "choices")

    choices = paragraph(
        _l("Les réponses possibles, une par ligne"),
        limit=(WORDS_LIMIT + 2) * MOST,
        description=_l("De deux à dix. Par exemple : « Le parc », puis « La cour »."),
    )
    several = BooleanField(_l("On peut en choisir plusieurs"))

    def validate_choices(self, _field: Field) -> None:
        """Ask for two to ten different lines."""
        found = self.offered
        if not FEWEST <= len(found) <= MOST:
            raise ValidationError(gettext("Écrivez de deux à dix réponses, une par ligne."))
        if len({one.casefold() for one in found}) < len(found):
            raise ValidationError(gettext("Deux réponses sont les mêmes. Gardez-en une."))
        if any(len(one) > WORDS_LIMIT for one in found):
            raise ValidationError(gettext("Une réponse est trop longue : 120 caractères au plus."))

    @property
    def offered(self) -> list[str]:
        """The answers, without the lines left empty."""
        lines = (self.choices.data or "").splitlines()
        return [said for said in (" ".join(one.split()) for one in lines) if said]

    @property
    def question(self) -> Question:
        """What is asked."""
        return Question(
            title=self.title.data,
            choices=self.offered,
            several=self.several.data,
            named=self.named.data,
            closes_at=self.ends,
        )


class DaysForm(PollForm):
    """Which of these days suit: each has its hour, and those left empty are none."""

    numbered = ("day", "hour")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for fields in self.rows:
            for field in fields:
                field.flags.needed_at_times = True

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each day, in order."""
        return [(self[f"day{n}"], self[f"hour{n}"]) for n in range(MOST)]

    @property
    def days(self) -> list[datetime]:
        """The moments that are proposed, the first first, none twice."""
        return sorted({moment(day.data, hour.data) for day, hour in self._filled() if hour.data})

    def _filled(self) -> Iterator[tuple[Any, Any]]:
        return (row for row in self.rows if row[0].data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for two days to come at least, each with its hour."""
        right = bool(super().validate(extra_validators))
        for day, hour in self.rows:
            self._check(day, hour)
        if not self.errors and len(self.days) < FEWEST:
            empty = next(day for day, _hour in self.rows if not day.data)
            empty.errors = [gettext("Proposez deux jours au moins, avec leur heure.")]
        return right and not self.errors

    def _check(self, day: Any, hour: Any) -> None:
        if day.errors or hour.errors:
            return
        if bool(day.data) != bool(hour.data):
            missing = hour if day.data else day
            missing.errors = [gettext("Il manque le jour ou l’heure.")]
        elif day.data and not now() < moment(day.data, hour.data) <= now() + FURTHEST:
            day.errors = [gettext("Choisissez un moment à venir, d’ici un an.")]

    @property
    def question(self) -> Question:
        """What is asked: several days may suit."""
        return Question(
            title=self.title.data,
            days=self.days,
            several=True,
            named=self.named.data,
            closes_at=self.ends,
        )


for _n in range(MOST):
    setattr(DaysForm, f"day{_n}", DateField(_l("Jour %(n)d", n=_n + 1), [Optional()]))
    setattr(DaysForm, f"hour{_n}", TimeField(_l("Heure %(n)d", n=_n + 1), [Optional()]))


class AnswerForm(Form):
    """What suits: nothing, one, or several."""

    picks = SelectMultipleField(_l("Ce qui vous va"), coerce=int, validate_choice=False)


def _today() -> Any:
    return to_user_timezone(now()).date()
