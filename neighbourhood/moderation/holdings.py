"""What is held of reports and decisions, of charters agreed to, and of who keeps whom away."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select, update

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
    impersonal,
)
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    erasing_of,
    read_rows,
    rows_of,
)
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case, CaseStatus, Hearing, Opening, Opinion
from neighbourhood.moderation.models.decisions import Decision
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.charters import CharterAcceptance
from neighbourhood.residents.traces import traces_of

FIVE_YEARS = timedelta(days=5 * 365)
_OF_REPORTS: dict[str, str] = {}
_OF_CASES = {
    "moderation_decision.second_words": _l("ce qu’une personne qui modère dit à une autre"),
    "moderation_opening.words": _l("ce qu’une personne qui modère dit aux autres"),
}
_ENDED = (CaseStatus.DROPPED, CaseStatus.DECIDED, CaseStatus.CLOSED)


def _decided_about(resident_id: int) -> Where:
    return Decision.concerned_id == resident_id


def _cases_decided(resident_id: int) -> Where:
    # Before it is decided, a case is read by those who moderate alone.
    counts = _decided_about(resident_id), Decision.in_force_at.is_not(None)
    return Case.id.in_(select(Decision.case_id).where(*counts))


def _read_reports(resident_id: int) -> Rows:
    yield from read_rows(Report, Report.reporter_id == resident_id, but=_OF_REPORTS)


def _read_cases(resident_id: int) -> Rows:
    yield from read_rows(Case, _cases_decided(resident_id))
    decided = _decided_about(resident_id) & Decision.in_force_at.is_not(None)
    yield from read_rows(Decision, decided, but=_OF_CASES)
    yield from read_rows(Appeal, Appeal.by_id == resident_id)
    # What one is asked is one's own to read at once, decided or not.
    yield from read_rows(Hearing, Hearing.resident_id == resident_id)
    opened = Opening.case_id.in_(select(Decision.case_id).where(decided))
    yield from read_rows(Opening, opened | (Opening.by_id == resident_id), but=_OF_CASES)


def _erase_reports(resident_id: int) -> None:
    """Leave that there was a report, and of which rule: the case it made is of somebody else."""
    mine = update(Report).where(Report.reporter_id == resident_id)
    db.session.execute(mine.values(words=""))


def _erase_cases(resident_id: int) -> None:
    """Leave that something was decided, without what was written or said of it."""
    traces = traces_of(resident_id)
    about = or_(Case.concerned_id == resident_id, _cases_decided(resident_id))
    db.session.execute(update(Case).where(about).values(title=BLOT, excerpt=""))
    decided = update(Decision).where(_decided_about(resident_id))
    db.session.execute(decided.values(facts=BLOT, because=BLOT, second_words=""))
    contested = update(Appeal).where(Appeal.by_id == resident_id)
    db.session.execute(contested.values(words=BLOT))
    answered = contested.where(Appeal.answered_at.is_not(None))
    db.session.execute(answered.values(answer=BLOT))
    heard = update(Hearing).where(Hearing.resident_id == resident_id)
    db.session.execute(heard.values(question=""))
    db.session.execute(heard.where(Hearing.answered_at.is_not(None)).values(answer=BLOT))
    opened = or_(Opening.by_id == resident_id, Opening.case_id.in_(select(Case.id).where(about)))
    db.session.execute(update(Opening).where(opened).values(words=BLOT))
    kept = update(Case).where(Case.assigned_id == resident_id)
    db.session.execute(kept.values(assigned_id=None, assigned_at=None))
    for model, columns in _MAY_NAME:
        blot_rows(model, model.id.is_not(None), traces, *columns)


_MAY_NAME: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Case, ("title", "excerpt")),
    (Report, ("words",)),
    (Decision, ("facts", "because", "second_words")),
    (Appeal, ("words", "answer")),
    (Hearing, ("question", "answer")),
    (Opening, ("words",)),
    (Opinion, ("words",)),
)


def _erase_opinions(resident_id: int) -> None:
    """Leave that a neighbour thought something of a case, without their words."""
    mine = update(Opinion).where(Opinion.resident_id == resident_id)
    db.session.execute(mine.values(words=BLOT))
    db.session.execute(delete(Reviewer).where(Reviewer.resident_id == resident_id))


def _erase_blocks(resident_id: int) -> None:
    either = or_(Block.blocker_id == resident_id, Block.blocked_id == resident_id)
    db.session.execute(delete(Block).where(either))


def _old(before: datetime) -> Select[Any]:
    return select(Case.id).where(Case.status.in_(_ENDED), Case.created_at < before)


def _forget(before: datetime) -> None:
    decided = select(Decision.id).where(Decision.case_id.in_(_old(before)))
    db.session.execute(delete(Appeal).where(Appeal.decision_id.in_(decided)))
    for model in (Decision, Report, Hearing, Opening, Opinion):
        db.session.execute(delete(model).where(model.case_id.in_(_old(before))))
    db.session.execute(delete(Case).where(Case.id.in_(_old(before))))


def _between_neighbours() -> Iterator[Holding]:
    yield Holding(
        code="charter",
        title=_l("Les chartes que vous avez acceptées"),
        purpose=_l("Pour savoir à quelles règles vous avez dit oui, et quand."),
        basis=Basis.CONTRACT,
        tables=frozenset({"charter_acceptance"}),
        kept=_l("tant que le compte est ouvert"),
        read=rows_of(CharterAcceptance),
        erase=erasing_of(CharterAcceptance),
    )
    yield Holding(
        code="blocks",
        title=_l("Les personnes que vous avez bloquées"),
        purpose=_l("Pour que vous ne vous rencontriez plus ici."),
        basis=Basis.CONTRACT,
        tables=frozenset({"block"}),
        kept=_l("tant que le compte est ouvert"),
        read=lambda resident_id: read_rows(Block, Block.blocker_id == resident_id),
        erase=_erase_blocks,
    )


def _of_moderation() -> Iterator[Holding]:
    yield Holding(
        code="reports",
        title=_l("Ce que vous avez signalé"),
        purpose=_l(
            "Pour regarder ce qui enfreint la charte ; personne d’autre ne lit que c’est vous."
        ),
        basis=Basis.LEGAL,
        tables=frozenset({"report"}),
        kept=_l("5 ans après le signalement, sans vos mots dès que le compte est effacé"),
        read=_read_reports,
        erase=_erase_reports,
    )
    yield Holding(
        code="moderation",
        title=_l("Ce qui a été décidé au sujet de vos textes, et vos contestations"),
        purpose=_l("Pour appliquer la charte, et pouvoir dire pourquoi."),
        basis=Basis.LEGAL,
        tables=frozenset(
            {
                "moderation_case",
                "moderation_decision",
                "moderation_appeal",
                "moderation_hearing",
                "moderation_opening",
            }
        ),
        kept=_l("5 ans, sans aucun texte dès que le compte est effacé"),
        read=_read_cases,
        erase=_erase_cases,
        withheld=_OF_CASES,
    )


def _of_reviewing() -> Iterator[Holding]:
    yield Holding(
        code="reviewing",
        title=_l("L’aide que vous donnez pour relire des signalements, et vos avis"),
        purpose=_l("Pour que des voisins de confiance soient entendus avant de décider."),
        basis=Basis.CONSENT,
        tables=frozenset({"moderation_reviewer", "moderation_opinion"}),
        kept=_l("tant que le compte est ouvert ; un avis reste ensuite, sans ses mots"),
        read=rows_of(Reviewer, Opinion),
        erase=_erase_opinions,
    )


RETENTIONS.declare(
    Retention(
        code="moderation",
        of=_l("Les signalements et les décisions de modération, une fois terminés"),
        keep_for=FIVE_YEARS,
        forget=at_once(_forget),
    )
)
impersonal(_l("des textes publiés, et le brouillon du suivant"), "charter")
for _holding in (*_between_neighbours(), *_of_moderation(), *_of_reviewing()):
    HOLDINGS.declare(_holding)
