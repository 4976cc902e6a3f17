"""How many metrics moved which way, and how surely: as labels, as a scoreboard, as groups of findings."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from builder import wording
from builder.model import Area
from builder.pages.moves import finding_after_title
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import Glance, Link, Standing, Tile, Verdict
from builder.statistics import MetricSummary, Movement, SeriesVerdict, movement_counts, verdicts_in

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
            tuple(finding_after_title(s) for s in members),
            anchor=movement.value,
        )
        for movement, members in groups
        if members
    )


def standing(scene: Scene) -> Standing:
    """Return how a partnership stands, counted by place, and when its newest paper came out."""
    total = len(scene.summaries)
    once = movement_counts(scene.summaries.values())[Movement.ONCE]
    places = _places(scene)
    sentences = [wording.mostly_once(once, total), _counted(places)]
    if not any(sentences):
        sentences = [wording.NOTHING_MOVED if total else wording.NO_FIGURES]
    moved = [v for _, verdicts in places for v in verdicts]
    note = wording.clear_of(sum(v.is_clear for v in moved), len(moved))
    return Standing(tuple(filter(None, sentences)), note, wording.newest_paper(scene.partnership))


def standing_of(scene: Scene, area: Area) -> str:
    """Return how many figures of one area moved which way, as sentences; empty where none did."""
    moved = _moved(verdicts_in(scene.summaries.values(), area.area))
    sentences = (_counted([(area.name, moved)]), wording.clear_of(sum(v.is_clear for v in moved), len(moved)))
    return " ".join(filter(None, sentences))


def _places(scene: Scene) -> list[tuple[str, list[SeriesVerdict]]]:
    """Return what moved in each area. Of the whole only those figures count that no area below it has of its own."""
    home = scene.partnership.home_area
    below = [area for area in scene.own_areas if area.area != home.area]
    summaries = tuple(scene.summaries.values())
    of_whole = [s for s in summaries if not any(s.current_in(area.area) for area in below)]
    found = [(area.name, _moved(verdicts_in(summaries, area.area))) for area in below]
    found.append((f"the whole of {home.name}" if below else home.name, _moved(verdicts_in(of_whole, home.area))))
    return found


def _moved(verdicts: Iterable[SeriesVerdict]) -> list[SeriesVerdict]:
    return [v for v in verdicts if v.movement in {Movement.GOOD, Movement.BAD}]


def _counted(places: Iterable[tuple[str, Sequence[SeriesVerdict]]]) -> str:
    """Return how many figures of each place moved which way, as sentences, without the places where none did."""
    counts = [(name, Counter(v.movement for v in verdicts)) for name, verdicts in places if verdicts]
    return wording.places_counted([(name, found[Movement.GOOD], found[Movement.BAD]) for name, found in counts])


def assumption(summaries: Collection[MetricSummary]) -> str:
    """Return what the starred labels of a page rest on, or an empty text where it has none."""
    return wording.STARRED if any(s.if_equally_long for s in summaries) else ""
