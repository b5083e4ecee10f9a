"""Reading what is held in the coming weeks, and one date of a gathering."""

from collections.abc import Sequence
from datetime import date as day
from datetime import timedelta
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone
from flask_login import current_user

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.access import signed_in
from neighbourhood.foundation.web.choices import named
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.foundation.words.dates import say_date, say_near
from neighbourhood.gatherings.forms.holding import ComeForm, PhotoForm, ThanksForm, WantForm
from neighbourhood.gatherings.kinds.news import MOVED
from neighbourhood.gatherings.kinds.readings import READ_COMING, READ_DATE, READ_GATHERING
from neighbourhood.gatherings.kinds.readings import READ_SNAPSHOT as READ_PHOTO
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies import coming as coming_policies
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.queries.hosting import held_among
from neighbourhood.gatherings.queries.told import changes_told
from neighbourhood.gatherings.rhythms import starts_of
from neighbourhood.gatherings.subjects import ACCESS, SORT_LIST, say_from_to, say_series
from neighbourhood.gatherings.views.blueprint import bp
from neighbourhood.mandates.access import represented
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.audiences import street_for
from neighbourhood.residents.queries.neighbours import name_for

_MOST_WEEKS = 104
# Dates stay among those of a page for so long after they were held.
SHOWN_AFTER = timedelta(days=45)


@bp.get("")
@represented()
@signed_in
def index() -> ResponseReturnValue:
    """List what is held in the coming weeks, week by week."""
    asked = request.args.get("semaines", "")
    weeks = int(asked) if asked.isdecimal() and len(asked) < 4 else queries.WEEKS_SHOWN
    weeks = min(max(weeks, 1), _MOST_WEEKS)
    dates = queries.coming_dates(current_user, weeks)
    later = weeks < _MOST_WEEKS and queries.has_dates_after(current_user, weeks)
    return render_template(
        "neighbourhood/gatherings/index.html",
        weeks=by_week(dates),
        mine=answers.live_of(current_user.id, dates),
        held=held_among(current_user.id, dates),
        later=weeks + queries.WEEKS_SHOWN if later else None,
        may=policies,
    )


@bp.get("/miennes")
@represented()
@signed_in
def mine() -> ResponseReturnValue:
    """List the dates one comes to or holds, and the last ones held."""
    ahead, past = queries.my_dates(current_user), queries.my_dates(current_user, past=True)
    return render_template(
        "neighbourhood/gatherings/mine.html",
        weeks=by_week(ahead),
        past=past,
        mine=answers.live_of(current_user.id, [*ahead, *past]),
        held=held_among(current_user.id, [*ahead, *past]),
        may=policies,
    )


def by_week(dates: Sequence[Occurrence]) -> list[tuple[str, list[Occurrence]]]:
    """Return dates with the Monday on which each week begins."""

    def monday(occurrence: Occurrence) -> day:
        local: day = to_user_timezone(occurrence.starts_at).date()
        return local - timedelta(days=local.weekday())

    weeks = groupby(dates, key=monday)
    return [(say_near(begin), list(those)) for begin, those in weeks]


@bp.get("/<int:gathering_id>")
@represented()
@signed_in
def show(gathering_id: int) -> ResponseReturnValue:
    """Show a gathering, at its next date."""
    gathering = queries.get_visible(current_user, gathering_id)
    return page_of(queries.to_show(gathering))


@bp.get("/<int:gathering_id>/dates/<int:occurrence_id>")
@represented()
@signed_in
def date(gathering_id: int, occurrence_id: int) -> ResponseReturnValue:
    """Show one date of a gathering."""
    return page_of(queries.get_date(current_user, gathering_id, occurrence_id))


def page_of(
    occurrence: Occurrence,
    *,
    come: ComeForm | None = None,
    thanks: ThanksForm | None = None,
    photo: PhotoForm | None = None,
    want: WantForm | None = None,
) -> ResponseReturnValue:
    """Show a date as its reader may see it, with the form that is to mend, if one is."""
    gathering = occurrence.gathering
    dates = queries.dates_of(gathering)
    reads_who = policies.may_read_who(current_actor(), gathering)
    own = _own(occurrence)
    hosts = queries.hosts_of(gathering)
    page = render_template(
        "neighbourhood/gatherings/show.html",
        gathering=gathering,
        occurrence=occurrence,
        coming=own,
        reads_who=reads_who,
        others=answers.seen_by(current_user, occurrence) if reads_who else (),
        rank=_rank(occurrence),
        regular=answers.regular_of(current_user.id, gathering),
        mine=answers.live_of(current_user.id, dates),
        hosts=hosts,
        held_by=1 + sum(one.is_host for one in hosts),
        asked=next((one for one in hosts if one.resident_id == current_user.id), None),
        is_host=reads_who and queries.is_host(current_user.id, gathering),
        brought=answers.brought_to(occurrence) if reads_who else (),
        declined=answers.declined(occurrence),
        come_form=come or ComeForm(formdata=None),
        thanks_form=thanks or ThanksForm(formdata=None),
        photo_form=photo or PhotoForm(formdata=None),
        want_form=want or WantForm(formdata=None),
        **_dates(occurrence, dates),
        **_afterwards(occurrence),
        **_words(occurrence),
    )
    wrong = any(form is not None and form.errors for form in (come, thanks, photo, want))
    return page, 422 if wrong else 200


def _dates(occurrence: Occurrence, dates: Sequence[Occurrence]) -> dict[str, object]:
    lately = now() - SHOWN_AFTER
    return {
        "dates": [one for one in dates if one.id == occurrence.id or one.ends_at > lately],
        "later_until": _later_until(occurrence.gathering, dates),
    }


def _later_until(gathering: Gathering, dates: Sequence[Occurrence]) -> str:
    """Say until when a series goes on after the dates that were made; nothing when it does not."""
    made = max((one.original_start for one in dates), default=None)
    more = (start for start in starts_of(gathering) if made is None or start > made)
    goes_on = gathering.is_series and gathering.is_open and gathering.last_on and any(more)
    return say_date(gathering.last_on) if goes_on else ""


def _afterwards(occurrence: Occurrence) -> dict[str, object]:
    return {
        "photos": answers.snapshots_for(current_user, occurrence),
        "removed": answers.removed_lately(occurrence),
        "thanked": answers.thanked(occurrence),
        "came": answers.came(current_user.id, occurrence),
    }


def _own(occurrence: Occurrence) -> Coming | None:
    return answers.coming_of(current_user.id, occurrence)


def _words(occurrence: Occurrence) -> dict[str, object]:
    gathering = occurrence.gathering
    return {
        "name": name_for(gathering.author, current_user),
        "street": street_for(gathering.author, current_user),
        "name_for": name_for,
        "sort": named(SORT_LIST.code, gathering.sort),
        "series": say_series(gathering),
        "told": say_changes(changes_told(_own(occurrence), MOVED.code)),
        "spell": lambda one: say_from_to(one.starts_at, one.ends_at),
        "access": ACCESS,
        "may": policies,
        "may_come": coming_policies,
        "actor": current_actor(),
        "read": READ_DATE.drawn(occurrence),
        "read_gathering": READ_GATHERING.drawn(gathering),
        "read_coming": READ_COMING.drawn,
        "read_photo": READ_PHOTO.drawn,
    }


def _rank(occurrence: Occurrence) -> int:
    """Return which of those who wait the reader is, from 1; 0 when they do not."""
    waiting = [one.resident_id for one in answers.waiting(occurrence)]
    return waiting.index(current_user.id) + 1 if current_user.id in waiting else 0
