"""What neighbours type besides the words of a notice: when, which way, in return for what."""

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from neighbourhood.exchanges import particulars
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.fields import Boxes
from neighbourhood.foundation.web.forms import (
    DateField,
    Form,
    IntegerField,
    NumberRange,
    Optional,
    TimeField,
    line,
    moment,
)

LINE_LIMIT = 80
FURTHEST = timedelta(days=365)
TYPED_LIMIT = 2_000
SEVERAL = ("moments", "languages")
# The fields of what is typed in two of them.
_FIELDS = {"leaves": ("leaves_on", "leaves_at"), **particulars.PAIRS}
_NEEDED = _l("Cette réponse manque.")


def fields_of(codes: Collection[str]) -> set[str]:
    """Return the names of the fields in which these are typed."""
    more = {"cost_words"} if "cost" in codes else set()
    return {name for code in codes for name in _FIELDS.get(code, (code,))} | more


NAMES = (
    "lift_from",
    "lift_to",
    "leaves_on",
    "leaves_at",
    "ages",
    "from_hour",
    "to_hour",
    "from_day",
    "to_day",
    "moments",
    "rhythm",
    "per_month",
    "cost",
    "cost_words",
    "contact",
    "languages",
)
_LINES = set(NAMES) - set(SEVERAL)


def _one_of(label: Any, words: Mapping[str, Any], usual: str) -> RadioField:
    choices = [SelectChoice(code, word) for code, word in words.items()]
    return RadioField(label, filters=[lambda value: value or usual], choices=choices)


def _some_of(label: Any, choices: Any, **more: Any) -> SelectMultipleField:
    return Boxes(label, [Optional()], choices=choices, **more)


def _week() -> list[SelectChoice]:
    return [
        SelectChoice(f"{day}.{part}", particulars.say_part(f"{day}.{part}"))
        for day in particulars.DAYS
        for part in particulars.PARTS
    ]


def _tongues() -> list[SelectChoice]:
    named = [(particulars.language(code), code) for code in particulars.LANGUAGES]
    return [SelectChoice(code, name) for name, code in sorted(named)]


