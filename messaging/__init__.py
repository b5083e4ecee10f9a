"""Conversations and live chat."""
