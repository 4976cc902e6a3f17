"""The pipeline for a preview: builds once, then only what a change touches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.model.artefact import Artefact, NavigationEntry
from builder.model.measures import Site
from builder.model.settings import Environment
from builder.pipeline.building import (
    Assembly,
    Folders,
    assemble,
    build,
    figures_by_name,
    paint,
    paint_reports,
    set_scenes,
    text_parts,
    workbooks,
)
from builder.pipeline.checking import Checked, check

if TYPE_CHECKING:
    from builder.pages import Scene


@dataclass
class Preview:
    """A site that is kept up to date with its sources.

    Pages that did not change are left as they are, and their links are checked all the same.
    """

    folders: Folders
    _files: dict[str, bytes] = field(default_factory=dict)
    environment: Environment = field(default_factory=Environment)
    _tables: Mapping[str, str] = field(default_factory=dict)
    _navigation: tuple[NavigationEntry, ...] = ()

    def refresh(self, *, whole: bool = False) -> Checked:
        """Check the data and, if it is sound, bring the site up to date.

        `whole` builds everything anew, as after a change of the theme.

        Raises:
            SiteNotBuilt: MkDocs refused.
            BrokenSite: A finished page has a fault.
        """
        checked = check(
            self.folders.datasets,
            words=self.folders.words,
            settings=self.folders.settings,
            environment=self.environment,
        )
        if checked.site is not None:
            self._update(checked.site, whole=whole)
        return checked

    def _update(self, site: Site, *, whole: bool) -> None:
        from builder.tables import package_files

        scenes = set_scenes(site)
        assembly = assemble(site, scenes, self.folders)
        tables = text_parts(scenes, self.folders)
        artefacts = (*assembly.files, *package_files.export(site, [scene.publication for scene in scenes]))
        files = {artefact.path: artefact.content for artefact in artefacts}
        same_shape = assembly.navigation == self._navigation and files.keys() == self._files.keys()
        if whole or not same_shape:
            build(site, self.folders, lambda _: None)
        else:
            # A page holds its parts already, so it must be made again for another table to come in.
            # The chart beside a table shows the same figures, so that it changes with the table only.
            other = [f'"{part}"'.encode() for part, table in tables.items() if self._tables.get(part) != table]
            changed = [
                artefact
                for artefact in artefacts
                if self._files[artefact.path] != artefact.content or any(part in artefact.content for part in other)
            ]
            self._update_pages(changed, assembly, tables, scenes)
        self._files, self._tables, self._navigation = files, tables, assembly.navigation

    def _update_pages(
        self, changed: list[Artefact], assembly: Assembly, tables: Mapping[str, str], scenes: "tuple[Scene, ...]"
    ) -> None:
        from builder import publishing
        from builder.charts import Painter
        from builder.pages import picture_captions
        from builder.publishing import writing

        settings = scenes[0].site.settings
        docs, site = self.folders.docs, self.folders.site
        writing.write(changed, docs)
        publishing.write_configuration(
            self.folders.root, docs, assembly.navigation, self.folders.configuration, settings
        )
        mkdocs = publishing.MkDocs(self.folders.configuration, site, assembly.timestamp, dirty=True)
        try:
            with Painter(self.folders.charts) as painter:
                parts = paint(figures_by_name(scenes), picture_captions(scenes), painter, settings)
                reports = paint_reports(scenes, painter, settings.address)
            mkdocs.wait()
        finally:
            mkdocs.stop()
        visited = publishing.visitors_files(scenes[0].site, assembly.addresses)
        writing.write((*parts.files, *reports.files, *workbooks(scenes[0].site), *visited), site)
        publishing.finish(site, {**tables, **parts.texts, **reports.texts})
