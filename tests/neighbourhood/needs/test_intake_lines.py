"""Lines of a file of needs, weighed one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.needs.bands import banded
from neighbourhood.needs.intake.lines import Fault, Line, Scales
from neighbourhood.needs.intake.tables import read_table
from neighbourhood.needs.models import NeedKind, Urgency
from tests.support.needs_files import as_file, line

QUARTIERS = {"les tanneurs": 7, "l ecluse": 8}


def weighed(*lines):
    scales = Scales(QUARTIERS, str.encode)
    return list(scales.weigh(read_table(as_file(lines))))


def only(*cells, **more):
    return weighed(line(*cells, **more))[0]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Se chauffer", NeedKind.HEATING),
        ("se CHAUFFER ", NeedKind.HEATING),
        ("heating", NeedKind.HEATING),
        ("ecole", NeedKind.SCHOOL),
        ("Garde d'enfants", NeedKind.CHILDCARE),
        ("garde d’enfants", NeedKind.CHILDCARE),
        ("équiper le logement", NeedKind.EQUIPMENT),
    ],
)
def test_a_kind_by_its_name_or_its_code(said, kind):
    assert only("A-1", kind=said).line.kind is kind


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("", Urgency.NONE),
        ("Sans urgence", Urgency.NONE),
        ("SOUS 7 JOURS", Urgency.WEEK),
        ("30 jours", Urgency.MONTH),
        ("month", Urgency.MONTH),
    ],
)
def test_an_urgency(said, urgency):
    assert only("A-1", urgency=said).line.urgency is urgency


@pytest.mark.parametrize("said", ["L’Écluse", "l'ecluse", "L ECLUSE"])
def test_a_quartier_however_it_is_typed(said):
    assert only("A-1", quartier=said).line.quartier_id == 8


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("150", 150_00),
        ("150,5", 160_00),
        ("1 250,00 €", 1250_00),
        ("1\u202f250,00\u00a0€", 1250_00),
        ("1.250,00", 1250_00),
        ("EUR 80", None),
        ("10", 10_00),
        ("99,01", 100_00),
        ("5 000", 5000_00),
    ],
)
def test_an_amount_as_offices_write_it(said, cents):
    found = only("A-1", amount=said)
    assert (found.line.cents if found.line else None) == cents or said.startswith("EUR")


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"reference": ""}, Fault.NO_REFERENCE),
        ({"reference": "A" * 61}, Fault.LONG_REFERENCE),
        ({"reference": "285057512345678"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "FR7630006000011234567890189"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "06 12 34 56 78"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "m.durand@exemple.fr"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "Dupont Marie"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "12/03/1985"}, Fault.PERSONAL_REFERENCE),
        ({"reference": "=1+1"}, Fault.FORMULA),
        ({"quartier": "@SUM(A1)"}, Fault.FORMULA),
        ({"kind": "Vacances"}, Fault.KIND),
        ({"kind": ""}, Fault.KIND),
        ({"quartier": "Ailleurs"}, Fault.QUARTIER),
        ({"amount": ""}, Fault.AMOUNT),
        ({"amount": "-150"}, Fault.AMOUNT),
        ({"amount": "beaucoup"}, Fault.AMOUNT),
        ({"amount": "1.250"}, Fault.DOUBTFUL_AMOUNT),
        ({"amount": "9,99"}, Fault.OUT_OF_RANGE),
        ({"amount": "5000,01"}, Fault.OUT_OF_RANGE),
        ({"urgency": "demain"}, Fault.URGENCY),
    ],
)
def test_each_thing_that_may_be_wrong_with_a_line(more, fault):
    found = weighed(line(**{"reference": "A-1", **more}))[0]
    assert found.line is None
    assert fault in found.faults


@pytest.mark.parametrize("said", ["2026-0412", "CCAS-2025-0042", "00012345", "AB-123-CD", "A12"])
def test_what_offices_call_their_cases_is_no_person(said):
    assert only(said).faults == ()


def test_all_that_is_wrong_is_said_at_once():
    found = weighed(line("A-1", kind="?", quartier="?", amount="?", urgency="demain"))[0]
    assert set(found.faults) == {Fault.KIND, Fault.QUARTIER, Fault.AMOUNT, Fault.URGENCY}
    assert found.mark == b"A-1"
    assert weighed(line("A-2", quartier=" "))[0].faults == (Fault.NO_QUARTIER,)


def test_of_two_lines_of_one_reference_the_first_counts():
    first, second = weighed(line("A-1"), line("A-1", amount="90"))
    assert first.line.cents == 150_00
    assert second.faults == (Fault.TWICE,)


@given(
    number=st.integers(2, 20_001),
    mark=st.binary(min_size=16, max_size=16),
    kind=st.sampled_from(NeedKind),
    cents=st.integers(10_00, 5_000_00),
    urgency=st.sampled_from(Urgency),
)
def test_what_waits_to_be_written_is_what_was_weighed(number, mark, kind, cents, urgency):
    packed = Line(number, mark, kind, 7, cents, urgency)
    assert Line.unpacked(packed.packed()) == packed


@given(cents=st.integers(10_00, 5_000_00), space=st.sampled_from(["", " ", "\u202f", "\u00a0"]))
def test_any_amount_of_a_spreadsheet_is_read_then_rounded_up(cents, space):
    whole = f"{cents // 100:,}".replace(",", space)
    said = f"{whole},{cents % 100:02} €"
    assert only("A-1", amount=said).line.cents == banded(cents)
