"""The pipeline for words: what is wrong with the texts that are written by hand, on pages and in packages."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from builder.checking import find_word_warnings, texts_of, titles_of
from builder.model.addresses import REDIRECTS_FILE
from builder.model.measures import Redirect
from builder.model.settings import Environment, Settings
from builder.project.accessibility import AccessibilityRecord
from builder.project.found import PackageAsFound
from builder.project.problems import Problem
from builder.project.words import WORDS_FOLDER, Words, shown
from builder.reading import (
    find_placeholders,
    find_text_problems,
    read_evidence,
    read_for_finders,
    read_redirects,
    read_settings,
    read_texts,
    read_vocabulary,
)

PLAIN_WORDS = "plain_words.yaml"
_RECORD = "accessibility.yaml"


def evidence_of(words: Words) -> tuple[AccessibilityRecord | None, list[Problem]]:
    """Return the record on accessibility, and what is wrong with it."""
    return read_evidence(words.file(_RECORD), shown(_RECORD))


def settings_of(given: Settings | Path) -> tuple[Settings | None, list[Problem]]:
    """Return the settings of a site, which may stand in a file, and what is wrong with them."""
    if isinstance(given, Settings):
        return given, []
    settings, problems = read_settings(given, given.name, given.parent / WORDS_FOLDER / "assets")
    if settings and not settings.demonstration:
        problems += find_placeholders(given.parent)
    return settings, problems


def redirects_of(settings: Settings | Path, environment: Environment) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Return where published addresses went, which a table beside the file of settings says, and its faults."""
    if isinstance(settings, Settings):
        return (), []
    known, _ = settings_of(settings)
    home = known.within(environment).address if known else environment.address
    return read_redirects(settings.parent / REDIRECTS_FILE, home)


def find_words_problems(words: Words, packages: Sequence[PackageAsFound]) -> list[Problem]:
    """Return what is wrong with the record on accessibility and the pages, and every warning of a word or a style."""
    from builder.pages import find_page_problems

    unreadable = list(find_text_problems(words, (package.name for package in packages)))
    if unreadable:
        return unreadable
    vocabulary, problems = read_vocabulary(words.file(PLAIN_WORDS), shown(PLAIN_WORDS))
    texts = chain(read_texts(words), *(texts_of(package) for package in packages))
    titles = chain.from_iterable(titles_of(package) for package in packages)
    return [
        *problems,
        *evidence_of(words)[1],
        *read_for_finders(words)[1],
        *find_page_problems(words),
        *find_word_warnings(texts, titles, vocabulary),
    ]
