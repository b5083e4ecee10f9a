"""Statements in XML: camt.053.001.02 and every later version of it (ISO 20022).

What differs between versions is where a few things stand: the state of an entry is a word or a
code within it, a party is named at once or under `Pty`. Names are read without their namespace.
The parser refuses documents that declare anything (DTD, entities) or point outside.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from neighbourhood.funding.statements.lines import (
    LONGEST_TEXT,
    MOST_LINES,
    Statement,
    StatementDangerous,
    StatementLine,
    StatementTooLong,
    StatementUnreadable,
    of_our_time,
)
from neighbourhood.funding.statements.references import reference_in

FORM = "camt"
_NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})\}Document")
_OLDEST = 2
_AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,5}))?", re.ASCII)
_NAMED = "RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm"
_ACCOUNTS = "RltdPties/DbtrAcct/Id/IBAN", "RltdPties/DbtrAcct/Id/Othr/Id"
_AMOUNTS = "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"
# Where an end-to-end number is asked for and the payer gave none.
_NOT_PROVIDED = "NOTPROVIDED"


def read_camt(data: bytes) -> Statement:
    """Return every line of every account of the file; `StatementUnreadable` when it is none."""
    try:
        root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise StatementDangerous from None
    except (ParseError, ValueError, LookupError):
        raise StatementUnreadable from None
    version = _NAMESPACE.fullmatch(root.tag)
    if version is None or int(version[1]) < _OLDEST:
        raise StatementUnreadable
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    lines: list[StatementLine] = []
    for statement in root.findall("BkToCstmrStmt/Stmt"):
        lines += _ranked(statement)
        if len(lines) > MOST_LINES:
            raise StatementTooLong
    return Statement(FORM, tuple(lines))


def _ranked(statement: Element) -> Iterator[StatementLine]:
    account = _text(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id").replace(" ", "")
    alike = Counter[tuple[str, ...]]()
    for entry in statement.findall("Ntry"):
        # A number that the bank gives once is the same one wherever the entry stands again.
        within = Counter[tuple[str, ...]]()
        for line in _lines_of(entry, account):
            seen = within if line.is_sure else alike
            yield line.ranked(seen[line.likeness])
            seen[line.likeness] += 1


def _lines_of(entry: Element, account: str) -> Iterator[StatementLine]:
    parts = entry.findall("NtryDtls/TxDtls")
    whole = _signed(entry, entry.find("Amt"), _direction(entry))
    if len(parts) < 2:
        yield _line(entry, parts[0] if parts else entry, account, whole)
        return
    amounts = [_part(entry, part) for part in parts]
    if None in amounts or sum(filter(None, amounts)) != whole:
        # The parts do not explain the whole: a person looks at it.
        yield _line(entry, entry, account, whole)
        return
    for part, cents in zip(parts, amounts, strict=True):
        if cents:
            yield _line(entry, part, account, cents)


def _part(entry: Element, part: Element) -> int | None:
    found = next((part.find(path) for path in _AMOUNTS if part.find(path) is not None), None)
    if found is None or found.get("Ccy") != _currency(entry):
        return None
    return _signed(entry, found, _direction(part) or _direction(entry))


def _line(entry: Element, part: Element, account: str, cents: int) -> StatementLine:
    ours = _text(part, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef")
    written = [*_texts(part, "RmtInf/Ustrd"), _text(part, "AddtlTxInf")]
    if part is entry:
        written.append(_text(entry, "AddtlNtryInf"))
    end_to_end = _text(part, "Refs/EndToEndId")
    return StatementLine(
        account=account,
        day=_day(entry),
        cents=cents,
        currency=_currency(entry),
        reference=reference_in(
            _texts(part, "RmtInf/Strd/CdtrRefInf/Ref"),
            [*written, "" if end_to_end == _NOT_PROVIDED else end_to_end],
        ),
        bank_reference=(ours or _text(entry, "NtryRef"))[:LONGEST_TEXT],
        is_sure=bool(ours),
        is_booked=(_text(entry, "Sts/Cd") or _text(entry, "Sts")) == "BOOK",
        is_reversal=_text(entry, "RvslInd") in {"true", "1"} or part.find("RtrInf") is not None,
        payer=_text(part, *_NAMED)[:LONGEST_TEXT],
        payer_account=_text(part, *_ACCOUNTS)[:LONGEST_TEXT],
        text=" ".join(filter(None, written))[:LONGEST_TEXT],
    )


def _direction(where: Element) -> str:
    return _text(where, "CdtDbtInd")


def _signed(entry: Element, amount: Element | None, direction: str) -> int:
    said = _AMOUNT.fullmatch((amount.text or "").strip()) if amount is not None else None
    if said is None or direction not in {"CRDT", "DBIT"} or not _currency(entry):
        raise StatementUnreadable
    part = (said[2] or "").ljust(2, "0")
    if part[2:].strip("0"):
        raise StatementUnreadable  # less than a hundredth: no transfer is of that
    cents = int(said[1]) * 100 + int(part[:2])
    return cents if direction == "CRDT" else -cents


def _currency(entry: Element) -> str:
    amount = entry.find("Amt")
    return (amount.get("Ccy", "") if amount is not None else "")[:3]


def _day(entry: Element) -> date:
    paths = "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"
    try:
        return of_our_time(date.fromisoformat(_text(entry, *paths)[:10]))
    except ValueError:
        raise StatementUnreadable from None


def _text(where: Element, *paths: str) -> str:
    return next((said for path in paths for said in _texts(where, path) if said), "")


def _texts(where: Element, path: str) -> list[str]:
    return [_tidy(found.text or "") for found in where.findall(path)]


def _tidy(said: str) -> str:
    return " ".join(said.replace("\0", "").split())
