"""The words of this repository's pages say what is so, and explain themselves."""

import re

import pytest

from builder import pipeline
from builder.model.narrative import ReferenceKind
from builder.pipeline.building import set_scenes
from builder.reading import read_evidence
from tests.guard import PROJECT
from tests.shipped.as_read import WORDS
from tests.sound_example import SOUND
from tests.test_prose import reference


@pytest.fixture
def examples(as_read):
    """What the guide on writing gives as examples of references, and what it says that each shows."""
    guide = as_read(WORDS / "pages" / "publish.md").read_text("utf-8")
    return re.findall(r"^\| `(\{.*?\})` \| (.*?) \|$", guide, re.MULTILINE)


def test_guide_on_writing_shows_every_kind_of_reference(examples):
    assert {reference(written).kind for written, _ in examples} == set(ReferenceKind)


def test_examples_of_the_guide_on_writing_give_what_it_says(examples):
    (riverside,) = set_scenes(pipeline.check(SOUND).site)
    given = [(written, riverside.citations.answer(reference(written)).words) for written, _ in examples]
    assert given == examples


def test_every_test_that_the_record_on_accessibility_names_is_there(as_read):
    record, _ = read_evidence(as_read(WORDS / "accessibility.yaml"), "accessibility.yaml")
    named = {test.evidence for test in record.tests}
    assert named
    assert {name for name in named if not (PROJECT / name).is_file()} == set()


def test_every_page_explains_its_short_forms(datasets, words):
    folders = pipeline.Folders(words.parent, datasets, words.parent / "build", words.parent / "site")
    advice = pipeline.advise(pipeline.check(datasets).site, folders)
    assert {one.page: one.unexplained for one in advice if one.unexplained} == {}
