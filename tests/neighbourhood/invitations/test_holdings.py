"""What is held of tables shared is, for each, what they wrote themselves."""

from neighbourhood.foundation.personal import HOLDINGS


def read(table, resident):
    with table.make.writing():
        return repr(list(HOLDINGS["invitations"].read(resident.id)))


def test_one_reads_what_one_asked_and_not_what_others_did(table):
    table.ask(table.invitation(), table.marcel, message="Nous sommes deux.")
    assert "Nous sommes deux." in read(table, table.marcel)
    assert "Nous sommes deux." not in read(table, table.karima)
