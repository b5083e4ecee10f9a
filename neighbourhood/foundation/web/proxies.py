"""Believing the reverse proxies we were told about, and nobody else."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from neighbourhood.foundation import settings


def bind(app: Flask) -> None:
    """Take client address and scheme from as many proxies as settings count."""
    count: int = app.extensions[settings.EXTENSION].proxies
    if count:
        # The host is not taken from a header: links are built from BASE_URL.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
