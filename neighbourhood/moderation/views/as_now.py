"""The thing as it stands: compared with what was read when it is judged, or hidden, and why."""

from flask import request
from flask_babel import gettext

from neighbourhood.foundation.web import versions
from neighbourhood.moderation.kinds import REPORTABLES, thing_of
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.outcomes import AS_NOW
from neighbourhood.moderation.queries import decisions
from neighbourhood.moderation.queries.cases import open_about
from neighbourhood.moderation.views.blueprint import bp

FIELD = "as_now"


@bp.app_template_global()
def as_now(case: Case) -> dict[str, str]:
    """Return the title and the text of what a case is about, empty once it is gone."""
    kind, thing = REPORTABLES.get(case.about), thing_of(case)
    if kind is None or thing is None:
        return {"title_now": "", "text_now": ""}
    return {"title_now": kind.title(thing), "text_now": kind.excerpt(thing)}


@bp.app_template_global()
def carried_as_now(case: Case) -> str:
    """Return what a form carries of it: what was read at first, where it is drawn again."""
    return request.form.get(FIELD) or versions.carried_by(as_now(case))


def still_as_read(case: Case) -> None:
    """Refuse what was decided about another version of the thing."""
    versions.compare(AS_NOW, request.form.get(FIELD, versions.NOTHING), as_now(case), field=FIELD)


@bp.app_template_global()
def say_hidden(about: str, about_id: int, *, mine: bool = False) -> str:
    """Say in the place of a hidden line why it is: it is looked at, or it was decided."""
    waits = open_about(about, about_id) is not None
    if waits or decisions.about(about, about_id) is None:
        pending = gettext("Message masqué pendant un examen.")
        return str(gettext("masqué pour les autres pendant un examen") if mine else pending)
    if mine:
        return str(gettext("masqué pour les autres : il enfreint la charte"))
    return str(gettext("Message masqué : il enfreint la charte."))
