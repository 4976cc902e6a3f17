"""Analysis: does arithmetic on the model, unrounded, and picks no words.

Nothing here reads, writes or formats.
"""
