"""The workbook: every table of a package as a sheet of one Excel file, and the way back into the tables' files."""
