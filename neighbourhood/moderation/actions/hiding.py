"""Hiding a thing until somebody looks at it, and putting it back."""

from datetime import timedelta
from typing import Any

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.kinds import (
    HIDDEN,
    REPORTABLES,
    SHOWN_AGAIN,
    Reportable,
    thing_of,
    told_of_case,
)
from neighbourhood.moderation.models.cases import Case, HiddenFor
from neighbourhood.moderation.queries import cases, decisions, reports
from neighbourhood.moderation.rules import RULES
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.notifications.queries import told_of

HOMES = 3
# Whoever takes a report back and forth must not send mails with it.
TOLD_ONCE_IN = timedelta(days=1)


def why_hide(case: Case) -> HiddenFor | None:
    """Return why a thing is hidden before anybody looked, None when it is not to be.

    An urgent rule is enough, named by one report or by who moderates; or three reports from
    different homes: two accounts of one home count once.
    """
    found = reports.believed(case)
    named = {report.rule for report, _ in found}
    if case.opening is not None:
        named.add(case.opening.rule)
    if any(RULES[rule].urgent for rule in named if rule in RULES):
        return HiddenFor.URGENT
    homes = {who.address_id for _, who in found if who.address_id is not None}
    return HiddenFor.SEVERAL if len(homes) >= HOMES else None


def follow(case: Case) -> None:
    """Hide or show again what an open case is about, as its reports now ask; the case is held."""
    why = why_hide(case)
    if why is not None and not case.is_hidden:
        hide(case, why)
    elif why is None and case.is_hidden and not decisions.was_proposed(case):
        show_again(case)


def hide(case: Case, why: HiddenFor) -> None:
    """Hide the thing provisionally, and tell who wrote it."""
    thing = thing_of(case)
    if thing is None:
        return
    kind = REPORTABLES[case.about]
    kind.hide(thing)
    case.hidden_at, case.hidden_for = now(), why
    told = told_of_case(case)
    for author_id in _not_told_lately(HIDDEN, kind, thing):
        notify(author_id, HIDDEN, path=kind.path(thing), until=case.due_at, **told)


def show_again(case: Case) -> None:
    """Show the thing again, and tell who wrote it, unless something else keeps it hidden."""
    if put_back(case):
        tell_shown_again(case, thing_of(case))


def put_back(case: Case) -> bool:
    """Put the thing back as it was, unless another decision or another case keeps it hidden.

    Return whether it was.
    """
    case.hidden_at = case.hidden_for = None
    db.session.flush()
    thing = thing_of(case)
    if thing is None or cases.is_kept_hidden(case):
        return False
    REPORTABLES[case.about].restore(thing)
    return True


def tell_shown_again(case: Case, thing: Any) -> None:
    """Tell whoever answers for a thing that everybody reads it again."""
    kind = REPORTABLES[case.about]
    for author_id in _not_told_lately(SHOWN_AGAIN, kind, thing):
        notify(author_id, SHOWN_AGAIN, path=kind.path(thing), **told_of_case(case))


def _not_told_lately(news: Kind, kind: Reportable, thing: Any) -> list[int]:
    """Return who answers for a thing and was not told the same of it within a day."""
    lately = now() - TOLD_ONCE_IN
    told = {one: told_of(one, news, [kind.path(thing)]) for one in sorted(kind.authors(thing))}
    return [one for one, last in told.items() if last is None or last.created_at <= lately]
