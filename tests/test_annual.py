"""The annual report as facts, and the recreation of Derby and Derbyshire's report of January 2025."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from builder import pipeline, wording
from builder.analysis.claims import checked_claims
from builder.analysis.summaries import metric_summaries, movement_counts
from builder.analysis.verdicts import Movement
from builder.model.narrative import ReportPart
from builder.report import ChartBlock, ListBlock, ParagraphBlock, ReportSection, TableBlock, TextSpan, report_of
from builder.report.document import Report, numbered, said
from tests.examples import observation, partnership
from tests.projects import FROZEN

CLAIMS = "printed"
"""The anchor of the section in which the printed figures stand."""


def cells(table):
    return [span.text for row in table.rows for span in row]


def words_of(block):
    match block:
        case ParagraphBlock(content=content):
            return ["".join(span.text for span in content)]
        case ListBlock(items=items):
            return ["".join(span.text for span in item) for item in items]
        case TableBlock(caption=caption, columns=columns):
            return [caption, *columns, *cells(block)]
        case ChartBlock(caption=caption, chart=chart):
            return [caption, chart.text_alternative]


def text_of(report, *, without=()):
    """Return every word of a report, as one text."""
    lines = [line for block in report.opening for line in words_of(block)]
    for _, section in report.walk():
        if section.anchor not in without:
            lines += [section.heading, *(line for block in section.blocks for line in words_of(block))]
    return "\n".join(lines)


def section(report, anchor):
    return next(one for _, one in report.walk() if one.anchor == anchor)


def section_text(report, anchor):
    return "\n".join(line for _, one in section(report, anchor).walk() for b in one.blocks for line in words_of(b))


@pytest.fixture(scope="module")
def site():
    return pipeline.check(FROZEN).site


@pytest.fixture(scope="module")
def derby(site):
    return next(one for one in site.partnerships if one.name == "derby-and-derbyshire")


@pytest.fixture(scope="module")
def report(site, derby):
    return report_of(site, derby, 2025)


@pytest.fixture(scope="module")
def riverside():
    sound = pipeline.check(Path("tests/broken/_sound")).site
    return report_of(sound, sound.partnerships[0], 2024)


# The recreation


def test_every_observation_of_the_published_report_appears(report, derby):
    text = text_of(report, without={CLAIMS})
    printed = [o for o in derby.package.observations if o.source == "dasp-progress-report-2025"]
    missing = [o for o in printed if wording.observed(o, derby.metrics[o.metric]) not in text]
    assert (len(printed), missing) == (53, [])


def test_every_figure_stands_beside_its_period_in_the_appendix_of_its_area(report, derby):
    for o in derby.package.observations:
        if o.source == "dasp-progress-report-2025":
            figure = f"{wording.observed(o, derby.metrics[o.metric])} {wording.within(o)}"
            assert figure in section_text(report, f"area-{o.area}")


def test_every_change_that_the_published_report_printed_appears_as_the_data_give_it(report, derby):
    text = text_of(report, without={CLAIMS})
    changes = [one for one in checked_claims(derby) if one.claim.printed.change is not None]
    # A per cent of a figure below 100 says less than the difference, which stands there instead.
    large = [one for one in changes if one.earlier.value >= 100 or derby.metrics[one.claim.metric].unit == "percent"]
    right = [wording.claim_right(one, derby.metrics[one.claim.metric]).partition(" of ")[2] for one in large]
    assert (len(changes), len(right), [size for size in right if size not in text]) == (20, 14, [])
    for difference in ("1 more", "8 more", "82 more", "10 more", "3 fewer", "11 fewer"):
        assert difference in text


def test_grants_of_the_published_report_appear(report):
    assert {"£2,678,000", "£2,586,000"} <= set(re.findall(r"£[\d,]+\d", section_text(report, "finance")))


def test_difference_of_two_percentages_is_in_percentage_points(report):
    text = text_of(report, without={CLAIMS})
    for points in ("15.3", "11.7", "18.5"):
        assert f"{points} percentage points" in text
        assert f"{points}%" not in text
    assert "down 2 percentage points" in text
    assert "up 1 percentage point" in text


@pytest.mark.parametrize(
    "printed", ["15.1%", "18.8%", "11.7%", "18.5%", "decrease of 2%", "increase of 1%", "12.7%", "6.1%", "per cent"]
)
def test_wrong_or_cut_figures_of_the_published_report_are_no_statement_of_ours(report, printed):
    assert printed not in text_of(report, without={CLAIMS})


@pytest.mark.parametrize(
    ("metric", "area", "printed", "right"),
    [
        ("Treatment after leaving prison", "Derby and Derbyshire", "15.1%", "increase of 15.3 percentage points"),
        ("Treatment after leaving prison", "Derbyshire", "11.7%", "increase of 11.7 percentage points"),
        ("Treatment after leaving prison", "Derby", "18.5%", "increase of 18.5 percentage points"),
        ("Showing substantial progress in treatment", "Derbyshire", "2%", "decrease of 2 percentage points"),
        ("Showing substantial progress in treatment", "Derby", "1%", "increase of 1 percentage point"),
        ("Hospital admissions for drugs", "Derby", "18.8%", "increase of 16.7%"),
    ],
)
def test_wrong_figures_of_the_published_report_stand_beside_the_right_ones(report, metric, area, printed, right):
    wrong, _ = (block for block in section(report, CLAIMS).blocks if isinstance(block, TableBlock))
    row = next(row for row in wrong.rows if (row[0].text, row[1].text) == (metric, area))
    assert (f"of {printed} (" in row[2].text, row[3].text) == (True, right)


def test_six_of_the_twenty_one_printed_figures_are_wrong(report):
    wrong, other = (block for block in section(report, CLAIMS).blocks if isinstance(block, TableBlock))
    assert (len(wrong.rows), len(other.rows)) == (6, 15)


def test_what_moved_the_wrong_way_comes_before_what_moved_the_right_way(report):
    changed = [part.anchor for part in section(report, "what-changed-since-last-year").parts]
    assert changed == ["changed-bad-way", "changed-good-way", "changed-both-ways", "changed-first"]


def test_metrics_are_counted_as_the_pages_count_them(report, derby):
    (table,) = (
        block for block in section(report, "what-changed-since-last-year").blocks if isinstance(block, TableBlock)
    )
    counted = {row[0].text: int(row[1].text) for row in table.rows}
    counts = movement_counts(metric_summaries(derby))
    assert list(counted.values()) == [counts[m] for m in (Movement.BAD, Movement.GOOD, Movement.BOTH, Movement.ONCE)]
    assert list(counted.values()) == [1, 3, 5, 11]


def test_every_fall_and_rise_that_went_the_wrong_way_is_named(report):
    text = section_text(report, "changed-bad-way") + section_text(report, "changed-both-ways")
    for figure in ("from 48 to 56", "from 150 to 165", "from 570 to 665", "to 46%"):
        assert figure in text


def test_every_rise_and_fall_says_whether_chance_could_explain_it(report):
    rows = [cell for block in report.blocks if isinstance(block, TableBlock) for cell in cells(block)]
    moved = [cell for cell in rows if re.match(r"(up|down) |[\d,]+ (more|fewer)", cell)]
    assert moved
    assert [cell for cell in moved if not re.search(r": (better|worse|could be chance|cannot tell)", cell)] == []


def test_sections_come_in_the_order_of_a_board_paper(report):
    assert [one.heading for one in report.sections] == [
        "1. Purpose",
        "2. Recommendations",
        "3. Reasons for the recommendations",
        "4. What changed since last year",
        "5. Information and analysis",
        "6. The plan",
        "7. Finance",
        "8. Options considered",
        "9. Consultation",
        "10. Implications",
        "11. Figures of the published report that the data do not give",
        "12. Background papers",
        "Appendix 1: Derby and Derbyshire",
        "Appendix 2: Derby",
        "Appendix 3: Derbyshire",
    ]


def test_no_person_is_named(report):
    assert not re.search(r"@|Director|Manager", text_of(report))


# Any report


def test_tables_and_figures_are_numbered_in_the_order_of_reading(report):
    for kind in (TableBlock, ChartBlock):
        numbers = [block.number for block in report.blocks if isinstance(block, kind)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_anchors_are_all_different(report):
    anchors = [one.anchor for _, one in report.walk()]
    assert len(anchors) == len(set(anchors))


def test_headings_go_down_one_level_at_a_time(report):
    levels = [level for level, _ in report.walk()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_got_worse_comes_before_what_got_better(riverside):
    changed = [part.anchor for part in section(riverside, "what-changed-since-last-year").parts]
    assert changed[:2] == ["changed-bad-way", "changed-good-way"]


def test_change_that_a_test_allows_is_said_with_its_verb(riverside):
    assert "Adults in treatment rose: 1,200 in 2022 to 2023, then 1,310" in section_text(riverside, "changed-good-way")


def test_narrative_speaks_in_its_section_with_figures_put_in(riverside):
    assert "More adults were in treatment: up 9.2%." in section_text(riverside, "what-changed-since-last-year")


def test_part_of_a_narrated_section_has_a_heading_of_its_own(riverside):
    assert [part.title for part in section(riverside, "implications").parts] == ["Money", "Law"]


def test_bold_words_of_a_narrative_stay_bold(riverside):
    (paragraph,) = section(riverside, "implications-1").blocks
    assert [span.text for span in paragraph.content if span.strong] == ["more"]


def test_hidden_figure_is_said_to_be_hidden(riverside):
    (table,) = (block for block in section(riverside, "area-south-riverside").blocks if isinstance(block, TableBlock))
    row = next(row for row in table.rows if row[0].text == "Adults in treatment")
    assert row[2].text == "hidden to protect people in 2023 to 2024"


def test_section_without_narrative_says_what_is_missing():
    found = partnership(observation("10"))
    report = report_of(site_of(found), found, 2024)
    assert "No implications were published with this report." in section_text(report, "implications")


def test_target_stands_beside_its_figure_with_its_status(riverside):
    assert "On track (narrowly): Increase by 10% by 31 March 2025" in text_of(riverside)


def test_late_actions_come_first(riverside):
    promised = next(b for b in riverside.blocks if isinstance(b, TableBlock) and b.caption == "What was promised")
    assert promised.rows[0][3].text.startswith("Late. Under way on ")


def test_figure_without_a_new_source_in_the_year_is_not_called_a_change_of_the_year(site, derby):
    later = report_of(site, derby, 2026)
    assert "No new figure in the year\n20\n0" in section_text(later, "what-changed-since-last-year")
    assert [part.anchor for part in section(later, "what-changed-since-last-year").parts] == [
        "changed-bad-way",
        "changed-old",
    ]


def test_report_of_a_year_before_any_figure_shows_none(site, derby):
    early = report_of(site, derby, 2022)
    assert not [block for block in early.blocks if isinstance(block, ChartBlock)]
    assert early.day == date(2022, 12, 31)


@pytest.mark.parametrize("row", [("a", ""), ("a", " "), ("a",), ("a", "b", "c")])
def test_table_with_a_gap_is_refused(row):
    with pytest.raises(ValueError, match="has a row with a gap"):
        TableBlock("Caption", ("One", "Two"), (tuple(TextSpan(text) for text in row),))


def test_parts_are_numbered_below_their_section():
    parts = (ReportSection("Inner", "inner"), ReportSection("Second", "second"))
    made = numbered(
        Report("r", 2024, "R", "R", date(2024, 1, 1), (), (ReportSection("Outer", "outer", (said("x"),), parts),))
    )
    assert [one.heading for _, one in made.walk()] == ["1. Outer", "1.1 Inner", "1.2 Second"]


def test_narrative_can_speak_in_each_fixed_section_of_a_report(report):
    titles = {one.title for one in report.sections}
    assert set(ReportPart) <= titles


def site_of(found):
    from builder.model.measures import Site

    return Site(found.framework, (found,))


def test_money_total_is_said_where_every_area_is_known(report):
    assert "together in 2024 to 2025: about £5,264,000" in section_text(report, "finance")
