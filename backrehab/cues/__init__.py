"""Sounds that say what the session is doing."""
