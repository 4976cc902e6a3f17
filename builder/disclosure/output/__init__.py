"""Output: what the finished site shows of hidden numbers."""
