"""The needs of the demonstration town."""

from collections import Counter

from tests.demo_content.files import read


def test_thirteen_needs_in_every_state(needs):
    assert Counter(row["status"] for row in needs) == {
        "draft": 1,
        "submitted": 1,
        "approved": 1,
        "open": 5,
        "funded": 2,
        "proved": 3,
        "withdrawn": 1,
    }
    shares = {round(100 * n["raised_cents"] / n["amount_cents"]) for n in needs}
    assert {0, 68, 100} <= shares
    assert {row["kind"] for row in needs} == {
        "heating",
        "school",
        "food",
        "transport",
        "health",
        "equipment",
        "housing",
        "childcare",
    }


def test_figures_of_a_need_hold_together(needs):
    for row in needs:
        full = row["raised_cents"] == row["amount_cents"]
        assert full == (row["status"] in {"funded", "proved"}), row["title"]
        assert row["raised_cents"] <= row["amount_cents"]
        assert (row["donors"] == 0) == (row["raised_cents"] == 0)
        assert row["raised_cents"] >= 100 * row["donors"]
        assert ("proof" in row) == (row["status"] == "proved")


def test_needs_are_written_and_approved_by_two_people_of_the_same_partner(needs, residents):
    staff = {
        partner["name"]: {member["email"] for member in partner["staff"]}
        for partner in read("neighbourhood/partners/demo.toml")["partners"]
    }
    assert set(staff) == {"Centre social de Valbourg", "CCAS de Valbourg"}
    for row in needs:
        assert row["author"] in staff[row["partner"]]
        assert row["author"] in residents
        assert ("approver" in row) == (row["status"] not in {"draft", "submitted"})
        if "approver" in row:
            assert row["approver"] in staff[row["partner"]] - {row["author"]}
