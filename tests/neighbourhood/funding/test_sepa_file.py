"""The file for the bank: valid by both schemas, the same to the byte, and silent about needs."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from sepaxml.validation import ValidationError

from neighbourhood.funding import iban
from neighbourhood.funding.gateways.sepa_file import Side, Transfer, written
from neighbourhood.funding.models.paying import PainVersion
from tests.support.treasury import OF_PARTNER, OF_TOWN

TRANSFER = Transfer(
    message_id="PALIER-99999-2026-0012",
    reference="PALIER-2026-0012",
    words="Palier, versement 2026-0012",
    cents=1234567,
    moment=datetime(2026, 3, 12, 9, 30, tzinfo=UTC),
    payer=Side(holder="Commune de Valbourg-l’Étang", iban=OF_TOWN, bic="BDFEFRPPCCT"),
    payee=Side(holder="Centre social « Œuvre du quai »", iban=OF_PARTNER),
)
VERSIONS = [version.value for version in PainVersion]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_of_the_bank_allows_it(version):
    schema = Path(sepaxml.__file__).parent / "schemas" / f"{version}.xsd"
    xmlschema.XMLSchema(str(schema)).validate(written(TRANSFER, version))


@pytest.mark.parametrize("version", VERSIONS)
def test_made_twice_it_is_the_same_to_the_byte(version):
    assert written(TRANSFER, version) == written(TRANSFER, version)


@pytest.mark.parametrize("version", VERSIONS)
def test_it_says_the_amount_the_accounts_and_the_number_of_the_pay_out(version):
    said = written(TRANSFER, version)
    for words in (
        "12345.67",
        OF_TOWN,
        OF_PARTNER,
        "BDFEFRPPCCT",
        "<MsgId>PALIER-99999-2026-0012</MsgId>",
        "<PmtInfId>PALIER-99999-2026-0012</PmtInfId>",
        "<CreDtTm>2026-03-12T09:30:00</CreDtTm>",
        "<EndToEndId>PALIER-2026-0012</EndToEndId>",
        "<Ustrd>Palier, versement 2026-0012</Ustrd>",
    ):
        assert words in said, words


def test_what_the_schema_does_not_allow_is_never_handed_out():
    with pytest.raises(ValidationError):
        written(replace(TRANSFER, message_id="x" * 36), "pain.001.001.09")


@pytest.mark.parametrize(
    "typed", ["FR76 9999 9000 0100 0000 0000 115", "fr7699999000010000000000115"]
)
def test_a_number_is_read_however_it_is_spaced(typed):
    assert iban.is_valid(iban.tidy(typed))


@pytest.mark.parametrize(
    "typed", ["", "FR76", OF_TOWN[:-1] + "6", OF_TOWN.replace("FR76", "FR77"), "Karima"]
)
def test_a_slip_is_caught(typed):
    assert not iban.is_valid(iban.tidy(typed))


def test_a_number_is_shown_by_its_country_and_its_last_signs():
    assert iban.masked(OF_TOWN) == "FR•• •••• 0115"


@pytest.mark.parametrize(
    ("typed", "right"), [("BDFEFRPPCCT", True), ("BDFEFRPP", True), ("BDFE", False)]
)
def test_the_number_of_a_bank_has_8_or_11_signs(typed, right):
    assert iban.is_bic(typed) is right
