"""Hand-written pages say what holds for the site at hand, and a fault of one is a clear message."""

import re
import shutil
from dataclasses import replace

import pytest

from builder import pipeline
from builder.model.settings import Contact, Host, LocalService, Settings
from builder.pages.words import find_page_problems, read_words
from builder.project.words import words_of
from tests.projects import root
from tests.sound_example import SOUND, edit, lay_out

WORDS = words_of(root())
ALL_CONTACTS = Contact("https://www.borsetshire.gov.uk/drugs", "drugs@borsetshire.gov.uk", "(01632) 960 001")
REAL = Settings(
    name="Drugs & alcohol in *Borsetshire*",
    demonstration=False,
    publisher="Borsetshire County Council",
    own_papers=True,
    contact=ALL_CONTACTS,
)
REPOSITORY = "https://github.com/borsetshire/drugs"


@pytest.fixture(scope="module")
def pages():
    """Return a function that gives the hand-written pages of a site with some settings, by their names."""
    site = pipeline.check(SOUND).site

    def made(settings):
        artefacts = read_words(WORDS, replace(site, settings=settings))
        return {one.path.removesuffix("/index.md"): one.content.decode("utf-8") for one in artefacts}

    return made


def test_demonstration_says_what_it_is_and_that_it_passes_no_message_on(pages):
    found = pages(Settings(repository=REPOSITORY))
    assert "**It is not the partnerships' own site.**" in found["about"]
    assert "This site is not run by the partnership.\nWe cannot pass messages on.\n" in found["respond"]


def test_real_site_says_who_publishes_it_and_speaks_of_its_own_papers(pages):
    found = pages(REAL)
    assert "Borsetshire County Council publishes this site and answers for it." in found["about"]
    assert "The figures and plans come from our own papers" in found["about"]
    assert "Every figure comes from one of our own papers" in found["methods"]
    assert [name for name, text in found.items() if re.search("emonstration|cannot pass messages", text)] == []


def test_site_of_the_papers_of_others_names_whose_they_are(pages):
    found = pages(replace(REAL, own_papers=False))
    assert "We built it from published documents of Riverside." in found["about"]
    assert "We cannot pass messages on." in found["respond"]
    assert not re.search(r"\bour (own )?papers\b", "".join(found.values()))


def test_every_way_to_reach_the_publisher_is_a_link(pages):
    text = pages(replace(REAL, days_to_answer=1))["respond"]
    for way in ("https://www.borsetshire.gov.uk/drugs", "mailto:drugs@borsetshire.gov.uk", "tel:01632960001"):
        assert f"]({way})" in text
    assert "We answer within 1 working day." in text


def test_way_that_there_is_not_is_not_spoken_of(pages):
    text = pages(replace(REAL, contact=Contact(mailbox="drugs@borsetshire.gov.uk")))["respond"]
    assert "mailto:" in text
    assert not re.search("tel:|Call \\[|our page with ways", text)


def test_without_anybody_to_tell_no_page_invites_to_tell_us(pages):
    found = pages(Settings())
    invited = {name for name, text in found.items() if re.search(r"\[[Tt]ell us\]|\[tell us\]|\(\.\./respond/\)", text)}
    assert invited == {"about"}  # it leads to the ways to reach the partnership
    assert "write to [those who published the paper](#those-who-published-the-papers)" in found["respond"]
    assert "#contact" not in found["respond"]


def test_services_near_the_readers_are_on_the_page_for_help(pages):
    services = (
        LocalService("Recovery | North", "treatment", "01632 960 002", "https://recovery.borsetshire.gov.uk/"),
        LocalService("Young people", "help under 18", page="https://young.borsetshire.gov.uk/"),
    )
    text = pages(replace(REAL, local_services=services))["help"]
    assert (
        "- [Recovery &#124; North](https://recovery.borsetshire.gov.uk/), treatment: [01632 960 002](tel:01632960002)\n"
        "- [Young people](https://young.borsetshire.gov.uk/), help under 18\n"
    ) in text
    assert "borsetshire" not in pages(REAL)["help"]


def open_to(tmp_path, provider, who):
    """Return the page of help of the sound example, whose first service is open to somebody."""
    datasets = lay_out(tmp_path)
    table = datasets / "riverside" / "services.csv"
    header, row, *rest = table.read_text("utf-8").splitlines()
    row = row.replace(",riverside-recovery,", f",{provider},", 1)
    table.write_text("\n".join([f"{header},open_to", f"{row},{who}", *(f"{one}," for one in rest)]) + "\n", "utf-8")
    (page,) = (one for one in read_words(WORDS, pipeline.check(datasets).site) if one.path.startswith("help"))
    return page.content.decode("utf-8")


def test_services_that_people_can_turn_to_are_on_the_page_for_help(tmp_path):
    text = open_to(tmp_path, "riverside-recovery", "adults & parents")
    assert "<li><strong>Riverside Recovery</strong>, for adults &#38; parents: Treatment for adults</li>" in text
    assert '<a href="../money/#contracts">' in text


