"""What neighbours type of a thing to lend, one page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from neighbourhood.feed.forms import reach_choice
from neighbourhood.feed.reaches import QUARTIER
from neighbourhood.foundation.storing.pictures import DESCRIPTION, DROP, Photo, of_draft
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.web.forms import (
    FilesField,
    Form,
    IntegerField,
    NumberRange,
    Optional,
    choice,
    line,
    paragraph,
    required,
)
from neighbourhood.foundation.web.public import Public
from neighbourhood.loans.actions.shelf import Wording
from neighbourhood.loans.models.items import (
    BODY_LIMIT,
    MOST_DAYS,
    MOST_RENEWALS,
    SAID_LIMIT,
    TITLE_LIMIT,
    USUAL_DAYS,
    Condition,
    Item,
)
from neighbourhood.loans.queries.shelf import is_asked_for
from neighbourhood.loans.subjects import CONDITIONS, THINGS, categories_here

STEPS = ("begin", "text", "policy", "preview")
TYPED_LIMIT = 60_000
_TEXTS = ("body", "worth", "condition")
_TERMS = ("days", "renewals", "deposit", "reach")
_CHOOSE = _l("Choisissez une des réponses.")
_BETWEEN = _l("Écrivez un nombre de %(min)s à %(max)s.")


class ThingForm(Form):
    """Step 1: what it is."""

    title = line(
        _l("Quel objet ?"),
        limit=TITLE_LIMIT,
        description=_l("Par exemple : « Une perceuse avec ses mèches »."),
    )
    category = RadioField(
        _l("Catégorie"),
        [required(_CHOOSE)],
        choices=lambda: [SelectChoice(one.code, one.name) for one in categories_here()],
        invalid_choice_message=_CHOOSE,
    )


class TextForm(Form):
    """Step 2: its photos, in what state it is, what one has to know."""

    numbered = (DESCRIPTION, DROP)

    photos = FilesField(
        _l("Des photos, six au plus"),
        [Optional()],
        description=_l(
            "De l’objet, sans visage si possible. La date et le lieu de prise de vue sont effacés."
        ),
    )
    condition = choice(_l("Dans quel état ?"), CONDITIONS.items())
    body = paragraph(
        _l("Quelques précisions"),
        limit=BODY_LIMIT,
        optional=True,
        description=_l("Comment il marche, ce qui va avec. Pas d’adresse ni de téléphone."),
    )
    worth = line(
        _l("Ce qu’il vaut, à peu près"),
        limit=SAID_LIMIT,
        optional=True,
        description=_l("Avec vos mots : « une quarantaine d’euros », « surtout sentimental »."),
    )


class TermsForm(Form):
    """Step 3: for how long, what is left meanwhile, who may ask."""

    days = IntegerField(
        _l("Pour combien de jours au plus ?"),
        [required(), NumberRange(1, MOST_DAYS, _BETWEEN)],
    )
    renewals = IntegerField(
        _l("Combien de fois peut-on le garder plus longtemps ?"),
        [required(), NumberRange(0, MOST_RENEWALS, _BETWEEN)],
        description=_l(
            "Sans vous le redemander, sauf si quelqu’un l’attend. 0 : on le rend à la date dite."
        ),
    )
    deposit = line(
        _l("Une caution ?"),
        limit=SAID_LIMIT,
        optional=True,
        description=_l(
            "Laissez vide si vous n’en voulez pas : prêter est gratuit, et aucun argent ne passe "
            "par ici. Par exemple : « vingt euros, rendus au retour »."
        ),
    )
    reach = reach_choice(_l("Qui peut le demander ?"))


class EditForm(ThingForm, TextForm, TermsForm, Public):
    """Everything that may change afterwards, on one page."""

    public = ("title", "body", "worth", "deposit")

    kept_reach = QUARTIER.code

    @classmethod
    def of(cls, item: Item) -> Self:
        """Return the form of a thing: as typed when it was sent, else as it stands."""
        form = cls(obj=item)
        form.kept_reach = item.reach
        if is_asked_for(item):
            # Whoever asked knows who may.
            del form.reach
        form.category.choices = list(form.category.choices)
        if all(one.value != item.category for one in form.category.choices):
            # Put away since: it stays for what was put up under it.
            kept = named(THINGS.code, item.category)
            form.category.choices.append(SelectChoice(str(item.category), kept.name))
        return form

    def wording(self, photos: Sequence[Photo]) -> Wording:
        """Return what will be said of the thing."""
        reach = self.reach.data if "reach" in self else self.kept_reach
        return _wording(self, self, self, reach, photos)


def _wording(
    thing: ThingForm, text: TextForm, terms: TermsForm, reach: str, photos: Sequence[Photo]
) -> Wording:
    return Wording(
        title=thing.title.data,
        category=thing.category.data,
        body=text.body.data or "",
        condition=text.condition.data,
        worth=text.worth.data or "",
        days=terms.days.data,
        renewals=terms.renewals.data,
        deposit=terms.deposit.data or "",
        reach=reach,
        photos=photos,
    )


def typed_thing(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 1, to be kept whether right or wrong."""
    return _typed(typed, ("title", "category"))


def typed_text(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 2."""
    return _typed(typed, _TEXTS)


def typed_terms(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the raw answers of step 3."""
    return _typed(typed, _TERMS)


def _typed(typed: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: typed[name][:TYPED_LIMIT] for name in names if name in typed}


def thing_of(answers: Mapping[str, Any]) -> ThingForm:
    """Return the form of step 1 as it was left."""
    return ThingForm(MultiDict(answers), meta={"csrf": False})


def text_of(answers: Mapping[str, Any]) -> TextForm:
    """Return the form of step 2 as it was left."""
    usual = {"condition": Condition.GOOD.value}
    return TextForm(MultiDict({**usual, **answers}), meta={"csrf": False})


def terms_of(answers: Mapping[str, Any]) -> TermsForm:
    """Return the form of step 3 as it was left."""
    usual = {"days": str(USUAL_DAYS), "renewals": "1", "reach": QUARTIER.code}
    return TermsForm(MultiDict({**usual, **answers}), meta={"csrf": False})


def first_gap(answers: Mapping[str, Any]) -> str | None:
    """Return the first step whose answer is missing or wrong, None when all is said."""
    forms: Mapping[str, Form] = {
        "begin": thing_of(answers),
        "text": text_of(answers),
        "policy": terms_of(answers),
    }
    return next((step for step, form in forms.items() if not form.validate()), None)


def wording_of(answers: Mapping[str, Any]) -> Wording:
    """Return what will be said of the thing; only for answers without a gap."""
    terms = terms_of(answers)
    photos = of_draft(answers)
    return _wording(thing_of(answers), text_of(answers), terms, terms.reach.data, photos)
