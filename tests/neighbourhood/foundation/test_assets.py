import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from neighbourhood.foundation.settings import EXTENSION
from neighbourhood.foundation.web import assets

SCRIPT = b"say('bonjour');" * 20
URL = "/static/dist/main-4F2A11C0.js"


@pytest.fixture
def visitor(tmp_path, settings) -> FlaskClient:
    """A browser before a site whose one script is built."""
    built = tmp_path / "dist"
    built.mkdir()
    script = built / "main-4F2A11C0.js"
    script.write_bytes(SCRIPT)
    script.with_name(f"{script.name}.br").write_bytes(brotli.compress(SCRIPT))
    script.with_name(f"{script.name}.gz").write_bytes(gzip.compress(SCRIPT))
    (built / "manifest.json").write_text("{}")
    app = Flask("toy", static_folder=tmp_path, static_url_path="/static")
    app.extensions[EXTENSION] = settings
    assets.bind(app)
    return app.test_client()


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_built_file_comes_ready_compressed(visitor, accepted, unpack):
    answer = visitor.get(URL, headers={"Accept-Encoding": accepted}, buffered=True)
    assert answer.headers["Content-Encoding"] == accepted.partition(",")[0]
    assert unpack(answer.data) == SCRIPT
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_browser_that_unpacks_nothing_gets_it_plain(visitor):
    answer = visitor.get(URL, buffered=True)
    assert answer.data == SCRIPT
    assert "Content-Encoding" not in answer.headers


def test_a_name_made_from_the_content_is_kept_for_good(visitor):
    assert "immutable" in visitor.get(URL, buffered=True).headers["Cache-Control"]
    assert (
        "immutable"
        not in visitor.get("/static/dist/manifest.json", buffered=True).headers["Cache-Control"]
    )


def test_built_files_carry_the_same_headers_as_pages(visitor):
    answer = visitor.get(URL, buffered=True)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_was_not_built_is_left_to_the_application(visitor):
    assert visitor.get("/static/dist/other-4F2A11C0.js").status_code == 404
    assert visitor.get("/static/dist/../dist/main.js").status_code == 404
