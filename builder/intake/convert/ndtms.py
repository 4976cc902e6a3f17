"""Reads the wide CSV files of NDTMS ViewIt: one row for area, year, sex, age and substance, a column for each count.

Source of the columns: the downloads of www.ndtms.net/ViewIt for adults, of local authorities and of England.
"""

import re
from collections.abc import Iterable, Iterator

from builder.intake.convert import words
from builder.intake.convert.printed import Printed
from builder.intake.convert.sheets import Sheet
from builder.project.problems import NotDone
from builder.reading.downloads import plain_name

_SUFFIXES = ("exits_allintx", "allintx", "newtx", "precdsj")
_SUFFIX = re.compile(rf"(.+?)(?:_({'|'.join(_SUFFIXES)}))?")
_WHOLES = {"intreatment": "adults in treatment", "newpresentation": "adults new to treatment"}
_PREFIXES = {
    "eth": "Ethnic group",
    "referralsource": "Referral source",
    "housingsituation": "Housing",
    "waitsfirst": "Wait for a first treatment",
    "waitssub": "Wait for a later treatment",
    "exits": "Reason for leaving",
    "safeguarding": "Children",
    "employmentstatus": "Employment",
    "lengthintreatment": "Time in treatment",
    "alc_units": "Units of alcohol in 28 days",
    "substanceanycitation": "Substance named",
    "injecting": "Injecting",
    "interventions": "Treatment",
    "disability": "Disability",
    "sexuality": "Sexuality",
    "religion": "Religion",
    "scnr": "Route",
}
_GROUPS = {
    "3weeksandunder": "3 weeks and under",
    "3to6weeks": "3 to 6 weeks",
    "over6weeks": "Over 6 weeks",
    "under1year": "Under 1 year",
    "1to2years": "1 to 2 years",
    "2to4years": "2 to 4 years",
    "4to6years": "4 to 6 years",
    "over6years": "Over 6 years",
    "1to199": "1 to 199",
    "200to399": "200 to 399",
    "400to599": "400 to 599",
    "600to799": "600 to 799",
    "800to999": "800 to 999",
    "1000andover": "1,000 and over",
    "urgentproblem": "Urgent problem",
    "housingproblem": "Housing problem",
    "noproblem": "No problem",
    "notstatedormissing": "Not stated",
    "notstatedmissing": "Not stated",
    "self_family_friends": "Self, family and friends",
    "health_services_social_care": "Health services and social care",
    "successfulcompletion": "Completed treatment",
    "droppedout": "Dropped out",
    "movedaway": "Moved away",
    "noappropriatetreatment": "No treatment that suits",
    "notknown": "Not known",
    "transferrednotincustody": "Transferred, not in custody",
    "transferredincustody": "Transferred in custody",
    "referredon": "Referred on",
    "treatmentdeclined": "Treatment declined",
    "treatmentwithdrawn": "Treatment withdrawn",
    "parentlivingwithchildren": "Parent living with children",
    "othercontactlivingwithchildren": "Other adult living with children",
    "parentsnotwithchildren": "Parent not living with children",
    "notparentnocontactwithchildren": "Not a parent, no contact with children",
    "livingwithincompletedata": "Not known",
    "regularemployment": "Regular employment",
    "unemployedinactive": "Unemployed or inactive",
    "longtermsickdisabled": "Long-term sick or disabled",
    "ineducation": "In education",
    "unpaidvoluntary": "Unpaid voluntary work",
    "declinedtoanswer": "Declined to answer",
    "opiatesandorcrack": "Opiates or crack",
    "opiatesandcrack": "Opiates and crack",
    "opiatesnotcrack": "Opiates and no crack",
    "cracknotopiates": "Crack and no opiates",
    "nonopiates": "Non-opiates",
}
"""The groups whose names run words together, in words."""
_ROUNDED_TO, _ENOUGH = 5, 20
"""To what ViewIt rounds the numbers of local authorities, and of how many numbers that can be said."""
_PERIOD, _AREA = "reportingperiod", "area"
_CROSSED = {"sex": "sex", "gender": "sex", "agegroup": "age_group", "druggroup": "drug_group"}


def read_ndtms(sheet: Sheet) -> Iterator[Printed]:
    """Yield every number of a file of NDTMS ViewIt.

    Raises:
        NotDone: It is no such file.
    """
    plain = [plain_name(name).removesuffix("data") for name in sheet.header]
    if not {_PERIOD, _AREA} <= set(plain):
        raise NotDone(words.other_file("NDTMS ViewIt", "ReportingPeriod, Area, sex, age_group, drug_group"))
    crossed = [(position, _CROSSED[name]) for position, name in enumerate(plain) if name in _CROSSED]
    counted = [(position, *found) for position, name in enumerate(sheet.header) if (found := _counted(name))]
    period, area = plain.index(_PERIOD), plain.index(_AREA)
    rounding = _rounding(row[position] for row in sheet.rows for position, *_ in counted)
    for number, row in enumerate(sheet.rows):
        groups = tuple((name, row[position]) for position, name in crossed)
        for position, indicator, title, group in counted:
            yield Printed(
                indicator=indicator,
                title=title,
                cell=sheet.place(number, sheet.header[position]),
                place=f"{row[area]}, {row[period]}, {sheet.header[position]}",
                period=row[period],
                value=row[position],
                area=row[area],
                groups=(*groups, group) if group else groups,
                rounding=rounding,
            )


def _rounding(cells: Iterable[str]) -> int:
    """Return to what the numbers of a file are rounded; 0 where they are exact."""
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return _ROUNDED_TO if len(numbers) >= _ENOUGH and all(one % _ROUNDED_TO == 0 for one in numbers) else 0


def _counted(name: str) -> tuple[str, str, tuple[str, str] | None] | None:
    """Return what a column counts: its key in the mapping, words for it, and the group that it is of, if of one."""
    found = _SUFFIX.fullmatch(name.casefold().removeprefix("num_"))
    if not found:
        return None
    stem, suffix = found[1], found[2] or "all"
    if stem in _WHOLES:
        return f"{stem}_{suffix}", f"{_WHOLES[stem]} ({suffix})", None
    prefix = next((one for one in sorted(_PREFIXES, key=len, reverse=True) if stem.startswith(f"{one}_")), "")
    if not prefix:
        return None
    group = stem.removeprefix(f"{prefix}_")
    spelt = _GROUPS.get(group) or group.replace("_", " ").capitalize()
    return f"{prefix}_{suffix}", f"{_PREFIXES[prefix]} ({suffix})", (_PREFIXES[prefix], spelt)
