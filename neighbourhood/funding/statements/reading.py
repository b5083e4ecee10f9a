"""Which of the files that banks give this one is."""

from neighbourhood.funding.statements.camt import read_camt
from neighbourhood.funding.statements.lines import MOST_BYTES, Statement, StatementTooLong
from neighbourhood.funding.statements.tables import read_table

_MARKS = b"\xef\xbb\xbf \t\r\n"
# XML begins so in every alphabet that it may be written in.
_BEGINS_XML = b"<", "<".encode("utf-16-le"), "<".encode("utf-16-be"), b"\xff\xfe<", b"\xfe\xff\0<"


def read_statement(data: bytes, account: str) -> Statement:
    """Return what a file says; a table names no account, it is taken for one of `account`."""
    if len(data) > MOST_BYTES:
        raise StatementTooLong
    if data.lstrip(_MARKS).startswith(_BEGINS_XML):
        return read_camt(data)
    return read_table(data, account)
