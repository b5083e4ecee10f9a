"""What anyone may read of what is held, and the record of processing."""

from neighbourhood.foundation.personal import HOLDINGS, IMPERSONAL
from neighbourhood.foundation.storing.database import Base
from tests.support.news import plain


def test_anyone_reads_why_each_thing_is_held(app, toy):
    page = plain(app.test_client().get("/confidentialite").text)
    for holding in HOLDINGS.values():
        assert plain(str(holding.title)) in page
    assert "CNIL" in page
    assert "Vos jouets" in page
    for path in ("/", "/inscription", "/connexion"):
        assert 'href="/confidentialite"' in app.test_client().get(path).text


def test_the_record_names_every_holding_and_every_table(app, toy, tmp_path):
    out = tmp_path / "record.md"
    run = app.test_cli_runner().invoke(args=["privacy", "record", "--out", str(out)])
    assert run.exit_code == 0
    text = out.read_text()
    assert all(f"(`{code}`)" in text for code in HOLDINGS)
    lacking = {name for name in Base.metadata.tables if f"`{name}`" not in text}
    assert lacking == set()
    assert IMPERSONAL
    assert "article 6.1 a" in text
    assert "Impact assessment" in text
