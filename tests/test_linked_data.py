"""What programs read of the tables is valid by the standards' own readers, which find faults that are put in."""

import hashlib
import io
import json
import re
import shutil
import warnings
import zipfile

import csvw
import pytest
import rdflib
from frictionless import Package
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SDO

from builder import pipeline
from builder.analysis.publication import Publication
from builder.model.settings import Environment
from builder.pipeline.building import Folders, assemble, set_scenes, text_parts
from builder.publishing.finishing import with_parts
from builder.tables import linked_data, package_files
from tests.projects import FROZEN, root
from tests.sound_example import SOUND

DESCRIBED = "-metadata.json"
HOME = "https://drugs.example/open/"
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def site():
    return pipeline.check(FROZEN, environment=Environment(address=HOME)).site


@pytest.fixture(scope="module")
def files(site):
    return {artefact.path: artefact.content for artefact in package_files.export(site)}


@pytest.fixture(scope="module")
def pages(site):
    """Every page as Markdown, with its parts, by its address."""
    scenes, folders = set_scenes(site), Folders(root(), FROZEN, root() / "build", root() / "site")
    parts = text_parts(scenes, folders)
    return {
        file.path.removesuffix("index.md"): with_parts(file.content.decode(), parts)
        for file in assemble(site, scenes, folders).files
        if file.path.endswith(".md")
    }


@pytest.fixture(scope="module")
def datasets(pages):
    """What programs read of each page that has something for them, by its address."""
    found = {address: BLOCK.findall(text) for address, text in pages.items()}
    return {address: graph_of(*blocks) for address, blocks in found.items() if blocks}


def graph_of(block):
    """Read a block of a page as a program does, without asking schema.org what its words mean."""
    value = json.loads(block)
    assert value["@context"] == "https://schema.org"
    return read_graph(json.dumps({**value, "@context": {"@vocab": str(SDO)}}))


def read_graph(text):
    # The reader uses a class of its own that it has replaced.
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return rdflib.Graph().parse(data=text, format="json-ld")


@pytest.fixture(scope="module")
def catalogue(files):
    return read_graph(files["data/catalog.jsonld"])


def parts(graph, start, *way):
    """Return what a graph has at the end of a way."""
    ends = [start]
    for step in way:
        ends = [goal for end in ends for goal in graph.objects(end, step)]
    return [str(end) for end in ends]


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def read(path):
    """Return the tables that a description leads to, and what is not as it says."""
    with warnings.catch_warnings(action="always"):
        found = csvw.CSVW(str(path), validate=True)
        try:
            is_valid = found.is_valid
        except ValueError as fault:
            # Some faults the reader tells, and some end it.
            return found.tables, [str(fault)]
        assert is_valid != bool(found.warnings)
        return found.tables, [str(one.message) for one in found.warnings]


def test_every_csv_is_as_a_description_says_where_every_reader_looks_for_it(files, folder):
    reached = set()
    for path in sorted(folder.rglob(f"*{DESCRIBED}")):
        tables, faults = read(path)
        assert faults == [], path
        reached |= {(path.parent / str(table.url)).relative_to(folder).as_posix() for table in tables}
    assert reached == {path for path in files if path.endswith(".csv")}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("derby-and-derbyshire/metrics/adults-in-treatment.csv", b",2067,", b",many,"),
        ("derby-and-derbyshire/metrics/adults-in-treatment.csv", b"period_start,", b"from,"),
        ("derby-and-derbyshire/observations.csv", b"adults-in-treatment,", b"unheard-of,"),
        ("worcestershire/actions.csv", b",promised,", b",perhaps,"),
    ],
)
def test_description_refuses_a_table_that_is_not_as_it_says(folder, tmp_path, path, old, new):
    content = (folder / "data" / path).read_bytes()
    assert old in content
    goal = tmp_path / path
    shutil.copytree((folder / "data" / path).parent, goal.parent)
    goal.write_bytes(content.replace(old, new, 1))
    own = goal.with_name(f"{goal.name}{DESCRIBED}")
    assert read(own if own.exists() else goal.with_name("csv-metadata.json"))[1] != []


def test_description_says_whose_the_figures_are_what_they_are_and_where_they_come_from(files):
    found = json.loads(files[f"data/derby-and-derbyshire/metrics/adults-in-treatment.csv{DESCRIBED}"])
    assert found["dc:title"] == "Adults in treatment: Derby and Derbyshire"
    assert found["dc:modified"]["@value"] == "2025-01-30"
    assert found["schema:url"] == f"{HOME}derby-and-derbyshire/metrics/adults-in-treatment/"
    assert len(found["dc:source"]) == 1
    assert "Licence: Copyright of the council" in found["dc:source"][0]


def test_keys_lead_from_table_to_table(files):
    found = json.loads(files["data/worcestershire/csv-metadata.json"])
    observations = next(one for one in found["tables"] if one["url"] == "observations.csv")
    led = {key["reference"]["resource"] for key in observations["tableSchema"]["foreignKeys"]}
    assert led == {"metrics.csv", "areas.csv", "sources.csv"}


