"""Pages about figures: home, partnership, outcome, area, metric and comparison."""
