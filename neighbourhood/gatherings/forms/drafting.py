"""The draft of a gathering: its pages as they were left, and what they say once all is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from neighbourhood.feed.reaches import QUARTIER
from neighbourhood.gatherings.actions.gatherings import Wording
from neighbourhood.gatherings.forms.steps import (
    FactsForm,
    MoreForm,
    WhenForm,
    WhereForm,
    WordsForm,
)
from neighbourhood.gatherings.models.gatherings import Rhythm
from neighbourhood.gatherings.subjects import ACCESS, sorts_here
from neighbourhood.places.models import PublicPlace

STEPS = ("begin", "words", "when", "where", "more", "preview")
TYPED_LIMIT = 60_000
TYPED = {
    "words": ("title", "body"),
    "when": ("day", "hour", "minutes", "rhythm", "until"),
    "where": ("spot", "place"),
    "more": ("access", "capacity", "cost", "wanted", "reach"),
}


def typed_on(page: str, typed: MultiDict[str, str]) -> dict[str, Any]:
    """Return the raw answers of a page, to be kept whether right or wrong."""
    kept: dict[str, Any] = {name: typed.get(name, "")[:TYPED_LIMIT] for name in TYPED[page]}
    if page == "more":
        kept["access"] = [code for code in typed.getlist("access") if code in ACCESS]
    return kept


def form_of(page: str, answers: Mapping[str, Any], places: Sequence[PublicPlace]) -> Any:
    """Return the form of a page as it was left."""
    usual = {"hour": "18:00", "minutes": "120", "reach": QUARTIER.code, "spot": ""}
    given = MultiDict({**usual, "rhythm": Rhythm.ONCE.value, **answers})
    return made(page, given, places)


def made(page: str, given: MultiDict[str, str], places: Sequence[PublicPlace]) -> Any:
    """Return the form of a page, of what was given."""
    forms = {"words": WordsForm, "when": WhenForm, "where": WhereForm, "more": MoreForm}
    form = forms[page](given, meta={"csrf": False})
    return form.among(places) if isinstance(form, WhereForm) else form


def first_gap(answers: Mapping[str, Any], places: Sequence[PublicPlace]) -> str | None:
    """Return the first page whose answer is missing or wrong, None when all is said."""
    if answers.get("sort") not in {one.code for one in sorts_here()}:
        return "begin"
    wrong = (page for page in TYPED if not form_of(page, answers, places).validate())
    return next(wrong, None)


def wording_of(answers: Mapping[str, Any]) -> Wording:
    """Return what the gathering will say; only for answers without a gap."""
    words, more = form_of("words", answers, []), form_of("more", answers, [])
    return Wording(
        sort=answers["sort"],
        title=words.title.data,
        body=words.body.data or "",
        **facts_of(more),
    )


def facts_of(form: FactsForm) -> dict[str, Any]:
    """Return what one should know, as it was typed."""
    told = {
        "access": tuple(form.access.data or ()),
        "capacity": form.capacity.data,
        "cost": form.cost.data or "",
    }
    return {**told, "reach": form.reach.data} if "reach" in form else told
