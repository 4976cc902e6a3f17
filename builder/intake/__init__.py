"""Intake: what comes into a package: new rows and packages, the workbook, and what others publish as we keep it.

It returns the text of files, and writes none: the pipeline checks what it returns, and puts it in its place.
"""
