"""The pipeline for a preview: builds once, then only what a change touches."""

from dataclasses import dataclass, field

from builder.artefacts import Artefact, NavigationEntry
from builder.model import Site
from builder.pipeline.building import Assembly, Folders, assemble, build, paint
from builder.pipeline.checking import Checked, check

_SEARCH_INDEX = "search/search_index.json"


@dataclass
class Preview:
    """A site that is kept up to date with its sources.

    Pages that did not change are left as they are, so the search index keeps what it found in the
    first build, and a link is checked on every page all the same.
    """

    folders: Folders
    _files: dict[str, bytes] = field(default_factory=dict)
    _navigation: tuple[NavigationEntry, ...] = ()

    def refresh(self, *, whole: bool = False) -> Checked:
        """Check the data and, if it is sound, bring the site up to date.

        `whole` builds everything anew, as after a change of the theme.

        Raises:
            SiteNotBuilt: MkDocs refused.
            BrokenSite: A finished page has a fault.
        """
        checked = check(self.folders.datasets)
        if checked.site is not None:
            self._update(checked.site, whole=whole)
        return checked

    def _update(self, site: Site, *, whole: bool) -> None:
        assembly = assemble(site, self.folders)
        files = {artefact.path: artefact.content for artefact in assembly.files}
        same_shape = assembly.navigation == self._navigation and files.keys() == self._files.keys()
        if whole or not same_shape:
            build(site, self.folders, lambda _: None)
        else:
            self._update_pages([a for a in assembly.files if self._files[a.path] != a.content], assembly)
        self._files, self._navigation = files, assembly.navigation

    def _update_pages(self, changed: list[Artefact], assembly: Assembly) -> None:
        from builder import publishing, writing

        docs, site = self.folders.docs, self.folders.site
        writing.write(changed, docs)
        publishing.write_configuration(self.folders.root, docs, assembly.navigation, self.folders.configuration)
        index = (site / _SEARCH_INDEX).read_bytes()
        mkdocs = publishing.MkDocs(self.folders.configuration, site, assembly.timestamp, dirty=True)
        try:
            parts = paint(assembly.figures, self.folders.charts)
            mkdocs.wait()
        finally:
            mkdocs.stop()
        (site / _SEARCH_INDEX).write_bytes(index)
        writing.write(parts.files, site)
        publishing.finish(site, parts.texts)
