"""Numbers that tell where people live: sealed all at once, equal where they are equal."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from neighbourhood.foundation import settings
from neighbourhood.foundation.keys import numbering, rotating
from neighbourhood.foundation.storing import keyring
from neighbourhood.foundation.storing.columns import FIRST_SEALED, number_columns
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.sealing import open_number, seal_number
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from tests.support.sealing import in_silence, raw
from verification.models.homes import Residency

HOMES = {
    "address_claim.address_id",
    "address_release.address_id",
    "mandate.address_id",
    "residency.address_id",
    "resident.address_id",
    "listing.address_id",
    "vouch.address_id",
}


@pytest.fixture
def in_plain(in_app):
    """Write the homes of everybody as the release before did."""

    def write():
        with transaction():
            for column in number_columns():
                numbers = set(db.session.scalars(select(column).where(column.is_not(None))))
                for number in numbers:
                    told = {"plain": number, "sealed": seal_number("home", number)}
                    change = f"UPDATE {column.table.name} SET address_id = :plain"
                    db.session.execute(text(f"{change} WHERE address_id = :sealed"), told)

    return write


def test_every_column_of_a_home_is_sealed_and_for_one_purpose():
    assert {str(column) for column in number_columns()} == HOMES
    assert {column.type.purpose for column in number_columns()} == {"home"}


@pytest.mark.parametrize("number", [0, 1, 2, 2**31 - 1, 2**31, 2**61 + 7, FIRST_SEALED - 1])
def test_a_number_is_read_again_and_its_seal_fits_in_a_column(in_app, number):
    sealed = seal_number("home", number)
    assert FIRST_SEALED <= sealed < 2**63
    assert open_number("home", sealed) == number
    assert seal_number("home", number) == sealed
    assert seal_number("other", number) != sealed


def test_no_two_numbers_have_one_seal_and_none_is_near_its_own(in_app):
    sealed = [seal_number("home", number) for number in range(2_000)]
    assert len(set(sealed)) == 2_000
    assert sealed != sorted(sealed)


def test_another_site_seals_otherwise(in_app, app, monkeypatch, tmp_path):
    here = seal_number("home", 12)
    chosen = replace(app.extensions[settings.EXTENSION], keys_file=tmp_path / "others.keys")
    monkeypatch.setitem(app.extensions, settings.EXTENSION, chosen)
    keyring.create()
    assert seal_number("home", 12) != here


def test_nobodys_row_tells_which_address_it_is_and_equal_homes_are_found(in_app, make):
    karima = make.resident()
    nora, marcel = make.resident(), make.resident()
    with transaction():
        db.session.get_one(Resident, nora.id).address_id = karima.address_id
    doors = set(db.session.scalars(select(Address.id)))
    assert not doors & set(raw("address_id", "resident"))
    same = select(Resident.id).where(Resident.address_id == karima.address_id)
    assert set(db.session.scalars(same)) == {karima.id, nora.id}
    at_home = select(Resident.id).join(Residency, Residency.resident_id == Resident.id)
    found = db.session.scalars(at_home.where(Residency.address_id == Resident.address_id))
    assert {karima.id, marcel.id} <= set(found)
    assert db.session.get_one(Resident, marcel.id).address.id == marcel.address_id


def test_homes_of_before_are_read_as_they_are_and_sealed_together(make, in_plain, statements):
    karima, marcel = make.resident(), make.resident()
    in_plain()
    assert raw("address_id", "resident") == [karima.address_id, marcel.address_id]
    assert db.session.get_one(Resident, karima.id).address_id == karima.address_id
    db.session.rollback()
    assert numbering.count_plain() == rotating.count_old() == 4
    db.session.rollback()
    assert numbering.seal_numbers() == 4
    assert numbering.count_plain() == 0
    assert min(raw("address_id", "resident")) >= FIRST_SEALED
    statements.clear()
    assert numbering.seal_numbers() == 0
    assert not [each for each in statements if each.startswith("UPDATE")]


def test_one_that_cannot_be_sealed_leaves_all_as_they_were(make, in_plain, monkeypatch):
    make.resident(), make.resident()
    in_plain()
    before = raw("address_id", "resident"), raw("address_id", "residency")
    turn = numbering._turn

    def broken(column, where, *, is_open):
        if column.table.name == "residency":
            raise RuntimeError
        return turn(column, where, is_open=is_open)

    monkeypatch.setattr(numbering, "_turn", broken)
    with pytest.raises(RuntimeError):
        numbering.seal_numbers()
    assert (raw("address_id", "resident"), raw("address_id", "residency")) == before


def test_homes_go_back_to_what_they_were(make, in_app):
    karima = make.resident()
    assert rotating.unseal_all(in_silence) >= 2
    assert raw("address_id", "resident") == [karima.address_id]
