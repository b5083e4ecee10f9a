"""A bare Flask page to measure the timeline against: one Core query, one Jinja loop, no account.

Its cards are ours, written from the same columns in the same markup; the frame around them is text
of the same length. What it leaves out is all that makes a site of it: session, visibility, short
names, languages, dates as people say them, figures, links made by name, headers.
"""

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import Engine, select

from neighbourhood.feed.models import Card
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Municipality, Quartier
from neighbourhood.residents.models.residents import Resident

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main><h1>Bonjour, voici votre quartier</h1>
<section class="feed" aria-label="Annonces récentes">
{% set icons = "/static/dist/icons-52AC7977.svg" %}
{% set kinds = {
  "offer": ("hand-heart", "Offre", "/entraide/annonces/", "Ça m’intéresse"),
  "ask": ("hand-helping", "Demande", "/entraide/annonces/", "Je peux aider"),
  "loan": ("drill", "Prêt", "/prets/objets/", "Je voudrais l’emprunter"),
  "borrow": ("search", "Objet cherché", "/entraide/annonces/", "Je peux le prêter"),
  "give": ("gift", "À donner", "/entraide/annonces/", "Je voudrais le prendre"),
  "seek": ("package-search", "Objet à récupérer", "/entraide/annonces/", "J’en ai un à donner"),
  "word": ("megaphone", "Mot au quartier", "/entraide/mots/", "Lire et répondre"),
  "tool": ("drill", "Outil à emprunter", "/outiltheques/outils/", "Réserver"),
  "table": ("utensils", "Table cherchée", "/invitations/", "J’ai une place"),
  "invitation": ("utensils", "Invitation", "/invitations/", "Voir l’invitation"),
  "group": ("users", "Groupe", "/groupes/", "Voir le groupe"),
  "event": ("calendar-heart", "Rencontre", "/rencontres/", "Voir la rencontre"),
  "happening": ("calendar", "Événement", "/agenda/", "Voir l’événement"),
  "need": ("hand-coins", "Besoin", "/solidarite/", "Donner"),
} %}
{% for row in rows %}
  {% set icon, word, path, verb = kinds[row.kind] %}
  <article class="card notice">
    <div class="who">
      {% if row.kind == "need" %}
        <span class="avatar need" aria-hidden="true"><svg aria-hidden="true"><use href="{{ icons }}#shield-check" /></svg></span>
      {% else %}
        <span class="avatar t{{ (row.author_id or 0) % 8 + 1 }}" aria-hidden="true">{{ (row.full_name or row.partner)[0] }}</span>
      {% endif %}
      <div>
        <strong>{{ row.full_name or row.partner }}</strong><br>
        <small>{{ row.created_at.strftime("%d/%m à %H h %M") }} · {{ row.quartier }}</small>
      </div>
      <span class="kind {{ row.kind }}"><svg aria-hidden="true"><use href="{{ icons }}#{{ icon }}" /></svg>{{ word }}</span>
    </div>
    <h3><a href="{{ path }}{{ row.about_id }}">{{ row.title }}</a></h3>
    {% if row.kind == "need" %}
      <progress value="{{ row.facts.raised_cents }}" max="{{ row.facts.target_cents }}"></progress>
      <div class="figures">
        <strong>{{ row.facts.raised_cents // 100 }} € sur {{ row.facts.target_cents // 100 }} €</strong>
        <span class="soft">{{ row.facts.donors }} voisins · anonyme</span>
      </div>
    {% else %}
      <p class="excerpt">{{ row.excerpt }}</p>
    {% endif %}
    <footer>
      <a class="button quiet" href="{{ path }}{{ row.about_id }}">{{ verb }}</a>
      {% if row.kind == "invitation" %}
        <span class="soft">{{ row.held_at.strftime("%d/%m") }} · {{ row.facts.seats }} places</span>
      {% elif row.kind == "ask" and not row.facts.replies %}
        <span class="soft">personne n’a encore répondu</span>
      {% endif %}
    </footer>
  </article>
{% endfor %}
</section></main>{{ frame | safe }}</body></html>"""


def build(engine: Engine, length: int) -> Flask:
    """Return an application whose only page is `length` bytes long."""
    app = Flask("reference")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["FRAME"] = ""
    newest = (
        select(
            Card.about_id,
            Card.kind,
            Card.title,
            Card.excerpt,
            Card.author_id,
            Card.held_at,
            Card.facts,
            Card.created_at,
            Resident.full_name,
            Partner.name.label("partner"),
            Quartier.name.label("quartier"),
        )
        .join(Quartier, Quartier.id == Card.quartier_id)
        .outerjoin(Resident, Resident.id == Card.author_id)
        .outerjoin(Partner, Partner.id == Card.partner_id)
        .where(Card.listed, Card.municipality_id == _town(engine))
        .order_by(Card.created_at.desc(), Card.id.desc())
        .limit(20)
    )

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(newest).all()
        return render_template("page.html", title="Palier", rows=rows, frame=app.config["FRAME"])

    short = len(app.test_client().get("/").data)
    app.config["FRAME"] = "x" * max(0, length - short)
    return app


def _town(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(Municipality.id).order_by(Municipality.id)).scalars().one()
