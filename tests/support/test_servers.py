import smtplib

import psycopg
import pytest
import redis as redis_client

from tests.support import postgres, redis, smtp
from tests.support.processes import NotStarted, PartMissing, process, wait_until


@pytest.mark.postgres
def test_postgres_starts_and_each_database_is_its_own():
    with postgres.running() as server:
        first, second = server.create_database(), server.create_database()
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE seen (word text)")
            connection.execute("INSERT INTO seen VALUES ('œuf')")
        copy = server.create_database("copied", template=first.rpartition("/")[2])
        with psycopg.connect(copy) as connection:
            assert connection.execute("SELECT word FROM seen").fetchall() == [("œuf",)]
        with psycopg.connect(second) as connection:
            assert connection.execute("SELECT to_regclass('seen')").fetchone() == (None,)


@pytest.mark.postgres
def test_the_postgres_that_pip_installs_works_too(monkeypatch):
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres, "find", lambda: list(postgres._candidates())[-1])
    with postgres.running() as server, psycopg.connect(server.create_database()) as connection:
        assert connection.execute("SELECT to_tsvector('simple', 'un vélo')").fetchone()


def test_redis_starts_and_answers():
    with redis.running() as url, redis_client.Redis.from_url(url) as client:
        client.set("word", "pain")
        assert client.get("word") == b"pain"


def test_mail_is_kept_with_those_it_went_to():
    with smtp.running() as mailbox:
        host, port = mailbox.url.removeprefix("smtp://").split(":")
        with smtplib.SMTP(host, int(port)) as client:
            client.sendmail("a@example.org", ["b@example.org"], "Subject: Bonjour\r\n\r\nSalut")
        assert mailbox.wait_for("b@example.org")["Subject"] == "Bonjour"


@pytest.mark.parametrize(
    ("finder", "variable", "remedy"),
    [(postgres, "PG_BINDIR", "apt install"), (redis, "REDIS_SERVER", "apt install")],
)
def test_a_missing_part_names_the_remedy(monkeypatch, tmp_path, finder, variable, remedy):
    monkeypatch.setenv(variable, str(tmp_path / "nowhere"))
    with pytest.raises(PartMissing, match=remedy):
        finder.find()


def test_a_program_that_ends_early_shows_its_log(tmp_path):
    log = tmp_path / "log"
    command = ["/bin/sh", "-c", "echo no such key; exit 3"]
    with (
        process(command, log) as running,
        pytest.raises(NotStarted, match="no such key"),
    ):
        wait_until(lambda: False, [running], log, seconds=5)
