"""Who may act for whom: consent, scopes, deeds, and the journal of what was done."""
