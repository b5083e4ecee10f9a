"""Reporting a thing, and taking a report back."""

from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.moderation.actions import hiding
from neighbourhood.moderation.kinds import REPORTABLES, TO_EXAMINE, Reportable
from neighbourhood.moderation.models.cases import EXCERPT_LIMIT, Case, CaseStatus
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.policies import reporting as policies
from neighbourhood.moderation.queries import cases, decisions, reports
from neighbourhood.moderation.queries.handlers import handlers
from neighbourhood.moderation.rules import RULES, Rule
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

REPORT = "report"
_A_DAY = timedelta(days=1)


def report(actor: Actor, *, about: tuple[str, int], rule: str, words: str = "") -> Report:
    """Report a thing that `actor` sees, for the rule that it breaks.

    `about` is the code of a `Reportable` and the id of its thing.
    """
    kind, about_id = REPORTABLES[about[0]], about[1]
    thing = to_report(actor, kind, about_id)
    if reports.count_lately(actor.resident, _A_DAY) >= policies.MOST_A_DAY:
        raise policies.TooManyReports(most=policies.MOST_A_DAY)
    named = RULES[rule]
    case, is_new = _case_of(kind, about_id, thing, named)
    made = _write(actor.resident, case, named, words)
    case.due_at = min(case.due_at, now() + named.within)
    hiding.follow(case)
    if is_new:
        _tell_moderators(case)
    return made


def to_report(actor: Actor, kind: Reportable, about_id: int) -> Any:
    """Return the thing that `actor` is about to report, or refuse it."""
    thing = kind.load(about_id)
    if thing is None or not kind.sees(actor.resident, thing):
        raise Missing
    require(actor.id not in kind.authors(thing), policies.OwnThing)
    require(policies.may_report(actor, kind, thing))
    return thing


def _case_of(kind: Reportable, about_id: int, thing: Any, rule: Rule) -> tuple[Case, bool]:
    """Return the open case about a thing, held, and whether it was opened now."""
    found = cases.hold_open_about(kind.code, about_id)
    if found is not None:
        return found, False
    try:
        with db.session.begin_nested():
            case = begin(kind, about_id, thing, rule)
    except IntegrityError:
        # Somebody else opened it at the same moment.
        found = cases.hold_open_about(kind.code, about_id)
        if found is None:
            raise
        return found, False
    return case, True


def begin(kind: Reportable, about_id: int, thing: Any, rule: Rule) -> Case:
    """Begin a case about a thing, as it reads now; the database refuses a second open one."""
    moment = now()
    case = Case(
        about=kind.code,
        about_id=about_id,
        municipality_id=kind.town(thing),
        concerned_id=min(kind.authors(thing), default=None) if kind.personal else None,
        title=kind.title(thing)[:200] or str(kind.one),
        excerpt=kind.excerpt(thing)[:EXCERPT_LIMIT],
        created_at=moment,
        due_at=moment + rule.within,
    )
    db.session.add(case)
    db.session.flush()
    return case


def _write(reporter: Resident, case: Case, rule: Rule, words: str) -> Report:
    made = reports.of_case(reporter, case)
    if made is None:
        made = Report(case_id=case.id, case=case, reporter_id=reporter.id)
        db.session.add(made)
    elif made.stands:
        raise policies.AlreadyReported
    made.rule, made.words, made.created_at, made.taken_back_at = rule.code, words, now(), None
    undoing.forget(REPORT, made.id or 0)
    db.session.flush()
    return made


def _tell_moderators(case: Case) -> None:
    for moderator_id in handlers(case, lambda one: policies.may_handle(one, case)):
        notify(moderator_id, TO_EXAMINE, path=case.path, until=case.due_at)


def take_back(actor: Actor, made: Report) -> None:
    """Count a report no more, while nobody decided; one may go back on it, once.

    A case in which a measure was proposed is for people to end.
    """
    case = hold(Case, made.case_id)
    db.session.refresh(made)
    require(case.is_open and made.stands, policies.AlreadyLookedAt)
    if made.put_back_at is None:
        undoing.keep(actor.id, REPORT, made.id)
    made.taken_back_at = now()
    db.session.flush()
    hiding.follow(case)
    if not (cases.standing_reports(case) or case.opening or decisions.was_proposed(case)):
        case.become(CaseStatus.DROPPED)


def put_back(actor: Actor, made: Report) -> None:
    """Count a report again that was just taken back."""
    case = hold(Case, made.case_id)
    db.session.refresh(made)
    another = cases.open_about(case.about, case.about_id)
    require(another is None or another.id == case.id, undoing.SinceThen)
    undoing.take(actor.id, REPORT, made.id)
    if case.is_dropped:
        case.go_back_to(CaseStatus.OPEN)
    require(case.is_open, policies.AlreadyLookedAt)
    made.taken_back_at, made.put_back_at = None, now()
    db.session.flush()
    hiding.follow(case)


def refuse_reports(case: Case) -> None:
    """Note that no rule was broken: whoever reports in vain time and again hides nothing more."""
    for made in cases.standing_reports(case):
        made.refused_at = now()
    db.session.flush()
