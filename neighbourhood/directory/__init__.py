"""Neighbours who say who they are, who greet each other and welcome those who come."""
