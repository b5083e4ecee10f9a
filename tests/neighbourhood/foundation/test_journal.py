import io
import json
import logging
from datetime import datetime, timedelta

import pytest
import structlog

from neighbourhood.foundation.web import journal
from neighbourhood.foundation.words.masking import mask

CANARIES = ["karima@example.org", "Benkirane", "K7M2P9X4QD", "tanneurs"]


@pytest.fixture
def lines():
    """Return what is written, with the journal as the only reader of the root logger."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    written = io.StringIO()

    def read():
        return [json.loads(line) for line in written.getvalue().splitlines()]

    read.stream = written
    yield read
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def app(make_app, lines, monkeypatch):
    monkeypatch.setattr("sys.stderr", lines.stream)
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    journal.bind(app)
    journal.bind(make_app())
    app.add_url_rule("/people/<name>", "people", lambda name: "bonjour")
    app.add_url_rule("/fail/<name>", "fail", fail, methods=["GET", "POST"])
    app.add_url_rule("/healthz", "health.healthz", lambda: "alive")
    return app


def look_up(name):
    raise LookupError(f"nothing for {name}")


def fail(name):
    try:
        look_up(name)
    except LookupError as failure:
        raise ValueError(f"{name} of 12 bis rue des tanneurs, karima@example.org") from failure


def test_a_request_is_one_line_without_its_path(app, lines):
    response = app.test_client().get("/people/Benkirane?q=karima@example.org")
    (line,) = lines()
    assert line["endpoint"] == "people"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["milliseconds"] >= 0
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert line["level"] == "info"


def test_health_checks_are_not_worth_a_line(app, lines):
    app.test_client().get("/healthz")
    assert lines() == []


def test_an_address_that_leads_nowhere_is_noted_without_it(app, lines):
    app.test_client().get("/karima@example.org")
    assert [line["endpoint"] for line in lines()] == ["none"]


def test_a_failure_tells_its_kind_and_place_only(app, lines):
    app.test_client().post("/fail/Benkirane", data={"code": "K7M2P9X4QD"})
    failure = next(line for line in lines() if "failure" in line)
    assert failure["failure"] == "ValueError"
    assert failure["cause"] == "LookupError"
    assert failure["where"][-1].endswith(" fail")
    assert not any(canary in lines.stream.getvalue() for canary in CANARIES)


def test_on_ones_own_machine_a_failure_says_more(app, lines):
    logging.getLogger().setLevel(logging.DEBUG)
    app.test_client().get("/fail/Benkirane")
    failure = next(line for line in lines() if "failure" in line)
    assert failure["said"] == "Benkirane of […]"


def test_no_canary_gets_through_any_logger(app, lines):
    log = logging.getLogger("some.library")
    log.warning("mail to %s at 12 bis rue des tanneurs with K7M2P9X4QD", "karima@example.org")
    log.warning("signed up", extra={"full_name": "Benkirane", "email": "karima@example.org"})
    structlog.get_logger("ours").info(
        "told", name="Benkirane", body="K7M2P-9X4QD", note=b"K7M2P9X4QD"
    )
    assert len(lines()) == 3
    assert not any(canary in lines.stream.getvalue() for canary in CANARIES)


def test_lines_tell_the_time_in_utc(app, lines):
    app.test_client().get("/people/Benkirane")
    (line,) = lines()
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_no_text_begins_a_line(app, lines):
    logging.getLogger("some.library").warning('said\n{"event": "forged"}\r\nand more')
    assert len(lines()) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 429])
def test_a_refusal_is_noted_with_its_status(app, lines, status):
    app.add_url_rule("/refused", "refused", lambda: ("no", status))
    app.test_client().get("/refused")
    (line,) = lines()
    assert (line["endpoint"], line["status"]) == ("refused", status)


def test_what_helps_is_kept(app, lines):
    structlog.get_logger("ours").info("letters printed", count=12, slow=False, kind="letter")
    (line,) = lines()
    assert (line["event"], line["count"], line["slow"]) == ("letters printed", 12, False)
    assert line["kind"] == "letter"


def test_the_mark_of_who_entered_is_written_whole(app, lines):
    logging.getLogger("palier.entering").info(
        "entering", extra={"by": "password", "result": "refused", "who": "123456789012"}
    )
    (line,) = lines()
    assert (line["by"], line["result"], line["who"]) == ("password", "refused", "123456789012")


@pytest.mark.parametrize(
    "text",
    [
        "karima@example.org",
        "<Karima@Example.ORG>",
        "https://palier.example/c/abc",
        "postgresql://u:password@h/d",
        "K7M2P9X4QD",
        "k7m2p-9x4qd",
        "12 rue des Tanneurs, 35999 Valbourg",
        "3 bis, avenue Foch",
        "06 12 34 56 78",
        "+33612345678",
        "192.0.2.17",
        "/people/Benkirane/messages",
        "2001:db8:1:2::1",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
    ],
)
def test_what_looks_personal_is_masked(text):
    masked = mask(f"about {text}")
    assert masked.startswith("about ")
    assert not any(part in masked for part in text.replace(",", " ").split() if len(part) > 4)


@pytest.mark.parametrize(
    "text", ["telling the world failed after a commit", "12 letters", "tried 3 times at 10:20:30"]
)
def test_plain_words_are_left_alone(text):
    assert mask(text) == text
