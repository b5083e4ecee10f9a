"""Where the site lives: its address, the hosts it answers to, the origins it trusts."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from neighbourhood.foundation.environment import Environment, SettingsError, split_url

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def site(said: str, name: str) -> str:
    """Return `said` as scheme, host and port, nothing else."""
    parts = split_url(name, said, "http", "https")
    if not parts.hostname or parts.username or parts.path.strip("/") or parts.query:
        raise SettingsError(f"{name} is {said!r}: write only https://, the host and the port.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def base_url(env: Environment) -> SplitResult:
    """Return the public address of the site."""
    port = env.number("PORT", 8000, at_most=65535)
    return urlsplit(site(env.text("BASE_URL") or f"http://127.0.0.1:{port}", "BASE_URL"))


def _names_of(host: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((host, *_LOOPBACK))) if host in _LOOPBACK else (host,)


def _bare_host(base: SplitResult) -> str:
    host = base.hostname or ""
    return f"[{host}]" if ":" in host else host


def hosts(env: Environment, base: SplitResult) -> tuple[str, ...]:
    """Return the host names the site answers to."""
    return (*_names_of(_bare_host(base)), *env.words("TRUSTED_HOSTS"))


def origins(env: Environment, base: SplitResult) -> tuple[str, ...]:
    """Return the origins whose pages may open a socket."""
    port = f":{base.port}" if base.port else ""
    own = (f"{base.scheme}://{name}{port}" for name in _names_of(_bare_host(base)))
    return (*own, *(site(origin, "ORIGINS") for origin in env.words("ORIGINS")))


def is_loopback(url: str) -> bool:
    """Tell whether only this very machine can follow `url`."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
