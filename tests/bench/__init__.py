"""Measures how long the site takes to build: each stage and the whole, on frozen packages and on generated sites."""
