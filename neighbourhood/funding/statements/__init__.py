"""Transfers as banks write them: orders to them, statements from them; nothing here is kept."""
