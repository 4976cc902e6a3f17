"""Versions: what earlier commits and old tables still show."""
