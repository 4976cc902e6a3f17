"""The list of England's councils: codes that areas.csv takes, and kinds that it knows."""

import re
from collections import Counter

from builder.project.councils import councils
from builder.project.schemas import choices, pattern_of, table_schemas

AREAS = table_schemas()["areas"]


def test_each_code_and_kind_is_one_that_a_table_of_areas_takes():
    assert [code for code in councils() if not re.fullmatch(pattern_of(AREAS.get_field("code")), code)] == []
    assert {one.kind for one in councils().values()} <= set(choices(AREAS.get_field("kind")))


def test_each_district_has_its_county_and_each_council_its_region():
    regions = {one.name for one in councils().values() if one.kind == "region"}
    found = Counter(one.kind for one in councils().values())
    assert (len(regions), found["country"], found["county"], found["district"]) == (9, 1, 21, 164)
    for one in councils().values():
        assert (one.kind == "district") == bool(one.county)
        assert not one.county or councils()[one.county].kind == "county"
        assert (one.region in regions) == (one.kind not in {"country", "region"})


def test_councils_are_named_as_people_name_them():
    assert [councils()[code].name for code in ("E06000023", "E06000019", "E10000029", "E07000202")] == [
        "Bristol",
        "Herefordshire",
        "Suffolk",
        "Ipswich",
    ]
    assert (councils()["E09000002"].kind, councils()["E08000037"].kind) == ("unitary", "unitary")
