"""The pipeline for advice: how hard each page is to read, and which short forms it leaves unexplained."""

from builder.analysis.readability import Advice, readability
from builder.model.addresses import GLOSSARY, source_path
from builder.model.measures import Site
from builder.pipeline.building import Folders, assemble, set_scenes
from builder.pipeline.words import PLAIN_WORDS
from builder.reading import read_vocabulary

_GLOSSARY = source_path(GLOSSARY)


def advise(site: Site, folders: Folders) -> tuple[Advice, ...]:
    """Return the advice on every page, the hardest first. Nothing is written."""
    from builder.pages.sentences import sentences, unexplained

    vocabulary, _ = read_vocabulary(folders.words.file(PLAIN_WORDS), "")
    titles = _titles(site) | set(vocabulary.titles)
    longest_first = sorted(titles, key=lambda title: (-len(title), title))
    pages = (file for file in assemble(site, set_scenes(site), folders).files if file.path.endswith(".md"))
    advice = []
    for page in pages:
        markdown = page.content.decode("utf-8")
        # The glossary is where short forms are explained.
        short_forms = () if page.path == _GLOSSARY else unexplained(markdown, vocabulary.known, longest_first)
        advice.append(
            Advice(page.path.removesuffix("index.md") or "home", readability(sentences(markdown)), short_forms)
        )
    return tuple(sorted(advice, key=lambda one: (-(one.readability.reading_age if one.readability else 0), one.page)))


def _titles(site: Site) -> set[str]:
    """Return the titles of sources and documents, which stay as printed, and the words that people search by."""
    packages = (site.framework, *(partnership.package for partnership in site.partnerships))
    return {
        str(row["title"])
        for package in packages
        for table in ("sources", "documents")
        for row in package.tables.get(table, ())
    } | {metric.search_words for partnership in site.partnerships for metric in partnership.metrics.values()} - {""}