class PrecisionsForm(Form):
    """Everything that any kind asks; those that one does not ask are taken out of it."""

    lift_from = line(
        _l("D’où part-on ?"),
        limit=LINE_LIMIT,
        optional=True,
        description=_l("Un lieu connu : « la gare ». Pas votre adresse."),
    )
    lift_to = line(_l("Où va-t-on ?"), limit=LINE_LIMIT, optional=True)
    leaves_on = DateField(_l("Quel jour ?"), [Optional()])
    leaves_at = TimeField(_l("À quelle heure ?"), [Optional()])
    ages = line(
        _l("Quel âge ont les enfants ?"),
        limit=LINE_LIMIT,
        optional=True,
        description=_l("Par exemple : « 5 et 8 ans »."),
    )
    from_hour = TimeField(_l("À partir de quelle heure ?"), [Optional()])
    to_hour = TimeField(_l("Jusqu’à quelle heure ?"), [Optional()])
    from_day = DateField(_l("À partir de quel jour ?"), [Optional()])
    to_day = DateField(_l("Jusqu’à quel jour ?"), [Optional()])
    moments = _some_of(_l("Quels moments de la semaine ?"), _week)
    rhythm = _one_of(_l("À quel rythme ?"), particulars.RHYTHMS, "once")
    per_month = IntegerField(
        _l("Combien de fois par mois, au plus ?"),
        [Optional(), NumberRange(1, 30, _l("Écrivez un nombre de %(min)s à %(max)s."))],
        description=_l("Au-delà, personne ne peut vous le demander avant le mois suivant."),
    )
    cost = _one_of(_l("En échange ?"), particulars.COSTS, "nothing")
    cost_words = line(
        _l("Quel petit geste ?"),
        limit=LINE_LIMIT,
        optional=True,
        description=_l("Par exemple : « un café », « des œufs du jardin ». Jamais une somme fixe."),
    )
    contact = _one_of(_l("Comment en parler ?"), particulars.CONTACTS, "here")
    languages = _some_of(_l("Quelles langues parlez-vous, avec le français ?"), _tongues)

    needed: Collection[str] = ()

    def ask(
        self, direction: Direction, subject: Subject | None, category: str | None
    ) -> "PrecisionsForm":
        """Keep only what a notice of this kind is asked."""
        wanted = fields_of(particulars.asked(direction, subject, category))
        for name in set(NAMES) - wanted:
            del self[name]
        self.needed = particulars.needed(direction, category) & wanted
        for name in self.needed:
            self[name].flags.required = True
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what nobody could answer without, and for both halves of what has two."""
        right = bool(super().validate(extra_validators))
        missing = [self[name] for name in sorted(self.needed) if not self[name].data]
        for field in missing:
            field.errors = [str(_NEEDED)]
        return not self._mend_times() and right and not missing

    def _mend_times(self) -> bool:
        """Say what is wrong with days and hours; tell whether anything is."""
        wrong = self._wrong_week() if "rhythm" in self else {}
        if "leaves_on" in self:
            wrong |= self._wrong_way()
        if "from_hour" in self:
            wrong |= self._wrong_hours()
        if "from_day" in self:
            wrong |= self._wrong_dates()
        for name, sentence in wrong.items():
            self[name].errors = self[name].errors or [sentence]
        return bool(wrong)

    def _wrong_hours(self) -> dict[str, str]:
        first, last = self.from_hour.data, self.to_hour.data
        if bool(first) != bool(last):
            return {"to_hour": gettext("Écrivez les deux heures, ou aucune.")}
        same = first is not None and first == last
        return {"to_hour": gettext("Ce sont deux fois la même heure.")} if same else {}

    def _wrong_dates(self) -> dict[str, str]:
        first, last = self.from_day.data, self.to_day.data
        if bool(first) != bool(last):
            return {"to_day": gettext("Écrivez les deux jours, ou aucun.")}
        if first and first > last:
            return {"to_day": gettext("Le dernier jour vient avant le premier.")}
        return {}

    def _wrong_week(self) -> dict[str, str]:
        day = "leaves_on" if "leaves_on" in self else "moments"
        if self.rhythm.data in {None, "once"} or self[day].data:
            return {}
        return {day: gettext("Ce qui revient a son jour : dites lequel.")}

    def _wrong_way(self) -> dict[str, str]:
        day, at = self.leaves_on.data, self.leaves_at.data
        if day is None and at is None:
            return {}
        if day is None:
            return {"leaves_on": gettext("Choisissez aussi le jour.")}
        if at is None:
            return {"leaves_at": gettext("Écrivez aussi l’heure, même à peu près.")}
        if moment(day, at) < now():
            return {"leaves_on": gettext("Ce moment est passé : choisissez-en un autre.")}
        far = moment(day, at) > now() + FURTHEST
        return {"leaves_on": gettext("Choisissez un jour d’ici un an.")} if far else {}

    @property
    def kept(self) -> dict[str, Any]:
        """What the notice keeps of it: only what was said."""
        said = {name: self[name].data for name in NAMES if name in self}
        day, at = said.pop("leaves_on", None), said.pop("leaves_at", None)
        hours = [said.pop(name, None) for name in ("from_hour", "to_hour")]
        dates = [said.pop(name, None) for name in ("from_day", "to_day")]
        if day and at:
            said["leaves"] = moment(day, at).isoformat()
        if all(hours):
            said["hours"] = [f"{hour:%H:%M}" for hour in hours]
        if all(dates):
            said["dates"] = [day.isoformat() for day in dates if day]
        if said.get("cost") != "gesture":
            said.pop("cost_words", None)
        usual = particulars.USUAL
        return {name: value for name, value in said.items() if value and value != usual.get(name)}


def typed_precisions(typed: MultiDict[str, str]) -> dict[str, Any]:
    """Return the raw answers, to be kept whether right or wrong; of boxes, those ticked."""
    ticked = {name: [one[:LINE_LIMIT] for one in typed.getlist(name)] for name in SEVERAL}
    return ticked | {name: typed[name][:TYPED_LIMIT] for name in sorted(_LINES & typed.keys())}


def data_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form holds for what a notice keeps."""
    said = particulars.typed(kept)
    reads = dict.fromkeys(("leaves_on", "from_day", "to_day"), date.fromisoformat)
    hours = dict.fromkeys(("leaves_at", "from_hour", "to_hour"), time.fromisoformat)
    return {name: (reads | hours).get(name, _as_it_is)(value) for name, value in said.items()}


def _as_it_is(value: Any) -> Any:
    return value