def test_archive_of_a_metric_is_a_data_package_of_its_own(files, tmp_path):
    path = "data/northamptonshire/metrics/adults-in-treatment"
    zipfile.ZipFile(io.BytesIO(files[f"{path}.zip"])).extractall(tmp_path)
    folder = tmp_path / "adults-in-treatment"
    assert Package(str(folder / "datapackage.json")).validate().valid
    assert (folder / "adults-in-treatment.csv").read_bytes() == files[f"{path}.csv"]
    assert read(folder / f"adults-in-treatment.csv{DESCRIBED}")[1] == []
    assert (folder / "LICENCE.txt").is_file()


def test_pages_about_data_and_no_others_tell_programs_what_they_hold(pages, datasets):
    assert set(datasets) == {
        address
        for address in pages
        if re.fullmatch(r"(?:[^/]+/)?data/|(?!compare)[^/]+/metrics/[^/]+/", address) and address != "data/dictionary/"
    }
    for address, graph in datasets.items():
        assert rdflib.URIRef(f"{HOME}{address}#dataset") in set(graph.subjects(RDF.type, SDO.Dataset)), address


def test_each_dataset_has_what_search_engines_ask_for(datasets):
    for address, graph in datasets.items():
        one = rdflib.URIRef(f"{HOME}{address}#dataset")
        assert parts(graph, one, SDO.name) != [], address
        assert parts(graph, one, SDO.license) != [], address
        assert parts(graph, one, SDO.creator, SDO.name) == ["Plainsight"], address
        (description,) = parts(graph, one, SDO.description)
        assert 50 <= len(description) <= 5000, address


def test_each_download_of_a_dataset_is_there_and_every_address_is_whole(datasets, files):
    for address, graph in datasets.items():
        downloads = parts(graph, rdflib.URIRef(f"{HOME}{address}#dataset"), SDO.distribution, SDO.contentUrl)
        assert {one.removeprefix(HOME) for one in downloads} <= files.keys() and downloads, address


def test_dataset_of_a_metric_says_what_where_and_when(datasets):
    address = "derby-and-derbyshire/metrics/adults-in-treatment/"
    graph, one = datasets[address], rdflib.URIRef(f"{HOME}{address}#dataset")
    assert parts(graph, one, SDO.name) == ["Adults in treatment: Derby and Derbyshire"]
    assert set(parts(graph, one, SDO.spatialCoverage, SDO.identifier)) == {"E06000015", "E10000007"}
    assert parts(graph, one, SDO.temporalCoverage) == ["2022-03-01/2024-03-31"]
    assert parts(graph, one, SDO.variableMeasured, SDO.unitText) == ["Number"]
    assert "Licence: Copyright of the council" in parts(graph, one, SDO.isBasedOn, SDO.name)[0]


def test_packages_lead_to_their_metrics_and_the_page_of_all_to_the_packages(datasets):
    package = rdflib.URIRef(f"{HOME}worcestershire/data/#dataset")
    together = rdflib.URIRef(f"{HOME}data/#dataset")
    metrics = parts(datasets["worcestershire/data/"], package, SDO.hasPart)
    led = {one.removeprefix(HOME).removesuffix("#dataset") for one in metrics}
    assert led == {address for address in datasets if address.startswith("worcestershire/metrics/")}
    assert str(package) in parts(datasets["data/"], together, SDO.hasPart)


def test_text_of_an_officer_cannot_end_the_block_of_data():
    block = linked_data._block({"name": "</script><script>x()</script>"})
    assert block.count("<") == 2
    assert json.loads(BLOCK.search(block)[1]) == {"name": "</script><script>x()</script>"}


def test_catalogue_has_what_other_catalogues_ask_for(catalogue, site):
    (one,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    assert str(one) == f"{HOME}data/"
    for asked in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert parts(catalogue, one, asked) != []
    assert parts(catalogue, one, DCTERMS.publisher, FOAF.name) == ["Plainsight"]
    listed = parts(catalogue, one, DCAT.dataset)
    assert len(listed) == len(site.packages) + 1
    for dataset in map(rdflib.URIRef, listed):
        assert parts(catalogue, dataset, DCTERMS.title) != []
        assert parts(catalogue, dataset, DCTERMS.description) != []
        assert parts(catalogue, dataset, DCAT.distribution, DCAT.accessURL) != []


def test_catalogue_gives_size_and_digest_of_each_download(catalogue, files):
    found = list(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert found
    for one in found:
        content = files[str(one).removeprefix(HOME)]
        assert parts(catalogue, one, DCAT.byteSize) == [str(len(content))]
        (digest,) = parts(catalogue, one, SPDX.checksum, SPDX.checksumValue)
        assert digest.lower() == hashlib.sha256(content).hexdigest()


def test_catalogue_and_pages_call_a_dataset_by_one_address(catalogue, datasets):
    listed = {str(one) for one in catalogue.subjects(RDF.type, DCAT.Dataset)}
    told = {f"{HOME}{address}#dataset" for address in datasets}
    assert listed < told


def test_site_of_one_partnership_has_its_files_of_all_figures_on_the_page_of_its_package():
    site = pipeline.check(SOUND).site
    publications = [Publication(partnership, partnership.day) for partnership in site.partnerships]
    block = linked_data.page_parts(site, publications)["linked/data/"]
    urls = {one["contentUrl"].rpartition("/")[2] for one in json.loads(BLOCK.search(block)[1])["distribution"]}
    assert urls == {"riverside.zip", "figures.csv", "open-data.db"}
