"""A bare site for the mixed hour: Flask with SQLAlchemy, and a room for chat.

A page is one query and one Jinja loop, a write is one row, stored as durably as ours, and what is
said in the room is not stored. The site knows nobody.
"""

import os

from flask import Flask, redirect, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import event, insert, select

from tests.benchmarks import reference_chat
from tests.benchmarks.counting import counted

ROWS, ON_A_PAGE = 300, 20
TEXT = "Je peux passer vers 18 h si ça vous va, avec le diable pour les cartons."
PAGE = """<!doctype html><html lang="fr"><title>Une page</title><main>
{% for row in rows %}<article><h3>{{ row.title }}</h3><p>{{ row.text }}</p></article>{% endfor %}
</main></html>"""


def create_app() -> Flask:
    app = reference_chat.create_app()
    app.jinja_loader = DictLoader({"page.html": PAGE})
    app.config["SQLALCHEMY_DATABASE_URI"] = (
        f"sqlite:///{os.environ['PALIER_INSTANCE']}/bare.sqlite3"
    )
    db = SQLAlchemy(app)
    notice = db.Table(
        "notice",
        db.Column("id", db.Integer, primary_key=True),
        db.Column("title", db.String(200), nullable=False),
        db.Column("text", db.Text, nullable=False),
    )
    with app.app_context():
        event.listen(db.engine, "connect", _store_as_durably)
        db.create_all()
        rows = [{"title": f"Annonce {number}", "text": TEXT} for number in range(ROWS)]
        db.session.execute(insert(notice), rows)
        db.session.commit()

    @app.get("/")
    def page() -> str:
        newest = select(notice).order_by(notice.c.id.desc()).limit(ON_A_PAGE)
        return render_template("page.html", rows=db.session.execute(newest).all())

    @app.post("/")
    def write():
        db.session.execute(insert(notice).values(title=request.form["title"], text=TEXT))
        db.session.commit()
        return redirect("/", 303)

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    return counted(app)


def _store_as_durably(connection, _record) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
