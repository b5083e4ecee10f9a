"""Who saw what of me, and why one looks at what is private of somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.paging import Cursor
from neighbourhood.foundation.web.access import even_suspended, signed_in
from neighbourhood.foundation.web.links import local_path
from neighbourhood.foundation.web.templating import calendar_day
from neighbourhood.foundation.web.throttling import limit
from neighbourhood.residents.access import note_reason
from neighbourhood.residents.forms.sights import ReasonForm
from neighbourhood.residents.kinds import SIGHTS, say_reason
from neighbourhood.residents.models.sights import SightNames
from neighbourhood.residents.queries import sights
from neighbourhood.residents.views.blueprint import bp


@bp.route("/raison/<act>/<int:resident_id>", methods=["GET", "POST"])
@signed_in
@limit("60 per hour")
def give_reason(act: str, resident_id: int) -> ResponseReturnValue:
    """Ask why something of somebody is about to be seen or changed, then go on.

    Who that is, and whether there is anybody, is not said here: the page behind decides that.
    """
    if act not in SIGHTS:
        raise Missing
    form = ReasonForm.among(SIGHTS[act].reasons)
    if form.validate_on_submit():
        note_reason(act, resident_id, form.said)
        return redirect(local_path(request.args.get("next")), 303)
    page = render_template("neighbourhood/residents/give_reason.html", form=form, kind=SIGHTS[act])
    return page, 422 if form.errors else 200


@bp.get("/moi/donnees/regards")
@even_suspended
@signed_in
def seen_of_me() -> ResponseReturnValue:
    """Show who saw or changed what concerns me: which office, what, when and why."""
    after = Cursor.parse(request.args.get("after"))
    page = sights.of_oneself(current_user, after)
    return render_template(
        "neighbourhood/residents/seen_of_me.html",
        page=page,
        days=_by_day(page.rows),
        kinds=SIGHTS,
    )


@dataclass(frozen=True, slots=True)
class _SeenThatDay:
    """What an office saw or changed alike on one day, and each reason that was given."""

    act: str
    office: str
    day: str
    reasons: list[str] = field(default_factory=list)


def _by_day(rows: Iterable[SightNames]) -> list[_SeenThatDay]:
    """Put what was seen alike on one day on one line."""
    lines: dict[tuple[str, str, str], _SeenThatDay] = {}
    for one in rows:
        key = one.sight.act, one.sight.office, calendar_day(one.at)
        line = lines.setdefault(key, _SeenThatDay(*key))
        reason = say_reason(one.reason, mine=True)
        if reason and reason not in line.reasons:
            line.reasons.append(reason)
    return list(lines.values())
