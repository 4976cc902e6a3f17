"""The settings of a site are read from one file, and every fault of it is a clear message."""

from datetime import date

import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.cli.commands import main
from builder.model.colours import BLACK, READABLE, contrast, readable_on
from builder.model.measures import Site
from builder.model.settings import Contact, Day, Environment, Host, LocalService, Settings, site_address
from builder.reading.settings import DARKEST_PAPER, READY_TEXT, read_settings
from tests.sound_example import SETTINGS, SOUND, check, edit, lay_out

SHOWN = "site.yaml"
CONTACT = """\
contact:
  page: https://www.borsetshire.gov.uk/drugs
  mailbox: drugs@borsetshire.gov.uk
  telephone: 01632 960 001
"""
REAL = f"""\
name: Drugs and alcohol in Borsetshire
description: What the partnership does, and what came of it.
demonstration: no
own_papers: yes
publisher: Borsetshire County Council
{CONTACT}\
days_to_answer: 5
local_services:
  - name: Borsetshire Recovery
    what_for: free and confidential treatment for adults
    telephone: 01632 960 002
    page: https://recovery.borsetshire.gov.uk/
logo: logo.svg
accent_colour: "#00604a"
repository: https://github.com/borsetshire/drugs
address: https://drugs.borsetshire.gov.uk
host:
  name: The council's own servers
  privacy: https://www.borsetshire.gov.uk/privacy
day: newest-source
security_contact_until: 2027-06-30
"""


def read(folder, text):
    """Return the settings of a text, and the problems as lines."""
    path = folder / SHOWN
    path.write_text(text, "utf-8")
    logos = folder / "site_src" / "assets"
    logos.mkdir(parents=True)
    (logos / "logo.svg").write_text("<svg/>", "utf-8")
    settings, problems = read_settings(path, SHOWN, logos)
    return settings, [str(problem) for problem in problems]


def test_every_setting_is_read(tmp_path):
    assert read(tmp_path, REAL) == (
        Settings(
            name="Drugs and alcohol in Borsetshire",
            description="What the partnership does, and what came of it.",
            demonstration=False,
            publisher="Borsetshire County Council",
            own_papers=True,
            contact=Contact("https://www.borsetshire.gov.uk/drugs", "drugs@borsetshire.gov.uk", "01632 960 001"),
            days_to_answer=5,
            local_services=(
                LocalService(
                    "Borsetshire Recovery",
                    "free and confidential treatment for adults",
                    "01632 960 002",
                    "https://recovery.borsetshire.gov.uk/",
                ),
            ),
            logo="logo.svg",
            accent_colour="#00604a",
            repository="https://github.com/borsetshire/drugs",
            address="https://drugs.borsetshire.gov.uk/",
            host=Host("The council's own servers", "https://www.borsetshire.gov.uk/privacy"),
            day=Day.NEWEST_SOURCE,
            security_contact_until=date(2027, 6, 30),
        ),
        [],
    )


def test_settings_that_are_left_empty_count_as_missing(tmp_path):
    optional = (
        "publisher",
        "contact",
        "days_to_answer",
        "local_services",
        "logo",
        "accent_colour",
        "repository",
        "day",
    )
    settings, problems = read(tmp_path, "\n".join([READY_TEXT, *(f"{key}:" for key in optional)]))
    assert problems == []
    assert settings == Settings(name="Drugs and alcohol in your area")


def test_file_saved_by_a_windows_editor_is_read(tmp_path):
    path = tmp_path / SHOWN
    path.write_bytes(b"\xef\xbb\xbf" + READY_TEXT.replace("\n", "\r\n").encode())
    settings, problems = read_settings(path, SHOWN, tmp_path)
    assert (settings, problems) == (Settings(name="Drugs and alcohol in your area"), [])


