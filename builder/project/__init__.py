"""Project: what the files of a project are before they are trusted.

Its tables and their schemas, its words, what is personal in a text, and what is wrong with all of them.
"""
