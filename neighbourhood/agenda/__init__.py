"""The agenda: what is held near here, day by day, in the calendars of others and on paper."""
