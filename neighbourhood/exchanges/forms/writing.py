"""What neighbours type about a notice, one page at a time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import LazyString, gettext, to_user_timezone
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.exchanges.actions.notices import LASTS, Wording
from neighbourhood.exchanges.forms.precisions import PrecisionsForm
from neighbourhood.exchanges.models.notices import (
    BODY_LIMIT,
    MOST_PLACES,
    TITLE_LIMIT,
)
from neighbourhood.exchanges.models.subjects import Direction, Subject
from neighbourhood.exchanges.subjects import CATEGORY_LIST, SUBJECTS
from neighbourhood.feed.forms import reach_choice
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.pictures import DESCRIPTION, DROP, of_draft
from neighbourhood.foundation.web.choices import offered
from neighbourhood.foundation.web.forms import (
    DateField,
    FilesField,
    Form,
    IntegerField,
    NumberRange,
    Optional,
    ValidationError,
    choice,
    line,
    moment,
    paragraph,
    required,
)

LONGEST = timedelta(days=180)
TYPED_LIMIT = 60_000
_LAST_MINUTE = time(23, 59)


def today() -> date:
    """Return the date it is for the reader."""
    local: datetime = to_user_timezone(now())
    return local.date()


class SubjectForm(Form):
    """Step 1: what kind of thing."""

    subject = choice(_l("De quoi s’agit-il ?"), [(subject, "") for subject in Subject])

    def __init__(
        self,
        formdata: MultiDict[str, str] | None,
        *,
        direction: Direction,
        **options: object,
    ) -> None:
        super().__init__(formdata, **options)
        self.subject.choices = [SelectChoice(one.value, "") for one in SUBJECTS[direction]]


def category_field(label: LazyString) -> RadioField:
    """One of the categories, which the form finds when it is drawn."""
    choose = _l("Choisissez une des réponses.")
    return RadioField(label, [required(choose)], choices=(), invalid_choice_message=choose)


def offered_in(subject: Subject) -> list[SelectChoice]:
    """Return the categories of a subject, where the reader lives."""
    return [SelectChoice(one.code, one.name) for one in offered(CATEGORY_LIST.code, subject)]


class CategoryForm(Form):
    """Step 2: which category, among those of the subject."""

    category = category_field(_l("Dans quelle catégorie ?"))

    def __init__(
        self,
        formdata: MultiDict[str, str] | None,
        *,
        subject: Subject | None,
        **options: object,
    ) -> None:
        super().__init__(formdata, **options)
        # Those of the subject, which may have been changed since.
        self.category.choices = offered_in(subject) if subject else []


class DetailsForm(Form):
    """Step 3: what it is about."""

    numbered = (DESCRIPTION, DROP)

    title = line(
        _l("En une phrase"),
        limit=TITLE_LIMIT,
        description=_l("Par exemple : « Monter une étagère samedi matin »."),
    )
    body = paragraph(
        _l("Quelques précisions"),
        limit=BODY_LIMIT,
        optional=True,
        description=_l(
            "Quand, combien de temps, ce qu’il faut savoir. Pas d’adresse ni de téléphone."
        ),
    )
    places = IntegerField(
        _l("Combien de personnes au plus ?"),
        [
            required(),
            NumberRange(1, MOST_PLACES, _l("Écrivez un nombre de %(min)s à %(max)s.")),
        ],
        description=_l("Vous pourrez dire oui à plusieurs voisins."),
    )
    until = DateField(
        _l("Jusqu’à quand ?"),
        [required()],
        description=_l(
            "Nous vous préviendrons trois jours avant ; un bouton suffit pour prolonger."
        ),
    )
    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l(
            "D’un objet ou d’un lieu, sans visage si possible. "
            "La date et le lieu de prise de vue sont effacés."
        ),
    )

    def validate_until(self, field: Field) -> None:
        """Ask for a day from tomorrow to six months ahead."""
        if field.data is None or not today() < field.data <= today() + LONGEST:
            raise ValidationError(gettext("Choisissez un jour entre demain et dans six mois."))

    @property
    def expires_at(self) -> datetime:
        """The end of the last day."""
        return moment(self.until.data, _LAST_MINUTE)


class ReachForm(Form):
    """Step 4: who sees it."""

    reach = reach_choice(_l("Qui verra votre annonce ?"))


_QUANTITIES = {
    Direction.OFFER: (
        _l("Combien y en a-t-il ?"),
        _l("Chacun peut aller à une personne différente."),
    ),
    Direction.ASK: (_l("Combien en faut-il ?"), ""),
}


def as_asked_of(form: DetailsForm, direction: Direction, subject: Subject | None) -> DetailsForm:
    """Ask what makes sense of this kind of thing: of one that is lent, not how many."""
    if subject is Subject.LOAN:
        del form.places
        form.title.description = _l("Par exemple : « Une perceuse pour poser une étagère ».")
        form.body.description = _l(
            "Pour quoi faire, ce qu’il faut savoir. Pas d’adresse ni de téléphone."
        )
    if subject is Subject.GIVING:
        form.title.description = _l("Par exemple : « Une petite table de jardin ».")
        form.places.label.text, form.places.description = _QUANTITIES[direction]
    return form


STEPS = ("begin", "category", "details", "precisions", "reach", "preview")


def typed_details(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 3, to be kept whether right or wrong."""
    names = ("title", "body", "places", "until")
    return {name: typed[name][:TYPED_LIMIT] for name in names if name in typed}


def details_of(answers: Mapping[str, Any]) -> DetailsForm:
    """Return the form of step 3 as it was left."""
    usual = {"places": "1", "until": (today() + LASTS).isoformat()}
    return DetailsForm(MultiDict({**usual, **answers}), meta={"csrf": False})


def subject_of(answers: Mapping[str, Any]) -> Subject | None:
    """Return the subject chosen in step 1."""
    chosen = answers.get("subject")
    return Subject(chosen) if chosen in set(Subject) else None


def precisions_of(answers: Mapping[str, Any], direction: Direction) -> PrecisionsForm:
    """Return the form of step 4 as it was left, with what this kind of notice is asked."""
    typed = answers.get("particulars", {})
    form = PrecisionsForm(MultiDict(typed), meta={"csrf": False})
    return form.ask(direction, subject_of(answers), answers.get("category"))


def first_gap(direction: Direction, answers: Mapping[str, Any]) -> str | None:
    """Return the first step whose answer is missing or wrong, None when all is said."""
    subject = subject_of(answers)
    plain = {"csrf": False}
    given = MultiDict(answers)
    forms = {
        "begin": SubjectForm(given, direction=direction, meta=plain),
        "category": CategoryForm(given, subject=subject, meta=plain),
        "details": details_of(answers) if "title" in answers else DetailsForm(given, meta=plain),
        "precisions": precisions_of(answers, direction),
        "reach": ReachForm(given, meta=plain),
    }
    return next((step for step, form in forms.items() if not form.validate()), None)


def wording_of(direction: Direction, answers: Mapping[str, Any]) -> Wording:
    """Return what the notice will say; only for answers without a gap."""
    details, precisions = details_of(answers), precisions_of(answers, direction)
    precisions.validate()
    reach = ReachForm(MultiDict(answers), meta={"csrf": False})
    subject = Subject(answers["subject"])
    return Wording(
        subject=subject,
        category=answers["category"],
        title=details.title.data,
        body=details.body.data or "",
        # One thing goes to one person, whatever was typed when it was something else.
        places=1 if subject is Subject.LOAN else details.places.data,
        expires_at=details.expires_at,
        reach=reach.reach.data,
        particulars=precisions.kept,
        photos=of_draft(answers),
    )
