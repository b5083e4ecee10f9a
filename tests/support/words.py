"""Reading what the site says."""


def plain(text: str) -> str:
    """Return `text` with ordinary spaces, whatever French typography made of them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
