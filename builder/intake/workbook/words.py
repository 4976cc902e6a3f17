"""The words of the workbook, and what is said of one that is taken in."""

READ_ME = (
    "Each table of the package is a sheet. Change cells, or add rows below the last one.",
    "To add the figures of a new year, use the sheet “Add a year”.",
    "Choose a cell to see what belongs into its column. A column in bold must be filled.",
    "Write dates as 2024-04-01. Cells for dates and short names are kept as text, so that Excel changes none.",
    "Leave the first row of each sheet as it is, and the names of the sheets.",
    "Put nothing private into this file, and never upload it: it is taken in, and only the tables go online.",
)
PACKAGE, SHEET, ABOUT = "Package", "Sheet", "What one row is, or what the sheet is for"
ABOUT_YEAR = "The next figure of each metric and area, with the figures before it."
ABOUT_COLUMNS = "What each column of each table means."
ABOUT_LISTS = "The short names that cells can hold. They fill the lists to choose from."
YEAR_TITLE = "The next figure of each metric and area"
YEAR_HOW = (
    "Write the figures into the yellow cells; a row without one adds nothing. "
    "A red cell is half as large again as the last figure, or less than half of it: look whether it is right. "
    "A purple cell is no number."
)
YEAR_SOURCE = "source"
YEAR_PLACE = "place"
YEAR_SOURCE_HELP = "The short name of the source that has the figures. It holds for every row that names no other."
YEAR_PLACE_HELP = "Where they stand in it, such as a table or a page. It holds for every row that says no other."
COLUMN_HEADS = ("table", "column", "title", "what belongs into it", "must be filled", "values")
MUST = "yes"
SEVERAL = "Separate several with a semicolon and a space."
SHORT_NAME_OF = "A short name of the table {}."
CHOOSE = "Choose one"
NOT_IN_THE_LIST = "This is none of the values that the column can have. Choose one from the list."
NO_SHORT_NAME = "This short name is not in the list. Go on only if you add it to its own sheet."
NO_NUMBER = "This is no number."
LIKE_A_DATE = "Write it like 2024-04-01."
UNHOLDABLE = '{}.csv, row {}, "{}": a workbook cannot hold this cell. Look for an invisible sign in it, or shorten it.'

NOT_A_WORKBOOK = "{} cannot be read as an Excel workbook (.xlsx). In Excel, save it as “Excel Workbook”."
TOO_LARGE = "{} unpacks to more than {} MB. Take out what is no table."
WHICH_PACKAGE = "{} does not say of which package it is. Say it with --package."
NO_SHEETS = "{} has no sheet that is called like a table, such as observations."
NO_COLUMNS = 'Sheet "{}": the column {} is missing in its first row. Put its name back.'
UNKNOWN_COLUMN = 'Sheet "{}": "{}" is no column of this table. Delete it, or put the right name back.'
COLUMN_TWICE = 'Sheet "{}": the column "{}" stands there twice. Delete one.'
ALL_GONE = 'Sheet "{}" has no rows, but {}.csv has. If all of them must go, delete that file.'
NO_YEAR_HEADER = 'Sheet "{}": row {} with the names of its columns is not as it was. Put it back, or delete the sheet.'
NO_ORIGIN = 'Sheet "{}", row {}: nothing says in which {}. Write it there, or into cell {} for all rows.'
FIGURE_IS_THERE = (
    'Sheet "{}", row {}: there is a figure for {} already. '
    "Change it on the sheet observations, and say why on the sheet revisions."
)
NOTHING_NEW = "Nothing is different."
SHEET_PLACE = "{}, sheet {}"


def counts(table: str, changed: int, new: int, removed: int) -> str:
    """Return how many rows of a table are no longer as they were."""
    said = [
        f"{number:,} {what}" for number, what in ((changed, "changed"), (new, "new"), (removed, "removed")) if number
    ]
    return f"{table}.csv: {', '.join(said)}"
