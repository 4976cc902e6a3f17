"""Measures how long the site takes to build: each stage and the whole, on the shipped data and on generated sites."""
