import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support import browser as browsers
from tests.support.browser import PHONE, Visitors

PAGES = {
    "/": b"<!doctype html><html lang=fr><title>Bien</title><main><h1>Bien</h1></main>",
    "/picture": b"<!doctype html><html lang=fr><title>Image</title><main><h1>Oh</h1><img src=/x>",
    "/inline": b"<!doctype html><html lang=fr><title>Non</title><script>alert(1)</script>",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self'; base-uri 'none'")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, b"<!doctype html><title>Rien</title>"))

    def log_message(self, *words):
        pass


@pytest.fixture
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visitor(address, browser):
    visitors = Visitors(browser, address)
    yield visitors
    visitors.close()


def test_a_sound_page_has_nothing_to_complain_of_even_under_a_strict_policy(visitor):
    page = visitor(dark=True, viewport=PHONE)
    page.goto("/")
    assert browsers.axe(page) == []
    page.goto("/nowhere")
    assert visitor.complaints == []


def test_axe_sees_a_picture_without_words(visitor):
    page = visitor()
    page.goto("/picture")
    assert any("image-alt" in line for line in browsers.axe(page))


@pytest.mark.parametrize(("path", "said"), [("/inline", "console"), ("/picture", "404")])
def test_a_page_that_misbehaves_is_noticed(visitor, path, said):
    visitor().goto(path)
    assert any(said in line for line in visitor.complaints)


def test_a_visitor_without_javascript_reads_the_page(visitor):
    page = visitor(javascript=False)
    page.goto("/")
    assert page.inner_text("h1") == "Bien"
