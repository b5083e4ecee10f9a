"""What is reported in the demonstration town: two profiles, one of them hidden meanwhile."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions.reporting import report
from neighbourhood.moderation.kinds import RESIDENT
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.demo import by_local_part

# Who is reported, by whom, for which rule, with which words.
_REPORTS = (
    ("philippe.arnaud", "chantal.dumont", "advertising", "Il propose ses services payants."),
    ("youssef.el-amrani", "nicole.pruvost", "private life", "L’adresse de ma sœur y était."),
)


def build() -> None:
    """Report what `_REPORTS` says, a few hours ago."""
    people = by_local_part()
    for about, reporter, rule, words in _REPORTS:
        made = report(
            Actor.of(people[reporter]),
            about=(RESIDENT.code, people[about].id),
            rule=rule,
            words=words,
        )
        made.created_at = made.case.created_at = now() - timedelta(hours=5)
    db.session.flush()