@pytest.mark.parametrize(("demonstration", "day"), [("yes", Day.NEWEST_SOURCE), ("no", Day.TODAY)])
def test_demonstration_is_judged_on_its_newest_source_and_a_real_site_today(tmp_path, demonstration, day):
    text = REAL.replace("demonstration: no", f"demonstration: {demonstration}").replace("day: newest-source\n", "")
    settings, problems = read(tmp_path, text)
    assert (settings.day, problems) == (day, [])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: Drugs", "Name: Drugs", ', line 1: "Name" is not known here. Did you mean "name"?'),
        ("accent_colour:", "accent_color:", '"accent_color" is not known here. Did you mean "accent_colour"?'),
        ("own_papers: yes\n", "", ', line 1: "own_papers" is missing. Add it.'),
        ("own_papers: yes\n", "own_papers: yes\nown_papers: no\n", ', line 5: "own_papers" stands here twice. Keep'),
        ("own_papers: yes", "own_papers: true", '"true" cannot stand in "own_papers". Write yes or no.'),
        ("name: Drugs and alcohol in Borsetshire", "name:", ', line 1: "name" says nothing. Write a plain sentence.'),
        ("name: Drugs", f"name: {'x' * 45} Drugs", "has 78 letters, and 70 fit into the head of a page."),
        ("  page: https://www", "\tpage: https://www", ", line 7: There is a tab on this line. Use spaces instead."),
        ("days_to_answer: 5", "days_to_answer: soon", "Write a whole number of days, such as 5."),
        ("drugs@borsetshire.gov.uk", "drugs at borsetshire", "Write the whole address of a mailbox, with its sign @."),
        ("01632 960 001", "ring the office", ', line 9: "ring the office" cannot stand in "telephone". Write a number'),
        ("  mailbox:", "  e-mail:", '"e-mail" is not known here. '),
        ("    telephone: 01632 960 002\n    page: https://recovery.borsetshire.gov.uk/\n", "", "Nobody can reach this"),
        ("    what_for: free", "    for: free", '"what_for" is missing. Add it.'),
        ("logo: logo.svg", "logo: crest.svg", 'There is no picture "crest.svg". Put it into site_src/assets/.'),
        ("logo: logo.svg", "logo: ../logo.svg", "Write the name of an SVG or PNG file in small letters"),
        ("#00604a", "green", 'Write a colour such as "#12436d", in quotation marks.'),
        ("#00604a", "#f46a25", "Words in the colour #f46a25 are hard to read: their contrast is below 4.5"),
        ("https://github.com/borsetshire/drugs", "borsetshire/drugs", "Write its address, such as https://github.com/o"),
        ("address: https://", "address: ", "Write the whole address, such as https://drugs.council.gov.uk/."),
        ("drugs.borsetshire.gov.uk\nhost", "drugs.borsetshire.gov.uk/?page=1\nhost", "Write the whole address"),
        ("drugs.borsetshire.gov.uk\nhost", "drugs.borsetshire.gov.uk/#top\nhost", "Write the whole address"),
        ('"#00604a"', "#00604a", ", line 17: A colour without quotation marks is taken for a comment, and lost."),
        ("name: Drugs and alcohol", r'name: "Drugs \a', 'In "name": There is an invisible character after "Drugs".'),
        ("County Council", r"County Council", 'In "publisher": There is a non-breaking space after'),
        ("treatment for adults", "treatment for adultsâ€™", ', line 13: In "what_for": "â€™" stands where'),
        ("day: newest-source", "day: tomorrow", 'not known in "day". Write one of today and newest-source.'),
        ("2027-06-30", "June 2027", ', line 24: "June 2027" is not a date we can read. Write it as 2026-11-22.'),
        ("host:\n  name: The council's own servers\n  privacy:", "host:", "A host is not one line."),
        ("publisher: Borsetshire County Council\n", "", "needs an organisation that answers"),
        (
            CONTACT,
            "contact:\n",
            ", line 3: A site that is no demonstration needs a way to reach those who answer for it.",
        ),
    ],
)  # fmt: skip
def test_fault_of_the_settings_is_a_clear_message(tmp_path, old, new, message):
    assert old in REAL
    settings, problems = read(tmp_path, REAL.replace(old, new, 1))
    assert settings is None
    assert any(message in problem and problem.startswith(SHOWN) for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Drugs and alcohol in Borsetshire", "Your partnership"),
        ("Borsetshire County Council", '"[Name of the council]"'),
        ("drugs@borsetshire.gov.uk", "team@example.org"),
        ("https://github.com/borsetshire/drugs", "https://github.com/example-org/drugs"),
        ("https://drugs.borsetshire.gov.uk", "https://drugs.example"),
        ("free and confidential treatment for adults", "TODO"),
    ],
)
def test_placeholder_is_refused_unless_the_site_is_a_demonstration(tmp_path, old, new):
    text = REAL.replace(old, new)
    (tmp_path / "real").mkdir()
    (tmp_path / "shown").mkdir()
    _, problems = read(tmp_path / "real", text)
    assert ["is only an example. Write your own" in problem for problem in problems] == [True]
    assert read(tmp_path / "shown", text.replace("demonstration: no", "demonstration: yes"))[1] == []


def test_settings_that_are_not_utf_8_are_a_clear_message(tmp_path):
    (tmp_path / SHOWN).write_bytes("name: Café".encode("cp1252"))
    _, problems = read_settings(tmp_path / SHOWN, SHOWN, tmp_path)
    assert [str(problem) for problem in problems] == [
        'site.yaml: The file is not saved as UTF-8. Save it again with the encoding "UTF-8".'
    ]


def test_colour_that_is_too_pale_comes_with_one_that_is_not():
    darker = readable_on("#f46a25", DARKEST_PAPER, BLACK)
    assert contrast("#f46a25", DARKEST_PAPER) < READABLE <= contrast(darker, DARKEST_PAPER)


