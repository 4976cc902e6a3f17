"""The workbook of each shipped package brings its tables back byte for byte."""

from builder import pipeline
from builder.intake.workbook.layout import book_of
from builder.intake.workbook.reading import read_book
from builder.intake.workbook.taking_in import take_in
from builder.intake.workbook.writing import workbook


def test_workbook_that_nobody_changed_changes_nothing(datasets):
    for name in pipeline.package_names(datasets):
        desk = pipeline.desk_of(datasets, name)
        book = read_book(workbook(book_of(desk)), f"{name}.xlsx")
        assert (book.package, take_in(desk, book).added.files) == (name, {})
