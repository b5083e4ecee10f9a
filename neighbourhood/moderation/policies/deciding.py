"""Who decides, who agrees to a heavy measure, who contests, and who answers."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.mandates.queries.identities import is_somebody
from neighbourhood.moderation.kinds import REPORTABLES, Reportable, thing_of
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.outcomes import LASTS, LONGEST_ALONE, OF_AN_ACCOUNT
from neighbourhood.moderation.policies.reporting import may_handle
from neighbourhood.moderation.queries import decisions, reports
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import is_of_one_home


class SecondPersonNeeded(Forbidden):
    """Whoever decided does not decide a second time, nor somebody of their home."""

    sentence = _l(
        "Il faut une autre personne : ni celle qui a déjà décidé, ni quelqu’un de la même adresse."
    )


class NotOffered(DomainError):
    """A measure that does not exist for such a thing, or lasts otherwise."""

    sentence = _l("Cette mesure n’est pas possible ici. Choisissez-en une de la liste.")


class TooLateToContest(DomainError):
    """Six months are over."""

    sentence = _l("Les six mois pour contester sont passés. Vous pouvez encore saisir un tribunal.")


class ContestedAlready(DomainError):
    """A decision is contested once."""

    sentence = _l("Cette décision a déjà été contestée : la réponse sera sur sa page.")


class AnsweredAlready(DomainError):
    """Somebody else answered meanwhile."""

    sentence = _l("Quelqu’un a déjà répondu à cette contestation.")


def is_heavy(outcome: Outcome, days: int) -> bool:
    """Tell whether a measure needs two people: more than a week outside, or for good."""
    if outcome is Outcome.EXCLUDED:
        return True
    return outcome is Outcome.SUSPENDED and days > LONGEST_ALONE


def outcomes_for(kind: Reportable | None) -> list[Outcome]:
    """Return what may be decided about a kind of thing, from the lightest on."""
    personal = kind is not None and kind.personal
    return [each for each in Outcome if personal or each not in OF_AN_ACCOUNT]


def is_about_nobody(case: Case) -> bool:
    """Tell whether the account that answers for it is erased: no measure reaches it any more."""
    return case.concerned is not None and case.concerned.erased_at is not None


def outcomes_of(case: Case) -> list[Outcome]:
    """Return what may be decided in a case: nothing else than nothing once its account is gone."""
    if is_about_nobody(case):
        return [Outcome.NOTHING]
    return outcomes_for(REPORTABLES.get(case.about))


def is_offered(case: Case, outcome: Outcome, days: int) -> bool:
    """Tell whether `outcome` may be decided for so many days."""
    return outcome in outcomes_of(case) and lasts(outcome, days)


def lasts(outcome: Outcome, days: int) -> bool:
    """Tell whether a measure may last so many days; 0 is without an end."""
    return days in (LASTS[outcome] or (0,))


def may_decide(resident: Resident, case: Case) -> bool:
    """Allow a moderator who is no party, has the case or finds it free, and decides for once.

    Whoever took part in a decision that was taken back, or lives with one who did, leaves the next
    one to others.
    """
    free = case.assigned_id in (None, resident.id)
    return (
        case.is_open
        and free
        and may_handle(resident, case)
        and decisions.proposed(case) is None
        and not is_of_one_home(resident, decisions.judges_of(case))
    )


def is_another(resident: Resident, decision: Decision) -> bool:
    """Tell whether `resident` is another moderator than the one who proposed, of another home."""
    other = not is_of_one_home(resident, {decision.decided_by_id})
    return decision.is_proposed and other and may_handle(resident, decision.case)


def may_agree(resident: Resident, decision: Decision) -> bool:
    """Allow another moderator, of whom an address or a name was proved."""
    return is_another(resident, decision) and is_somebody(resident)


def concerns(resident: Resident, decision: Decision) -> bool:
    """Tell whether a decision, once it counts, is about something `resident` answers for."""
    if decision.in_force_at is None:
        return False
    if decision.concerned_id is not None:
        return decision.concerned_id == resident.id
    thing = thing_of(decision.case)
    return thing is not None and resident.id in REPORTABLES[decision.case.about].authors(thing)


def reported_in_vain(resident: Resident, decision: Decision) -> bool:
    """Tell whether `resident` reported what was found to break no rule."""
    made = reports.of_case(resident, decision.case)
    return decision.found_nothing and made is not None and made.stands


def may_read(resident: Resident, decision: Decision) -> bool:
    """Allow whoever it concerns, and whoever reported in vain; nobody else."""
    if decision.in_force_at is None:
        return False
    return concerns(resident, decision) or reported_in_vain(resident, decision)


def has_side(resident: Resident, decision: Decision) -> bool:
    """Tell whether a decision went against `resident`."""
    if decision.found_nothing:
        return reported_in_vain(resident, decision)
    return concerns(resident, decision)


def may_contest(resident: Resident, decision: Decision) -> bool:
    """Allow whoever a decision went against, once, for six months."""
    return (
        decision.may_be_contested
        and decision.is_in_time
        and has_side(resident, decision)
        and decisions.appeal_of(decision) is None
    )


def took_part_in(case: Case) -> set[int]:
    """Return who opened a case, or decided it: an appeal is not for them."""
    opened = {case.opening.by_id} if case.opening is not None else set()
    return opened | decisions.judges_of(case)


def may_answer(resident: Resident, appeal: Appeal) -> bool:
    """Allow another moderator than those who opened the case or decided, of another home."""
    case = appeal.decision.case
    took_part = is_of_one_home(resident, took_part_in(case))
    return appeal.is_waiting and not took_part and may_handle(resident, case)


def lighter_than(decision: Decision) -> list[Outcome]:
    """Return what a decision in force may be lightened to: a rung below, never nothing at all."""
    if not decision.is_in_force:
        return []
    rungs = list(Outcome)
    return [
        each
        for each in rungs[1 : rungs.index(decision.outcome)]
        if each in outcomes_for(REPORTABLES.get(decision.case.about))
    ]
