"""What is held of who borrows: the history of a tool stays, and names nobody."""

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.libraries.models.loans import BorrowerCard, ToolLoan, ToolLoanStatus


def erase(counter, who) -> None:
    with counter.make.writing():
        HOLDINGS["libraries"].erase(who.id)


def test_one_reads_ones_loans_and_that_one_has_a_card(counter):
    token = counter.card(counter.karima)
    counter.lend(counter.tool(), counter.karima, note="Une éraflure.")
    with counter.make.writing():
        said = repr(list(HOLDINGS["libraries"].read(counter.karima.id)))
    assert "Une éraflure." in said
    assert "borrower_card" in said
    assert token not in said


def test_erased_a_borrower_leaves_that_a_tool_was_lent_and_not_to_whom(counter, on):
    tool, out, awaited = (counter.tool(title) for title in ("Perceuse", "Scie", "Tente"))
    counter.card(counter.karima)
    counter.lend(tool, counter.karima, note="Karima Benali la rapporte samedi.")
    counter.give_back(tool)
    counter.lend(out, counter.karima)
    counter.reserve(counter.karima, awaited, on(4), on(7))
    erase(counter, counter.karima)
    with counter.make.writing() as session:
        found = session.query(ToolLoan).order_by(ToolLoan.id).all()
        assert [loan.borrower_id for loan in found] == [None] * 3
        assert [loan.status for loan in found] == [
            ToolLoanStatus.RETURNED,
            ToolLoanStatus.NOT_RETURNED,
            ToolLoanStatus.CANCELLED,
        ]
        assert not any("Karima" in loan.note_lent for loan in found)
        assert session.query(BorrowerCard).count() == 0
    assert counter.days(out) == counter.days(awaited) == []


def test_erased_a_keeper_leaves_what_was_lent_to_whom(counter):
    counter.lend(counter.tool(), counter.karima)
    erase(counter, counter.hassan)
    (loan,) = counter.loans()
    assert (loan.borrower_id, loan.lent_by_id) == (counter.karima.id, None)
    assert loan.is_lent
