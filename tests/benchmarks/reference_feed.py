"""A bare Flask page to measure the timeline against: one Core query, one Jinja loop, no account.

It shows the same cards in the same markup and is padded to the same length; what it leaves out is
all that makes a site of it: session, visibility, names, languages, figures, links made by name.
"""

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import Engine, select

from neighbourhood.feed.models import Card
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models import Resident

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main><h1>Bonjour, voici votre quartier</h1>
<section class="feed" aria-label="Annonces récentes">
{% for row in rows %}
  <article class="card notice">
    <div class="who">
      <span class="avatar t1" aria-hidden="true">KB</span>
      <div><strong>{{ row.full_name }}</strong><br><small>il y a 20 min · {{ row.quartier }}</small></div>
      <span class="kind {{ row.kind }}"><svg aria-hidden="true"><use href="/icons.svg#hand" /></svg>Demande</span>
    </div>
    <h3><a href="/entraide/annonces/{{ row.about_id }}">{{ row.title }}</a></h3>
    <p class="excerpt">{{ row.excerpt }}</p>
    <footer>
      <a class="button quiet" href="/entraide/annonces/{{ row.about_id }}">Je peux aider</a>
      {% if not row.replies %}<span class="soft">personne n’a encore répondu</span>{% endif %}
    </footer>
  </article>
{% endfor %}
</section></main>{{ filler | safe }}</body></html>"""


def build(engine: Engine, length: int) -> Flask:
    """Return an application whose only page is `length` bytes long."""
    app = Flask("reference")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    app.config["FILLER"] = ""
    newest = (
        select(
            Card.about_id,
            Card.kind,
            Card.title,
            Card.excerpt,
            Card.replies,
            Resident.full_name,
            Quartier.name.label("quartier"),
        )
        .join(Quartier, Quartier.id == Card.quartier_id)
        .outerjoin(Resident, Resident.id == Card.author_id)
        .where(Card.listed)
        .order_by(Card.created_at.desc(), Card.id.desc())
        .limit(20)
    )

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(newest).all()
        return render_template("page.html", title="Palier", rows=rows, filler=app.config["FILLER"])

    short = len(app.test_client().get("/").data)
    app.config["FILLER"] = "x" * max(0, length - short)
    return app
