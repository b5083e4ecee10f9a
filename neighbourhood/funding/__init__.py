"""Pledges, payments and the ledger."""
