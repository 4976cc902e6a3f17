"""Intake: what comes into a package: new rows and packages, the workbook, and what others publish as we keep it.

It returns the text of files, and writes none: the pipeline checks what it returns, and puts it in its place.
"""

from builder.intake.desk import Added, Desk
from builder.intake.partnerships import name_fault, new_partnership
from builder.intake.rows import KINDS, new_row
from builder.intake.years import Asked, new_years, periods_of

__all__ = ["KINDS", "Added", "Asked", "Desk", "name_fault", "new_partnership", "new_row", "new_years", "periods_of"]
