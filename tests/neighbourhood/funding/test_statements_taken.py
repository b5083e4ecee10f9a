"""A statement is taken once, each line of it once; what was decided about a line stays decided."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import statements
from neighbourhood.funding.awaiting import LineDecided, StatementTaken
from neighbourhood.funding.models.bank import BankLine, BankStatement, LineStatus
from neighbourhood.funding.models.gifts import Pledge, PledgeStatus
from neighbourhood.funding.queries.statements import judge
from neighbourhood.funding.statements.lines import Statement, StatementLine
from tests.neighbourhood.funding.statement_files import IBAN, document, entry
from tests.neighbourhood.funding.statements_sent import (
    actor,
    announce,
    reference_of,
    send,
    take,
)


def lines(office):
    with office.app.app_context():
        return db.session.scalars(select(BankLine).order_by(BankLine.id)).all()


def kept(office, number):
    with office.app.app_context():
        return db.session.get(BankStatement, number)


def test_once_taken_it_keeps_how_many_lines_of_each_kind_it_had_and_none_of_them(
    office, donor, boss
):
    promise = announce(office, donor, office.open(), 1000)
    reference = reference_of(office.app, promise)
    data = document(entry(1000, reference), *(entry(5, "Merci", ref=f"M{n}") for n in range(2)))
    number, before = send(office, boss, data), now()
    assert len(kept(office, number).lines) == 3
    take(office, boss, number)
    statement = kept(office, number)
    assert statement.is_taken
    assert statement.counts == {"credited": 1, "unknown": 2}
    assert statement.lines == []
    assert before <= statement.taken_at <= now()


def test_the_rows_that_could_not_be_read_are_said_again_later(office, boss):
    with office.at_work():
        found = statements.receive(actor(boss), Statement("csv", (), faults=(3, 17)))
    assert kept(office, found.id).faults == [3, 17]


def test_a_statement_is_taken_once_and_not_dropped_afterwards(office, boss):
    number = send(office, boss, document(entry(700, "Merci")))
    take(office, boss, number)
    with pytest.raises(StatementTaken):
        take(office, boss, number)
    with office.at_work(), pytest.raises(StatementTaken):
        statements.drop(db.session.get_one(BankStatement, number))
    assert len(lines(office)) == 1


def test_a_statement_that_nobody_wants_is_dropped_alone(office, boss):
    data = document(entry(700, "Merci"))
    first, second = send(office, boss, data), send(office, boss, data)
    with office.at_work():
        statements.drop(db.session.get_one(BankStatement, first))
    assert kept(office, first) is None
    assert kept(office, second).is_read


def test_a_line_that_came_meanwhile_is_passed_over(office, boss, donor):
    promise = announce(office, donor, office.open(), 1000)
    data = document(entry(1000, reference_of(office.app, promise)), entry(700, "Merci", ref="B2"))
    first, second = send(office, boss, data), send(office, boss, data)
    with office.at_work():
        found = [db.session.get_one(BankStatement, number) for number in (first, second)]
        for statement, judged in [(each, judge(each, IBAN)) for each in found]:
            statements.take(actor(boss), statement, judged)
    assert sorted(line.amount_cents for line in lines(office)) == [700, 1000]
    assert office.pledge_now(promise).status is PledgeStatus.SETTLED


def test_of_money_that_nobody_expected_all_that_the_bank_says_is_kept(office, boss):
    read = StatementLine(
        account=IBAN,
        day=now().date(),
        cents=700,
        bank_reference="R" * 300,
        payer="Anne Roy",
        payer_account="FR1420041010050500013M02606",
        text="Pour les voisins",
    )
    with office.at_work():
        number = statements.receive(actor(boss), Statement("csv", (read,))).id
    take(office, boss, number)
    (line,) = lines(office)
    assert (line.status, line.pledge_id) == (LineStatus.WAITING, None)
    assert line.bank_reference == "R" * 200, "as long as it may be"
    assert line.payer == {
        "name": "Anne Roy",
        "account": "FR1420041010050500013M02606",
        "text": "Pour les voisins",
    }


def test_a_second_transfer_is_a_gift_of_its_own_number_and_of_the_same_means(office, donor, boss):
    promise = announce(office, donor, office.open(), 1000)
    reference = reference_of(office.app, promise)
    for ref in ("B1", "B2"):
        take(office, boss, send(office, boss, document(entry(1000, reference, ref=ref))))
    first, second = lines(office)
    assert first.pledge_id == promise.id
    with office.app.app_context():
        again = db.session.get_one(Pledge, second.pledge_id)
        assert (again.id != promise.id, again.is_owed_back) == (True, True)
        assert again.means is promise.means
        assert len(again.key) == len(promise.key) == 24
    assert (first.payer, bool(second.payer)) == ({}, True), "it is to go back where it came from"


def test_from_where_it_came_is_known_for_as_long_as_it_is_to_go_back(office, donor, other, boss):
    need = office.open()
    wrong, right = (announce(office, each, need, 1000) for each in (donor, other))
    said = [(900, wrong, "B1"), (1000, right, "B2")]
    data = document(*(entry(cents, reference_of(office.app, of), ref=r) for cents, of, r in said))
    take(office, boss, send(office, boss, data))
    with office.at_work():
        statements.forget_payers(now() + timedelta(days=1))
    assert [bool(line.payer) for line in lines(office)] == [True, False]
    with office.at_work():
        statements.sent_back(wrong.key)
    assert [bool(line.payer) for line in lines(office)] == [False, False]


def test_what_was_decided_about_a_line_is_not_decided_again(office, boss):
    take(office, boss, send(office, boss, document(entry(700, "Merci"))))
    (line,) = lines(office)
    with office.at_work():
        statements.give_back(actor(boss), line.id, word="Rien ne l’explique.")
        statements.note_returned(actor(boss), line.id, word="Rendu.")
    decided = lines(office)[0]
    for deed in (statements.give_back, statements.set_aside, statements.note_returned):
        with office.at_work(), pytest.raises(LineDecided):
            deed(actor(boss), line.id, word="Encore.")
    (line,) = lines(office)
    assert (line.status, line.word) == (LineStatus.RETURNED, "Rendu.")
    assert (line.decided_at, line.decided_by_id) == (decided.decided_at, boss.id)
