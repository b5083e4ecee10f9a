"""Whom a case concerns is heard before a measure against them.

Regulation (EU) 2022/2065 asks for reasons and a way to contest (articles 17 and 20), and for care
and due regard to everyone’s rights (article 14.4); it does not ask that people are heard before.
Good administration does (Charter of Fundamental Rights, article 41.2(a)), the Santa Clara
Principles say the same of platforms, and a decision that knows both sides is less often wrong.
"""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.moderation.models.cases import Case, Hearing
from neighbourhood.moderation.models.decisions import Heard, Outcome
from neighbourhood.moderation.policies.deciding import is_heavy, may_decide
from neighbourhood.moderation.rules import RULES
from neighbourhood.residents.models.residents import Resident


class HearFirst(DomainError):
    """A heavy measure against somebody who was not asked."""

    sentence = _l(
        "Pour une mesure aussi lourde, demandez d’abord son point de vue à la personne concernée. "
        "Seule une règle urgente permet de ne pas attendre."
    )


class AnswerAwaited(DomainError):
    """Somebody was asked, and has time left to answer."""

    sentence = _l(
        "La personne concernée a encore le temps de répondre : attendez sa réponse, ou la date "
        "donnée. Seule une règle urgente permet de ne pas attendre."
    )


class AskedAlready(DomainError):
    """One is asked once about a case."""

    sentence = _l("On a déjà demandé son point de vue à cette personne.")


class NobodyToHear(DomainError):
    """No one person answers for the thing, or the account is closed."""

    sentence = _l("Ici, personne ne peut donner son point de vue : décidez sans l’attendre.")


class TooLateToSay(DomainError):
    """One answered, the date is past, or it is decided."""

    sentence = _l(
        "Ce n’est plus possible : vous avez déjà répondu, la date est passée, ou c’est décidé."
    )


def can_be_heard(case: Case) -> bool:
    """Tell whether one person answers for the thing, whose account is open."""
    return case.concerned is not None and case.concerned.is_active


def may_ask(resident: Resident, case: Case) -> bool:
    """Allow whoever may decide, once, while somebody can answer."""
    return case.hearing is None and can_be_heard(case) and may_decide(resident, case)


def may_say(resident: Resident, hearing: Hearing) -> bool:
    """Allow whoever was asked, once, until the date, while nothing is decided."""
    return hearing.resident_id == resident.id and hearing.case.is_open and not hearing.is_over


def heard_before(case: Case, *, outcome: Outcome, days: int, rule: str) -> Heard:
    """Return what a decision says of having heard the person concerned, or refuse it.

    Who was asked is waited for, whatever the measure; a heavy one asks that they were. Where the
    rule is urgent, waiting would harm. To find nothing needs to hear nobody.
    """
    hearing = case.hearing
    if hearing is not None and hearing.is_over:
        return Heard.ANSWERED if hearing.is_answered else Heard.SILENT
    is_asked = hearing is not None
    needed = is_asked or (is_heavy(outcome, days) and can_be_heard(case))
    if outcome is Outcome.NOTHING or not needed:
        return Heard.NOT_ASKED
    if not (rule in RULES and RULES[rule].urgent):
        raise AnswerAwaited if is_asked else HearFirst
    return Heard.NOT_WAITED
