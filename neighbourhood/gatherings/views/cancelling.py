"""Calling off a date, those that follow, or all of them; and going back on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import verified
from neighbourhood.foundation.web.ending import undone_by
from neighbourhood.gatherings.actions import cancelling
from neighbourhood.gatherings.forms.holding import CallOffForm
from neighbourhood.gatherings.kinds.deeds import MAY_MEET
from neighbourhood.gatherings.kinds.readings import READ_DATE, READ_GATHERING
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.queries.series import counted_on
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor

_DATE = "/<int:gathering_id>/dates/<int:occurrence_id>"


def _ended(gathering_id: int) -> Gathering:
    gathering = queries.get_visible(current_user, gathering_id)
    if not policies.may_end(current_actor(), gathering):
        raise Missing
    return gathering


def _to_end(gathering_id: int, occurrence_id: int) -> Occurrence:
    _ended(gathering_id)
    return queries.get_date(current_user, gathering_id, occurrence_id)


@bp.get(f"{_DATE}/annulation")
@represented(MAY_MEET)
@verified
def call_off(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Ask what is to be called off: this date, those that follow, or all."""
    occurrence = _to_end(gathering_id, occurrence_id)
    if not policies.may_call_off(current_actor(), occurrence):
        return redirect(occurrence.path, 303)
    return _page(occurrence, CallOffForm(formdata=None))


def _page(occurrence: Occurrence, form: CallOffForm) -> ResponseReturnValue:
    ways = list(_ways(occurrence))
    # Sent already, it goes on by the way that was chosen.
    chosen = [way for way in ways if form.is_submitted() and way.url == request.path]
    shown = {
        "gathering": occurrence.gathering,
        "occurrence": occurrence,
        "form": form,
        "may": policies,
    }
    page = render_template(
        "neighbourhood/gatherings/call_off.html", ways=chosen or ways, chosen=chosen, **shown
    )
    return page, 422 if form.errors else 200


@dataclass(frozen=True, slots=True)
class _Way:
    """One thing that may be called off: where it is sent, the word that does it, what was read.

    `concerns` says how many dates it ends, and how many people count on them.
    """

    url: str
    word: str
    read: str
    concerns: str
    is_whole: bool = False


def _ways(occurrence: Occurrence) -> Iterator[_Way]:
    gathering, actor = occurrence.gathering, current_actor()
    read = READ_DATE.drawn(occurrence)
    one, rest = f"{occurrence.path}/annuler", f"{occurrence.path}/arreter"
    whole = policies.may_cancel(actor, gathering)
    ahead = queries.dates_ahead(gathering)
    later = [date for date in ahead if date.starts_at >= occurrence.starts_at]
    may_one = policies.may_cancel_date(actor, occurrence)
    concern = _concerning(gathering, ahead)
    if gathering.is_series and may_one:
        yield _Way(one, gettext("Annuler cette date seulement"), read, concern([occurrence]))
        yield _Way(rest, gettext("Annuler celle-ci et les suivantes"), read, concern(later))
    elif not (gathering.is_series or whole):
        yield _Way(one, gettext("Annuler la rencontre"), read, concern([occurrence]))
    if whole:
        url = url_for("gatherings.cancel", gathering_id=gathering.id)
        word = gettext("Annuler la rencontre")
        if gathering.is_series:
            word = gettext("Annuler toutes les dates à venir")
            word = word if may_one else gettext("Annuler les autres dates")
        read = READ_GATHERING.drawn(gathering)
        yield _Way(url, word, read, concern(ahead), is_whole=gathering.is_series)


def _concerning(
    gathering: Gathering, ahead: Sequence[Occurrence]
) -> Callable[[Sequence[Occurrence]], str]:
    reads_who = policies.may_read_who(current_actor(), gathering)
    counted = counted_on(ahead, but=current_user.id) if reads_who else {}

    def say(dates: Sequence[Occurrence]) -> str:
        said = [ngettext("%(num)d date", "%(num)d dates", len(dates))] * gathering.is_series
        people = len({who for date in dates for who in counted.get(date.id, ())})
        if people:
            said.append(
                ngettext("%(num)d personne prévenue", "%(num)d personnes prévenues", people)
            )
        elif reads_who:
            said.append(gettext("personne n’a encore répondu"))
        return " · ".join(str(one) for one in said)

    return say


@bp.post(f"{_DATE}/annuler")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back_date")
def cancel_date(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Call off one date."""
    form = CallOffForm()
    if not form.validate_on_submit():
        return _page(_to_end(gathering_id, occurrence_id), form)
    with transaction():
        date = READ_DATE.unchanged(_to_end(gathering_id, occurrence_id))
        cancelling.cancel_date(current_actor(), date, words=form.words.data or "")
    flash(gettext("Cette date est annulée. Les personnes concernées sont prévenues."))
    return redirect(date.path, 303)


@bp.post(f"{_DATE}/revenir")
@represented(MAY_MEET)
@verified
def put_back_date(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Go back on calling off a date."""
    with transaction():
        date = READ_DATE.unchanged(_to_end(gathering_id, occurrence_id))
        cancelling.put_back_date(current_actor(), date)
    flash(gettext("C’est comme avant : cette date a bien lieu."))
    return redirect(date.path, 303)


@bp.post(f"{_DATE}/arreter")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back")
def cancel_rest(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Call off a date and all that follow."""
    form = CallOffForm()
    if not form.validate_on_submit():
        return _page(_to_end(gathering_id, occurrence_id), form)
    with transaction():
        date = READ_DATE.unchanged(_to_end(gathering_id, occurrence_id))
        cancelling.cancel_rest(current_actor(), date, words=form.words.data or "")
    flash(gettext("La série s’arrête là. Les personnes concernées sont prévenues."))
    return redirect(date.path, 303)


@bp.post("/<int:gathering_id>/annuler")
@represented(MAY_MEET)
@verified
@undone_by("gatherings.put_back")
def cancel(gathering_id: int) -> ResponseReturnValue:
    """Call off all that is to come."""
    form = CallOffForm()
    if not form.validate_on_submit():
        return _page(queries.to_show(queries.get_own(current_user, gathering_id)), form)
    with transaction():
        gathering = READ_GATHERING.unchanged(queries.get_own(current_user, gathering_id))
        cancelling.cancel(current_actor(), gathering, words=form.words.data or "")
    flash(gettext("C’est annulé. Les personnes concernées sont prévenues."))
    return redirect(gathering.path, 303)


@bp.post("/<int:gathering_id>/revenir")
@represented(MAY_MEET)
@verified
def put_back(gathering_id: int) -> ResponseReturnValue:
    """Go back on calling off what was to come."""
    with transaction():
        gathering = READ_GATHERING.unchanged(_ended(gathering_id))
        cancelling.put_back(current_actor(), gathering)
    flash(gettext("C’est comme avant : la rencontre a bien lieu."))
    return redirect(gathering.path, 303)
