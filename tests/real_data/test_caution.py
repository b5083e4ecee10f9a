"""No real street and no real name is worth a quiet word."""

import csv
import gzip

import pytest

from neighbourhood.moderation.caution import cautions

pytestmark = pytest.mark.real_data


def test_no_real_street_or_name_alarms(real_data):
    with gzip.open(real_data / "addresses" / "ban-75111-75120.csv.gz", "rt") as file:
        streets = {row["nom_voie"] for row in csv.DictReader(file, delimiter=";")}
    names = [
        line
        for which in ("forenames", "surnames")
        for line in (real_data / "names" / f"{which}.txt").read_text("utf-8").splitlines()
    ]
    assert len(streets) > 300
    assert len(names) > 1_500
    said = [f"Je vis {one}, attention au vélo." for one in (*streets, *names)]
    assert not [text for text in said if cautions(text)]
