"""Names of cookies: over https, such that no neighbouring host can plant one."""

from neighbourhood.foundation import settings


def cookie(name: str) -> str:
    """Return what `name` is called here: a browser takes __Host-… from this very host alone."""
    return f"__Host-{name}" if settings.current().secure else name
