"""What those who manage a library type: its words, its hours, its rules, its closed days."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.web.forms import (
    DateField,
    Form,
    IntegerField,
    ListField,
    NumberRange,
    ValidationError,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.keeping import today
from neighbourhood.foundation.words.typography import capital
from neighbourhood.libraries.actions.shelves import Rules
from neighbourhood.libraries.kinds import weekdays
from neighbourhood.libraries.models.libraries import (
    MOST_AT_ONCE,
    MOST_DAYS,
    MOST_RENEWALS,
    NAME_LIMIT,
    PLACE_LIMIT,
    WORDS_LIMIT,
)
from neighbourhood.places.models import Quartier

_A_YEAR = timedelta(days=366)
WEEK = range(7)
# Mornings and afternoons.
TIMES_A_DAY = range(2)
OPENS, CLOSES = "opens-", "closes-"


class RulesForm(Form):
    """All that a library says of itself, on one page; its hours are two rows for each day."""

    numbered = (OPENS, CLOSES)
    beside: ClassVar[Mapping[str, Any]] = {"hours": _l("Les heures d’ouverture")}

    name = line(
        _l("Nom"),
        limit=NAME_LIMIT,
        description=_l("Par exemple : « L’outilthèque des Tanneurs »."),
    )
    words = paragraph(
        _l("Ce que c’est"),
        limit=WORDS_LIMIT,
        optional=True,
        description=_l("Qui vous êtes, ce qu’on trouve chez vous, s’il faut adhérer."),
    )
    place = line(
        _l("Où c’est"),
        limit=PLACE_LIMIT,
        description=_l("Le lieu où l’on vient : sa rue, et comment on le trouve."),
    )
    quartier_id = ListField(_l("Dans quel quartier ?"), int)
    days = IntegerField(
        _l("Durée d’un prêt, en jours"),
        [required(), NumberRange(1, MOST_DAYS, _l("Entre 1 et 60 jours."))],
    )
    renewals = IntegerField(
        _l("Prolongations possibles"),
        [required(), NumberRange(0, MOST_RENEWALS, _l("Entre 0 et 3 prolongations."))],
        description=_l("0 : on rapporte toujours l’outil au jour prévu."),
    )
    at_once = IntegerField(
        _l("Outils à la fois"),
        [required(), NumberRange(1, MOST_AT_ONCE, _l("Entre 1 et 10 outils."))],
        description=_l("Combien une personne peut en avoir en même temps."),
    )

    def __init__(
        self,
        quartiers: Iterable[Quartier],
        hours: Iterable[Mapping[str, Any]] = (),
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.quartier_id.choices = [(one.id, one.name) for one in quartiers]
        self.typed = _typed() if self.is_submitted() else _drawn(hours)
        # What is wrong with each day, and with all of them under no day.
        self.hours_errors: dict[int | None, str] = {}
        self.hours: list[dict[str, Any]] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the hours too: each row is left empty, or begins before it ends."""
        right = bool(super().validate(extra_validators))
        for weekday in WEEK:
            self._read_day(weekday)
        if not self.hours and not self.hours_errors:
            said = gettext("Dites au moins un jour et une heure d’ouverture.")
            self.hours_errors[None] = said
        return right and not self.hours_errors

    @property
    def errors(self) -> dict[str, Any]:
        """Return the mistakes of the fields, and of the hours: the summary says them all."""
        hours = list(self.hours_errors.values())
        return {**super().errors, **({"hours": hours} if hours else {})}

    def _read_day(self, weekday: int) -> None:
        last = time.min
        for row in TIMES_A_DAY:
            said = [self.typed.get(f"{name}{weekday}-{row}", "") for name in (OPENS, CLOSES)]
            if not any(said):
                continue
            found = _read_hours(*said)
            if found is None or found[1] <= found[0] or found[0] < last:
                self.hours_errors[weekday] = _wrong_hours(weekday, found)
                return
            opens, last = found
            hours = {"opens": f"{opens:%H:%M}", "closes": f"{last:%H:%M}"}
            self.hours.append({"weekday": weekday, **hours})

    def rules(self) -> Rules:
        """Return what was typed."""
        return Rules(
            name=self.name.data,
            words=self.words.data or "",
            place=self.place.data,
            quartier_id=self.quartier_id.data,
            days=self.days.data,
            renewals=self.renewals.data,
            at_once=self.at_once.data,
            hours=self.hours,
        )


def _read_hours(opens: str, closes: str) -> tuple[time, time] | None:
    """Return from when to when a desk is open, None when that is no hour."""
    try:
        found = time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError:
        return None
    return found if all(one.tzinfo is None for one in found) else None


def _wrong_hours(weekday: int, found: tuple[time, time] | None) -> str:
    day = dict(weekdays())[weekday]
    if found and found[1] <= found[0]:
        said = gettext("%(day)s : l’heure de fin vient avant l’heure d’ouverture.", day=day)
    elif found:
        said = gettext("%(day)s : la deuxième ligne commence après la fin de la première.", day=day)
    else:
        said = gettext("%(day)s : dites une heure d’ouverture, puis une heure de fin.", day=day)
    return capital(said)


def _typed() -> dict[str, str]:
    return {
        name: said.strip()[:5]
        for name, said in request.form.items()
        if name.startswith((OPENS, CLOSES))
    }


def _drawn(hours: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in sorted(hours, key=lambda one: (one["weekday"], one["opens"])):
        row = int(f"{OPENS}{each['weekday']}-0" in found)
        found[f"{OPENS}{each['weekday']}-{row}"] = each["opens"]
        found[f"{CLOSES}{each['weekday']}-{row}"] = each["closes"]
    return found


class ClosureForm(Form):
    """Days on which the desk is closed."""

    first_day = DateField(_l("Premier jour de fermeture"), [required(_l("Choisissez un jour."))])
    last_day = DateField(_l("Dernier jour de fermeture"), [required(_l("Choisissez un jour."))])

    def validate_first_day(self, field: DateField) -> None:
        """Ask for a day to come: what is over was open."""
        if field.data and field.data < today():
            raise ValidationError(gettext("Choisissez un jour à venir, dans un an au plus."))

    def validate_last_day(self, field: DateField) -> None:
        """Ask for days to come, in order, within a year."""
        first: date | None = self.first_day.data
        if first and field.data and not today() <= field.data <= today() + _A_YEAR:
            raise ValidationError(gettext("Choisissez un jour à venir, dans un an au plus."))
        if first and field.data and field.data < first:
            raise ValidationError(gettext("Le dernier jour vient après le premier."))
