"""Where somebody lives is sealed: no statement joins it to the table of addresses."""

import re

import pytest

from tests.support.palier import ROOT

PACKAGES = ("neighbourhood", "messaging", "verification")
# Those whose `address` is found by a sealed number.
MODELS = "Resident|Mandate|AddressClaim|Residency|AddressRelease|Vouch"
JOINED = re.compile(
    rf"(?:joinedload|contains_eager|join|outerjoin|subqueryload)\(\s*(?:{MODELS})\.address\b"
    rf"|Address\.id\s*==\s*(?:{MODELS})\.address_id"
    rf"|(?:{MODELS})\.address_id\s*==\s*Address\.id"
    r"|Address\.id\.(?:not_in|in_)\(\s*select"
)


def joins(source):
    """Return what a file joins, but for the rule by which a relationship is read."""
    return JOINED.findall(re.sub(r"primaryjoin=lambda: [^\n]*", "", source))


@pytest.mark.parametrize(
    "wrong",
    [
        "select(Resident).join(Resident.address)",
        "joinedload(AddressClaim.address)",
        ".outerjoin(\n    Residency.address\n)",
        ".where(Resident.address_id == Address.id)",
        "Address.id == Vouch.address_id",
        "Address.id.not_in(select(Resident.address_id))",
    ],
)
def test_a_join_is_seen(wrong):
    assert joins(wrong)


def test_no_statement_joins_a_home_to_the_addresses():
    files = [file for name in PACKAGES for file in (ROOT / name).rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix() for file in files if joins(file.read_text("utf-8"))}
    assert found == set()
