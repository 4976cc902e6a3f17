"""How many metrics moved which way, and how surely: as labels, as a scoreboard, as groups of findings."""

from collections.abc import Collection

from builder import wording
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import Glance, Link, Tile, Verdict
from builder.statistics import MetricSummary, Movement, moved_in, movement_counts

_ORDER = (
    Movement.BAD,
    Movement.GOOD,
    Movement.BOTH,
    Movement.NEITHER,
    Movement.SAME,
    Movement.NOT_KNOWN,
    Movement.NOT_COMPARED,
    Movement.ONCE,
)
"""The groups of metrics in the order of a page: what went wrong comes first."""

_KINDS = {Movement.GOOD: "better", Movement.BAD: "worse", Movement.BOTH: "neither", Movement.NEITHER: "neither"}
"""The style of a label that counts metrics of which one at least moved by more than chance."""

_TILES = ((Movement.GOOD, "better"), (Movement.BAD, "worse"), (Movement.BOTH, "neither"), (Movement.ONCE, "none"))
"""What the scoreboard counts, with its style."""


def verdict_counts(summaries: Collection[MetricSummary]) -> tuple[Verdict, ...]:
    """Return how many metrics moved which way, each as a label."""
    return tuple(
        _label(movement, [s for s in summaries if s.movement is movement])
        for movement in _ORDER
        if any(s.movement is movement for s in summaries)
    )


def _label(movement: Movement, members: Collection[MetricSummary]) -> Verdict:
    """Return how many metrics moved one way, in colour where one of them did by more than chance."""
    clear = sum(s.is_clear for s in members)
    return Verdict(wording.moved(movement, len(members), clear), _KINDS.get(movement, "none") if clear else "none")


def scoreboard(scene: Scene, link: LinkTo) -> tuple[Tile, ...]:
    """Return what a reader asks first: how much moved the right way, how much the wrong way, what was promised."""
    counts = movement_counts(scene.summaries.values())
    promised = sum(one.is_promise for one in scene.actions)
    overview = link(scene.addresses.overview)
    tiles = [
        Tile(str(counts[movement]), wording.moved_briefly(movement), f"{overview}#{movement.value}", kind)
        for movement, kind in _TILES
        if counts[movement]
    ]
    if promised:
        tiles.append(Tile(str(promised), "promised", f"{overview}#promised", "promised"))
    return tuple(tiles)


def glances(scene: Scene, link: LinkTo) -> tuple[Glance, ...]:
    """Return the metrics by the way they moved: each with its finding, those that are more than chance first."""
    groups = [
        (
            movement,
            sorted((s for s in scene.summaries.values() if s.movement is movement), key=lambda s: not s.is_clear),
        )
        for movement in _ORDER
        if movement is not Movement.ONCE
    ]
    return tuple(
        Glance(
            _label(movement, members),
            tuple(Link(s.metric.title, link(scene.addresses.metric(s.metric.metric))) for s in members),
            tuple(_rest(s) for s in members),
            anchor=movement.value,
        )
        for movement, members in groups
        if members
    )


def _rest(summary: MetricSummary) -> str:
    """Return the finding about a metric after its title, which stands before it as a link."""
    return wording.finding(summary).removeprefix(summary.metric.title).lstrip(": ")


def places(scene: Scene) -> tuple[str, ...]:
    """Return for each of several areas how many of its figures moved which way, as sentences."""
    found = []
    for area in scene.own_areas:
        counts = moved_in(scene.summaries.values(), area.area)
        good, bad = counts[Movement.GOOD], counts[Movement.BAD]
        if good + bad and area.area != scene.partnership.home_area.area:
            found.append(f"{wording.place_counts(area.name, good, bad)}.")
    return tuple(found)


def assumption(summaries: Collection[MetricSummary]) -> str:
    """Return what the starred labels of a page rest on, or an empty text where it has none."""
    return wording.STARRED if any(s.if_equally_long for s in summaries) else ""
