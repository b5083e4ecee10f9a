"""What whoever runs the site must be able to show."""

from pathlib import Path

import click
from flask_babel import force_locale

from neighbourhood.residents.cli import privacy
from neighbourhood.rights.record import written

__all__ = ["privacy", "record"]


@privacy.command("record")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
@click.option("--language", default="fr", show_default=True, help="Of what is declared.")
def record(out: Path | None, language: str) -> None:
    """Write the record of processing activities and the impact assessment, as Markdown."""
    with force_locale(language):
        text = written()
    if out is None:
        click.echo(text)
    else:
        out.write_text(text)
