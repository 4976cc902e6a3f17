"""What readers see otherwise after a change: the site of a commit beside that of today, both written as pages."""

import re
from dataclasses import dataclass

from builder.analysis.publication import Publication
from builder.model.measures import Site
from builder.model.settings import Environment
from builder.pipeline.building import Folders, assemble, set_scenes, text_parts
from builder.pipeline.comparing import Compared
from builder.pipeline.earlier import project_of, site_at
from builder.project.words import words_of
from builder.reading import NoAnswer
from builder.wording.seen import NOTHING_SEEN, Seen, seen_of_package, with_day_of

_PART = re.compile(r'<div data-part="([^"]+)"></div>')


@dataclass(frozen=True)
class Now:
    """The site of today, and where it comes from."""

    site: Site
    folders: Folders
    environment: Environment

    def seen_since(self, commit: str, compared: Compared) -> Seen:
        """Return what readers see otherwise than in a commit; nothing where that had no sound site."""
        root = project_of(self.folders.datasets)
        try:
            with site_at(self.folders.datasets, commit, self.environment) as (site, project):
                if site is None:
                    return NOTHING_SEEN
                datasets = project / self.folders.datasets.resolve().relative_to(root.resolve())
                words = project if words_of(project) else self.folders.root
                then = _pages(site, Folders(words, datasets, self.folders.build, self.folders.site))
        except NoAnswer:
            return NOTHING_SEEN
        now = _pages(self.site, self.folders)
        before = {one.name: Publication(one, one.day) for one in site.partnerships}
        altered = {one.name: one for one in compared.packages}
        packages = {}
        changed = [address for address, page in now.items() if address in then and then[address] != page]
        dated: set[str] = set()
        for one in self.site.partnerships:
            after = Publication(one, one.day)
            if one.name in before:
                own = [address for address in changed if address.startswith(f"{one.name}/")]
                dated |= {at for at in own if with_day_of(then[at], before[one.name], after) == now[at]}
            renamed = compared.renamed.get(one.name, {})
            seen = seen_of_package(before.get(one.name), after, altered.get(one.name), renamed)
            if seen:
                packages[one.name] = seen
        return Seen(
            packages,
            changed=tuple(address for address in changed if address not in dated),
            dated=len(dated),
            new=tuple(address for address in now if address not in then),
            gone=tuple(address for address in then if address not in now),
        )


def _pages(site: Site, folders: Folders) -> dict[str, str]:
    """Return each page of a site as it is written, with its long tables, by its address."""
    scenes = set_scenes(site)
    parts = text_parts(scenes, folders)
    pages = {}
    for file in assemble(site, scenes, folders).files:
        if file.path.endswith(".md"):
            text = file.content.decode("utf-8")
            address = file.path.removesuffix(".md").removesuffix("index")
            pages[address] = text + "".join(parts.get(part, "") for part in _PART.findall(text))
    return pages