def test_contrast_is_that_of_the_guidelines():
    """Black on white is 21 to 1, and #767676 the palest grey that passes on white: WCAG 2.2, technique G18."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#767676", "#ffffff") >= READABLE > contrast("#777777", "#ffffff")


def test_check_shows_the_faults_of_the_settings_and_publishes_nothing(tmp_path):
    lay_out(tmp_path)
    edit(tmp_path / SHOWN, "demonstration: yes", "demonstration: perhaps")
    result = check(tmp_path)
    assert result.exit_code == 1
    assert 'site.yaml, line 4: "perhaps" cannot stand in "demonstration". Write yes or no.' in result.output


def test_check_gives_a_text_to_paste_where_there_are_no_settings(tmp_path):
    lay_out(tmp_path)
    (tmp_path / SHOWN).unlink()
    result = check(tmp_path)
    assert result.exit_code == 1
    assert f"put these lines into it:\n\n{READY_TEXT}\n" in result.output
    (tmp_path / SHOWN).write_text(READY_TEXT, "utf-8")
    assert check(tmp_path).exit_code == 0


@pytest.mark.parametrize("name", ["site.yml", "Site.yaml", "site.yaml.txt"])
def test_other_spelling_of_the_file_is_noticed(tmp_path, name):
    lay_out(tmp_path)
    (tmp_path / SHOWN).rename(tmp_path / name)
    assert f'site.yaml: There is no file of settings. Give "{name}" this name.\n' in check(tmp_path).output
    (tmp_path / SHOWN).write_text(READY_TEXT, "utf-8")
    assert f'site.yaml: "{name}" lies beside it, and is not read. Keep one of the two.\n' in check(tmp_path).output


def test_environment_goes_before_the_settings(tmp_path):
    settings, _ = read(tmp_path, REAL)
    environment = Environment("https://preview.borsetshire.gov.uk/", "https://github.com/borsetshire/fork")
    site = pipeline.check(SOUND, settings=settings, environment=environment).site
    assert isinstance(site, Site)
    assert (site.settings.address, site.settings.repository) == (environment.address, environment.repository)
    assert pipeline.check(SOUND, settings=settings).site.settings == settings


def test_settings_of_the_tests_are_sound():
    assert read_settings(SETTINGS, SHOWN, SETTINGS.parent)[1] == []


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://drugs.council.gov.uk/", "https://drugs.council.gov.uk/"),
        ("https://drugs.council.gov.uk", "https://drugs.council.gov.uk/"),
        ("https://council.github.io/Drugs-2", "https://council.github.io/Drugs-2/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ],
)
def test_address_of_a_site_ends_in_one_slash(given, address):
    assert site_address(given) == address


@pytest.mark.parametrize(
    "given",
    [
        "",
        "drugs.council.gov.uk/",
        "//drugs.council.gov.uk/",
        "ftp://drugs.council.gov.uk/",
        "https://",
        "https:///drugs/",
        "https://drugs council.gov.uk/",
        "https://user:word@drugs.council.gov.uk/",
        "https://drugs.council.gov.uk/?page=1",
        "https://drugs.council.gov.uk/#top",
        "https://drugs.council.gov.uk//drugs/",
        'https://drugs.council.gov.uk/"><script>',
        "https://drugs.council.gov.uk/\n",
    ],
)
def test_text_that_is_no_whole_address_is_none(given):
    assert site_address(given) is None


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/borsetshire/drugs", "https://borsetshire.github.io/drugs/"),
        ("https://github.com/Borsetshire/Drugs/", "https://borsetshire.github.io/Drugs/"),
        ("https://github.com/borsetshire/borsetshire.github.io", "https://borsetshire.github.io/"),
        ("https://github.com/Borsetshire/Borsetshire.GitHub.io", "https://borsetshire.github.io/"),
        ("https://github.com/borsetshire/other.github.io", "https://borsetshire.github.io/other.github.io/"),
        ("https://git.borsetshire.gov.uk/borsetshire/drugs", ""),
        ("", ""),
    ],
)
def test_site_without_an_address_is_where_its_repository_publishes_it(repository, address):
    assert Settings().within(Environment(repository=repository)).address == address


def test_address_goes_before_that_of_the_repository():
    settings = Settings(address="https://drugs.borsetshire.gov.uk/", repository="https://github.com/borsetshire/drugs")
    assert settings.within(Environment()).address == settings.address


@pytest.mark.parametrize("command", [("build",), ("serve",), ("report", "riverside", "2024")], ids=lambda one: one[0])
@pytest.mark.parametrize(
    ("given", "example"),
    [
        ("drugs.borsetshire.gov.uk/x", "https://drugs.borsetshire.gov.uk/x/"),
        ("https://drugs.borsetshire.gov.uk/?x", "https://drugs.council.gov.uk/"),
    ],
)
def test_address_that_is_none_is_refused_in_one_sentence(tmp_path, monkeypatch, command, given, example):
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", given)
    result = CliRunner().invoke(main, command)
    refused = f'Error: SITE_URL is "{given}", which is no whole address: write it in full, such as {example}.\n'
    assert (result.output, result.exit_code) == (refused, 2)
