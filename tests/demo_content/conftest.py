"""What the demonstration town is made of, as its files say it."""

import pytest

from tests.demo_content.files import FILES, read


@pytest.fixture(scope="module")
def residents():
    return {row["email"]: row for row in read(FILES[0])["residents"]}


@pytest.fixture(scope="module")
def neighbours(residents):
    """Those with an account, and those for whom somebody acts, by their name."""
    return residents | {
        row["full_name"]: row for row in read("neighbourhood/mandates/demo.toml")["on_paper"]
    }


@pytest.fixture(scope="module")
def notices():
    return read(FILES[1])["notices"]


@pytest.fixture(scope="module")
def needs():
    return read(FILES[2])["needs"]


@pytest.fixture(scope="module")
def invitations():
    return read("neighbourhood/invitations/demo.toml")["invitations"]


@pytest.fixture(scope="module")
def conversations():
    return [
        talk
        for path in (FILES[1], "neighbourhood/invitations/demo.toml")
        for talk in read(path)["conversations"]
    ]
