from tests.support.needs import office, open_office

__all__ = ["office", "open_office"]
