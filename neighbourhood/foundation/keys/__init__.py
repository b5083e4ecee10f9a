"""Turning the keys: what is sealed, under which key, and sealing it anew under the newest."""
