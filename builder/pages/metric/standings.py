"""How a partnership and its areas stand: how many figures moved which way, and how surely, in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from builder import wording
from builder.analysis.summaries import MetricSummary, movement_counts, subjects, verdicts_in
from builder.analysis.verdicts import Movement, SeriesVerdict
from builder.model.measures import Area
from builder.pages.scene import Scene
from builder.pages.views import StandingView


def standing(scene: Scene) -> StandingView:
    """Return how a partnership stands, counted by place, and when its newest paper came out."""
    total = len(subjects(scene.summaries.values()))
    once = movement_counts(scene.summaries.values())[Movement.ONCE]
    places = _places(scene)
    sentences = [wording.mostly_once(once, total), _counted(places)]
    if not any(sentences):
        sentences = [wording.NOTHING_MOVED if total else wording.NO_FIGURES]
    moved = [v for _, verdicts in places for v in verdicts]
    note = wording.clear_of(sum(v.is_clear for v in moved), len(moved))
    return StandingView(tuple(filter(None, sentences)), note, wording.newest_paper(scene.partnership))


def standing_of(scene: Scene, area: Area) -> str:
    """Return how many figures of one area moved which way, as sentences; empty where none did."""
    moved = _moved(verdicts_in(scene.summaries.values(), area.area))
    sentences = (_counted([(area.name, moved)]), wording.clear_of(sum(v.is_clear for v in moved), len(moved)))
    return " ".join(filter(None, sentences))


def _places(scene: Scene) -> list[tuple[str, list[SeriesVerdict]]]:
    """Return what moved in each area. Of the whole only those figures count that no area below it has of its own."""
    home = scene.partnership.home_area
    below = scene.areas_below
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


def footnote(summaries: Collection[MetricSummary]) -> str:
    """Return what a page says once: what starred labels rest on, and that dates are missing; else an empty text."""
    latest = (one.latest for s in summaries for one in s.leading)
    found = {
        wording.STARRED: any(s.if_equally_long for s in summaries),
        wording.UNDATED: any(o is not None and not o.period.is_dated for o in latest),
    }
    return " ".join(sentence for sentence, applies in found.items() if applies)