@pytest.mark.parametrize(("provider", "who"), [("riverside-recovery", ""), ("", "adults")])
def test_service_that_nobody_can_turn_to_is_not(tmp_path, provider, who):
    text = open_to(tmp_path, provider, who)
    assert ("Treatment near you" in text, "The papers on this site name these services" in text) == (True, False)


def test_every_number_on_the_page_for_help_can_be_tapped(pages):
    bare = re.sub(
        r"\]\(|href=\"[^\"]*\"",
        "",
        re.sub(r"\[[^\]]*\]\((?:tel|sms):[^)]*\)|<a [^>]*>.*?</a>", "", pages(REAL)["help"]),
    )
    assert re.findall(r"\b(?:0\d[\d ]{6,}|1\d\d(?: \d{3})?)\b", bare) == []


def test_those_who_published_the_papers_can_be_written_to(pages):
    text = pages(Settings())["respond"]
    publishers = {source.publisher for source in pipeline.check(SOUND).site.partnerships[0].package.sources}
    assert publishers
    assert all(publisher in text for publisher in publishers)


def test_page_about_the_site_says_who_made_it(pages):
    assert "The people who write the free program behind it built it" in pages(Settings())["about"]
    assert "publishes this site and answers for it." in pages(REAL)["about"]


def test_page_on_privacy_names_the_host(pages):
    host = Host("Borsetshire's servers", "https://www.borsetshire.gov.uk/privacy")
    text = pages(replace(REAL, host=host))["privacy"]
    assert "hosted on Borsetshire's servers." in text
    assert "[its privacy statement](https://www.borsetshire.gov.uk/privacy)" in text
    assert "GitHub" not in text


def test_name_of_a_site_is_never_markup(pages):
    assert "Drugs &#38; alcohol in &#42;Borsetshire&#42; shows what" in pages(REAL)["about"]


def test_documents_of_each_package_are_listed_with_their_days(pages):
    text = pages(REAL)["methods"]
    assert "Table: Documents: Riverside\n\n| document | date |\n|---|---|\n| " in text
    assert re.search(r"\| .*, by .* \| \d{1,2} \w+ \d{4} \|", text)


def test_rules_for_small_numbers_are_on_the_page_of_methods(tmp_path):
    datasets = lay_out(tmp_path)
    edit(
        datasets / "riverside" / "datapackage.yaml",
        "resources:\n",
        "resources:\n  - name: disclosure\n    path: disclosure.csv\n",
    )
    (datasets / "riverside" / "disclosure.csv").write_text(
        "rule,metric,threshold,zeros,rounding_base,earlier_versions,approved_by,approved_on,reason\n"
        "ten,adults-in-treatment,10,hidden,,,Caldicott Guardian,2024-09-12,People know | each other.\n",
        "utf-8",
    )
    (methods,) = (one for one in read_words(WORDS, pipeline.check(datasets).site) if one.path.startswith("methods"))
    text = methods.content.decode("utf-8")
    assert "Table: Rules of partnerships for small numbers of people\n\n| partnership |" in text
    row = next(line for line in text.splitlines() if line.startswith("| Riverside | Adults in treatment |"))
    assert "numbers below 10 are hidden; 0 is hidden too | Caldicott Guardian | 12 September 2024 | People know" in row
    assert "know | each" not in row


def test_site_without_a_rule_of_its_own_has_no_table_of_rules(pages):
    assert "Rules of partnerships" not in pages(REAL)["methods"]


@pytest.mark.parametrize("settings", [Settings(), Settings(repository=REPOSITORY), REAL], ids=["bare", "forms", "real"])
def test_no_page_shows_what_only_a_template_may_hold(pages, settings):
    assert [name for name, text in pages(settings).items() if re.search(r"\{\{|\{%|%\}|\}\}", text)] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ publishr }}", '"publishr" is not known here. Did you mean "publisher"?'),
        ("{% if contact %}", "This line cannot be read: "),
        ("## Here {#here}", "This line cannot be read: "),
        ("{{ contact.fax }}", '"contact.fax" is not known here. Known are page, mailbox and telephone.'),
    ],
)
def test_fault_of_a_page_is_a_clear_message(tmp_path, line, message):
    words = tmp_path / "site_src"
    shutil.copytree(WORDS.templates[0], words / "templates")
    (words / "pages").mkdir()
    (words / "pages" / "about.md").write_text(f"---\ntitle: x\n---\n\n# x\n{line}\n", "utf-8")
    (problem,) = find_page_problems(words_of(tmp_path))
    assert str(problem).startswith("site_src/pages/about.md, line 6: ")
    assert message in str(problem)


def test_pages_of_this_project_have_no_fault():
    assert list(find_page_problems(WORDS)) == []
