"""Addresses that programs know by heart."""

from datetime import datetime, timedelta

import pytest

from neighbourhood.foundation import backends
from neighbourhood.foundation.environment import Environment, SettingsError
from neighbourhood.foundation.origins import base_url
from neighbourhood.foundation.storing.clock import now


def test_whoever_found_a_hole_reads_where_to_write(client):
    answer = client.get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:securite@localhost"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - now()
    assert timedelta(days=90) < left < timedelta(days=365)


@pytest.mark.parametrize("contact", ["mailto:a@b.example", "https://b.example/contact"])
def test_the_town_says_where(contact):
    env = Environment({"SECURITY_CONTACT": contact})
    assert backends.security_contact(env, base_url(env)) == contact


@pytest.mark.parametrize("contact", ["a@b.example", "http://b.example", "mailto:", "https://a b"])
def test_a_contact_that_is_none_is_refused(contact):
    env = Environment({"SECURITY_CONTACT": contact})
    with pytest.raises(SettingsError, match="SECURITY_CONTACT"):
        backends.security_contact(env, base_url(env))


def test_search_engines_know_the_welcome_page_and_nobody(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == ["User-agent: *", "Allow: /$", "Allow: /static/", "Disallow: /"]


def test_a_password_manager_finds_the_page(client):
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer.location) == (302, "/moi/mot-de-passe")
