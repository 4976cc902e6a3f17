"""Links to the tables that a page is made from, as files to take away."""

from builder.model import addresses
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView
from builder.project.schemas import table_schemas


def table_links(scene: Scene, names: tuple[str, ...], link: LinkTo) -> tuple[LinkView, ...]:
    """Return a link to each of some tables that the package publishes, written or worked out."""
    package = scene.partnership.package
    titles = {name: table_schemas()[name].title for name in package.tables}
    titles |= {table.schema.name: table.schema.title for table in scene.derived}
    return tuple(
        LinkView(f"{titles[name]} as CSV", link(addresses.table_file(package.name, name)))
        for name in names
        if name in titles
    )
