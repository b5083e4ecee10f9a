"""What closing an account does to loans, as one reads it before."""

from flask_babel import gettext

from neighbourhood.loans.queries import loans as queries
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called


def _leaves(resident: Resident) -> list[str]:
    """Say which loans end, and what is still to be brought home."""
    said = []
    for loan in queries.standing_of(resident):
        name = called(loan.other_than(resident.id), resident)
        given = {"title": loan.item.title, "name": name}
        said.append(
            gettext("« %(title)s » : %(name)s apprend que ce prêt ne se fera pas.", **given)
        )
    for loan in queries.out_with(resident):
        given = {"title": loan.item.title}
        said.append(gettext("« %(title)s » est encore chez vous : pensez à le rendre.", **given))
    return said


AT_CLOSING.declare(AtClosing(code="loans", ends=_leaves))
