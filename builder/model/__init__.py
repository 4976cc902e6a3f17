"""Model: what the checked data say, as frozen values, and where they are published.

Everything here has passed the checks, but for the narrative, which keeps its place in the file.
"""
