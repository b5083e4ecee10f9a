"""How an application is enrolled by its page, and the codes it shows."""

import re
from html import unescape

from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents import codes


def shown(secret):
    return codes.code_at(secret, now())


def enrol(browser, code=None):
    """Follow the page: scan, copy, send."""
    page = unescape(browser.get("/moi/securite/application").text)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', page)[1]
    data = {"sealed": sealed, "code": code or shown(secret)}
    return secret, browser.post("/moi/securite/application", data=data)


def papers(page):
    return re.findall(r"<code>([a-z0-9-]{19})</code>", page)
