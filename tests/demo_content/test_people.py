"""Who lives in the demonstration town."""

import re
import tomllib

from tests.demo_content.files import FILES, ROOT, read

NAMED = ["karima", "marcel", "aylin", "jean-baptiste"]
DESKS = ["sophie", "hassan", "mairie", "admin", "nouveau"]


def test_two_hundred_residents_with_the_named_accounts_first(residents):
    assert len(read(FILES[0])["residents"]) == len(residents) == 200
    assert list(residents)[: len(NAMED)] == NAMED
    assert set(DESKS) <= set(residents)
    assert [email for email, row in residents.items() if not row.get("verified", True)] == [
        "nouveau"
    ]
    assert [email for email, row in residents.items() if row.get("administrator")] == ["admin"]


def test_local_parts_are_plain_and_quartiers_exist(residents):
    for email, row in residents.items():
        assert re.fullmatch(r"[a-z]+(?:[.-][a-z]+)*", email), email
        assert row["quartier"] in range(6)
        assert 3 <= len(row["full_name"]) <= 80
        assert len(row.get("about", "")) <= 120
    assert len({row["full_name"] for row in residents.values()}) == 200


def test_names_show_what_pages_must_bear(residents):
    names = [row["full_name"] for row in residents.values()]
    assert max(map(len, names)) > 60
    assert any(len(name.split()[-1]) == 1 for name in names)
    assert any(re.search(r"[\u0600-\u06ff]", name) for name in names)
    assert any(re.search(r"[\u4e00-\u9fff]", name) for name in names)


def test_streets_of_residents_are_streets_of_the_town(residents):
    plan = tomllib.loads((ROOT / "neighbourhood/places/town.toml").read_text("utf-8"))
    known = {row["name"] for row in plan["quays"]}
    for row in plan["quartiers"]:
        known |= {*row["along"], *row["across"], row["square"]["name"]}
    assert {row["street"] for row in residents.values() if "street" in row} <= known
