"""Files of banks, read: every version of the XML, tables of several banks, and files that lie."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segno.helpers import _make_epc_qr_data

from neighbourhood.funding.statements.lines import (
    StatementDangerous,
    StatementLine,
    StatementTooLong,
    StatementUnreadable,
)
from neighbourhood.funding.statements.orders import Order
from neighbourhood.funding.statements.reading import read_statement
from neighbourhood.funding.statements.references import (
    grouped,
    new_reference,
    reference_in,
    written_in,
)
from tests.neighbourhood.funding.statement_files import (
    IBAN,
    VERSIONS,
    document,
    entry,
    part,
    statement,
)

OURS = "RF44202611290001"
OTHER = "RF18539007547034"


def read(data):
    return read_statement(data, IBAN).lines


def test_a_reference_of_the_standard_is_known_in_whatever_shape_it_is_written():
    assert reference_in(["RF18 5390 0754 7034"], []) == OTHER
    assert reference_in(["RF17 5390 0754 7034"], []) == "RF17 5390 0754 7034"  # wrong check digits
    for said in (OURS, grouped(OURS), "don rf44-2026-1129-0001 merci", f"VIR {OURS}/ANNE"):
        assert reference_in([], [said]) == OURS, said
    assert reference_in([], [OURS.replace("44", "45", 1)]) == ""
    assert reference_in([], [f"{OURS}9"]) == "", "another number begins alike"


def test_of_two_references_nobody_can_tell_which_is_meant():
    second = new_reference()
    assert reference_in([], [f"{OURS} {second}"]) == ""
    assert reference_in([OURS], [second]) == OURS, "what is structured is meant"


@given(st.integers())
def test_every_reference_of_ours_is_right_and_found_again(_again):
    reference = new_reference()
    assert len(reference) == 16
    assert written_in(f"Don {grouped(reference).lower()}, Anne") == {reference}


def test_the_code_says_what_the_guideline_asks_for():
    order = Order("Ville de Valbourg", IBAN, "", OURS, 1250)
    asked = {"name": order.holder, "iban": order.iban, "amount": "12.5", "reference": OURS}
    lines = _make_epc_qr_data(**asked).decode().split("\n")
    assert lines == ["BCD", "002", "2", "SCT", "", order.holder, IBAN, "EUR12.5", "", OURS]
    assert order.drawn().startswith("data:image/svg+xml")
    assert order.iban_in_groups == "FR76 9999 9000 0100 0000 0000 115"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_the_xml_says_the_same(version):
    found = read(
        document(
            entry(1250, structured=OURS, ref="B1"),
            entry(700, f"Don {grouped(OURS)}", ref="B2"),
            entry(450, "Frais", way="DBIT", ref="B3"),
            entry(1250, OURS, way="DBIT", reversal=True, ref="B4"),
            entry(900, status="PDNG", ref="B5"),
            version=version,
        )
    )
    assert [line.cents for line in found] == [1250, 700, -450, -1250, 900]
    assert [line.reference for line in found] == [OURS, OURS, "", OURS, ""]
    assert [line.is_reversal for line in found] == [False, False, False, True, False]
    assert [line.is_booked for line in found] == [True] * 4 + [False]
    assert {line.account for line in found} == {IBAN}
    assert {line.day for line in found} == {date(2026, 11, 24)}
    assert found[0].payer == "Anne Roy"
    assert found[0].payer_account.startswith("FR14")
    assert found[0].bank_reference == "B1"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_batch_is_read_part_by_part_where_the_parts_make_the_whole(version):
    parts = (part(500, OURS), part(700, OTHER.replace("RF18", "rf18 ")))
    (first, second) = read(document(entry(1200, parts=parts), version=version))
    assert (first.cents, second.cents) == (500, 700)
    assert first.reference == OURS
    assert first.mark != second.mark
    alike = read(document(entry(1000, parts=(part(500, OURS), part(500, OURS))), version=version))
    assert len({line.mark for line in alike}) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_a_batch_whose_parts_do_not_explain_it_is_one_line_for_a_person(version):
    (line,) = read(document(entry(1150, parts=(part(500, OURS), part(700, OURS))), version=version))
    assert (line.cents, line.reference) == (1150, "")


def test_several_accounts_and_statements_stand_in_one_file():
    other = "NL26VAYB8060476890"
    found = read(document(entry(100), more=statement(entry(200), iban=other)))
    assert [(line.account, line.cents) for line in found] == [(IBAN, 100), (other, 200)]


def test_the_same_entry_in_two_statements_is_one_and_two_alike_in_one_are_two():
    once = entry(500, OURS, ref="")
    two_statements = read(document(once, more=statement(once)))
    assert len({line.mark for line in two_statements}) == 1
    assert len({line.mark for line in read(document(once, once))}) == 2
    numbered = entry(500, OURS, ref="B1")
    assert len({line.mark for line in read(document(numbered, numbered))}) == 1


def test_a_line_is_the_same_once_it_was_kept():
    for line in read(document(entry(500, OURS), entry(3, ref=""))):
        assert StatementLine.of(line.told()) == line


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "aaaaaaaaaa">'
    '<!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;&y;&y;">]><a>&z;</a>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
FETCHED = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, FETCHED], ids=["bomb", "outside", "fetched"])
@pytest.mark.parametrize("alphabet", ["utf-8", "utf-16"])
def test_a_file_that_declares_or_fetches_anything_is_not_read(text, alphabet):
    with pytest.raises(StatementDangerous):
        read(text.encode(alphabet))


@pytest.mark.parametrize(
    "data",
    [
        b"<",
        b"<a/>",
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"/>',
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.01"/>',
        b'<?xml version="1.0" encoding="nothing"?><a/>',
        document(entry(500)).replace(b"5.00", b"5.001"),
        document(entry(500)).replace(b"5.00", b"1e9"),
        document(entry(500)).replace(b"CRDT", b"BOTH"),
        document(entry(500)).replace(b"2026-11-24</Dt>", b"hier</Dt>"),
        document(entry(500)).replace(b"</Stmt>", b""),
        b"<a>" * 200_000,
        bytes(range(256)),
        b"",
    ],
)
def test_what_is_no_statement_is_refused_whole(data):
    with pytest.raises(StatementUnreadable):
        read(data)


def test_a_file_that_is_too_long_is_refused():
    with pytest.raises(StatementTooLong):
        read(b"<" + b" " * (5 * 1024 * 1024))
    many = document(*(entry(100, ref=f"B{n}") for n in range(5001)))
    with pytest.raises(StatementTooLong):
        read(many)


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused(data):
    for sent in (data, b"<" + data, b"Date;Libelle;Montant\n" + data):
        try:
            read(sent)
        except StatementUnreadable:
            continue
