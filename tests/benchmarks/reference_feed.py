"""A bare Flask page to measure the timeline against: one Core query, one Jinja loop, no account."""

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import Engine, select

from neighbourhood.feed.models import Card

_PAGE = """<!doctype html><title>{{ title }}</title>
{% for row in rows %}<article><h3><a href="/{{ row.id }}">{{ row.title }}</a></h3><p>{{ row.excerpt }}</p></article>
{% endfor %}{{ filler | safe }}"""


def build(engine: Engine, length: int) -> Flask:
    """Return an application whose only page is `length` bytes long."""
    app = Flask("reference")
    app.jinja_loader = DictLoader({"page.html": _PAGE})
    newest = (
        select(Card.id, Card.title, Card.excerpt)
        .where(Card.listed)
        .order_by(Card.created_at.desc(), Card.id.desc())
        .limit(20)
    )

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(newest).all()
        return render_template("page.html", title="Palier", rows=rows, filler=app.config["FILLER"])

    app.config["FILLER"] = ""
    short = len(app.test_client().get("/").data)
    app.config["FILLER"] = "x" * max(0, length - short)
    return app
