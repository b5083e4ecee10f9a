"""Whatever is changed below the triggers is named: by the chain, by the rules, to people."""

import pytest
from sqlalchemy import text

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.chain import NO_HEAD
from neighbourhood.funding.models.links import BrokenRule
from neighbourhood.funding.queries import verifying
from neighbourhood.funding.queries.verifying import Wrong
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.test_linking import chain, give, link, verdict
from tests.support.below import below_the_triggers

TAMPERING = {
    "an amount": (
        "UPDATE ledger_entry SET amount_cents = amount_cents * 2 WHERE transfer_id = {t}",
        Wrong.LINE_CHANGED,
    ),
    "one side of an amount": (
        "UPDATE ledger_entry SET amount_cents = 1 WHERE transfer_id = {t} AND amount_cents > 0",
        Wrong.ENTRIES_CHANGED,
    ),
    "no entries": ("DELETE FROM ledger_entry WHERE transfer_id = {t}", Wrong.ENTRIES_CHANGED),
    "another account": (
        "UPDATE ledger_account SET code = 'loss' WHERE code LIKE 'fund:%'",
        Wrong.LINE_CHANGED,
    ),
    "another kind": ("UPDATE ledger_transfer SET kind = 'x' WHERE id = {t}", Wrong.LINE_CHANGED),
    "another reference": (
        "UPDATE ledger_transfer SET reference = 'x' WHERE id = {t}",
        Wrong.LINE_CHANGED,
    ),
    "another moment": (
        "UPDATE ledger_transfer SET created_at = '2026-01-01 00:00:00.000000' WHERE id = {t}",
        Wrong.LINE_CHANGED,
    ),
    "another nonce": (
        "UPDATE ledger_link SET nonce = substr(digest, 1, 32) WHERE transfer_id = {t}",
        Wrong.LINE_CHANGED,
    ),
    "no movement": ("DELETE FROM ledger_transfer WHERE id = {t}", Wrong.TRANSFER_MISSING),
    "another digest": (
        "UPDATE ledger_link SET digest = head WHERE transfer_id = {t}",
        Wrong.DIGEST_CHANGED,
    ),
    "another head": (
        "UPDATE ledger_link SET head = digest WHERE transfer_id = {t}",
        Wrong.HEAD_CHANGED,
    ),
    "no link": ("DELETE FROM ledger_link WHERE transfer_id = {t}", Wrong.LINK_MISSING),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whoever_changes_the_database_is_found_out_at_the_line(app, broken_on_purpose, what):
    give(app, 3)
    link(app)
    tampering, wrong = TAMPERING[what]
    second = chain(app)[1].transfer_id
    with below_the_triggers(app) as connection:
        connection.execute(text(tampering.format(t=second)))
    found = verdict(app)
    # An account is named by the first line already.
    assert (found.number, found.wrong) == (0 if what == "another account" else 1, wrong)


@pytest.mark.postgres
def test_so_on_postgresql(grown_app, broken_on_purpose):
    give(grown_app, 2)
    link(grown_app)
    with below_the_triggers(grown_app) as connection:
        connection.execute(text("UPDATE ledger_transfer SET reference = reference || '1'"))
    assert verdict(grown_app) == verifying.Verdict(0, NO_HEAD, Wrong.LINE_CHANGED)


def test_whoever_rewrites_all_of_it_is_found_out_by_a_head_noted_elsewhere(app, broken_on_purpose):
    give(app, 3)
    link(app)
    noted = {2: chain(app)[1].head}
    assert verdict(app, noted).wrong is None
    with below_the_triggers(app) as connection:
        connection.execute(text("UPDATE ledger_entry SET amount_cents = amount_cents * 2"))
        connection.execute(text("DELETE FROM ledger_link"))
    link(app)
    assert verdict(app).wrong is None, "the chain alone does not tell"
    assert verdict(app, noted) == verifying.Verdict(1, chain(app)[0].head, Wrong.NOT_AS_NOTED)


def test_lines_cut_off_at_the_end_are_found_out_by_a_head_noted_elsewhere(app, broken_on_purpose):
    give(app, 2)
    link(app)
    noted = {2: chain(app)[1].head}
    with below_the_triggers(app) as connection:
        connection.execute(text("DELETE FROM ledger_link WHERE number = 2"))
    assert verdict(app).wrong is None
    assert verdict(app, noted).wrong is Wrong.LINK_MISSING


def plain(result):
    """What a command said, whether or not French has its spaces before a colon."""
    return result.output.replace("\u202f", " ").replace("\xa0", " ")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["funding", *words])


def test_the_command_says_what_is_right_and_what_is_wrong(app, broken_on_purpose):
    give(app, 2)
    before = run(app, "verify")
    assert before.exit_code == 0
    assert "Mouvements pas encore inscrits : 2" in plain(before)
    assert run(app, "link").exit_code == 0
    after = run(app, "verify")
    assert f"Lignes justes : 2, empreinte {chain(app)[-1].head}" in plain(after)
    assert "Mouvements pas encore inscrits : 0" in plain(after)
    assert run(app, "verify", "--head", f"2:{chain(app)[-1].head}").exit_code == 0
    assert run(app, "verify", "--head", f"2:{NO_HEAD}").exit_code == 1
    assert run(app, "verify", "--head", "nonsense").exit_code == 2
    with below_the_triggers(app) as connection:
        connection.execute(text("UPDATE ledger_entry SET amount_cents = 1 WHERE amount_cents > 0"))
    wrong = run(app, "verify")
    assert wrong.exit_code == 1
    assert "FAUX : ligne 1, les montants ont été changés" in plain(wrong)
    assert "transfers-balance : 2" in plain(wrong)


def test_a_broken_rule_is_told_to_people_once_and_forgotten_when_it_holds(
    app, make, office, donor, signed_in, caplog, broken_on_purpose
):
    nadege = make.resident("Nadège Roux", office.quartier, is_administrator=True)
    office.give(donor, office.open(), 500)
    link(app)
    with below_the_triggers(app) as connection:
        connection.execute(text("UPDATE fund SET raised_cents = 499"))
        connection.execute(text("UPDATE ledger_transfer SET reference = 'other'"))
    with app.app_context():
        for _hour in range(2):
            jobs.check_books()
        jobs.check_chain()
    assert "funds-say-what-came (1)" in caplog.text
    assert "499" not in caplog.text
    assert told_to(office, nadege).count("money-books-broken") == 2, "once for each new rule"
    page = signed_in(nadege).get("/administration/argent").text
    assert "Les comptes ne tombent pas juste" in page
    assert "Une collecte n’affiche pas" in page
    doctor = app.test_cli_runner().invoke(args=["doctor", "--language", "fr"])
    assert "chain-holds : 1" in plain(doctor)
    with below_the_triggers(app) as connection:
        connection.execute(text("UPDATE fund SET raised_cents = 500"))
    with app.app_context():
        jobs.check_books()
        assert [row.rule for row in db.session.query(BrokenRule)] == ["chain-holds"]
