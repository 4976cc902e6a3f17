"""Takes pictures of every kind of page, for people to look through: `python -m tests.gallery`.

The pages are those of the frozen packages. The pictures go to `build/gallery/`, named by page, light or dark, and
width in pixels, with an `index.html` that shows them side by side. A page that is wider than its window, or that
reports an error, is named at the end.
"""

import html
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.progress import track

from tests.bench.web import serving
from tests.browser.install import FLAGS, installed_browser
from tests.projects import build, copy_of_project

PAGES: Mapping[str, str] = {
    "home": "",
    "partnership": "derby-and-derbyshire/",
    "partnership-with-little": "worcestershire/",
    "outcome": "derby-and-derbyshire/outcomes/reduce-deaths-and-harm/",
    "outcome-with-little": "worcestershire/outcomes/reduce-drug-supply/",
    "metric-number": "worcestershire/metrics/naloxone-trained-professionals/",
    "metric-bars": "northamptonshire/metrics/young-people-vulnerabilities/",
    "metric-dots": "northamptonshire/metrics/unmet-need/",
    "metric-lines": "derby-and-derbyshire/metrics/deaths-from-drug-misuse/",
    "metric-groups": "northamptonshire/metrics/young-people-in-treatment-by-group/",
    "metric-two-charts": "derby-and-derbyshire/metrics/drug-offence-outcomes/",
    "area": "derby-and-derbyshire/areas/derby/",
    "compare": "compare/",
    "compared-shares": "compare/prison-continuity-of-care/",
    "compared-counts": "compare/adults-in-treatment/",
    "plan": "northamptonshire/plan/",
    "action": "worcestershire/plan/run-packs-project/",
    "actions": "northamptonshire/actions/",
    "coverage": "northamptonshire/coverage/",
    "duties": "northamptonshire/duties/",
    "partners": "northamptonshire/partners/",
    "money": "northamptonshire/money/",
    "needs": "northamptonshire/needs/",
    "report": "derby-and-derbyshire/report/2025/",
    "changes": "derby-and-derbyshire/changes/",
    "claims": "derby-and-derbyshire/claims/",
    "partnership-data": "derby-and-derbyshire/data/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "framework": "framework/",
    "definitions": "framework/metrics/",
    "commitments": "framework/commitments/",
    "ambitions": "framework/ambitions/",
    "national-findings": "framework/findings/",
    "glossary": "glossary/",
    "find": "find/",
    "found": "find/#find=alcohol",
    "methods": "methods/",
    "help": "help/",
    "areas": "areas/",
    "respond": "respond/",
    "publish": "publish/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "about": "about/",
    "not-found": "404.html",
}
"""A page of each kind of the site of the frozen packages, by the name of its pictures."""

WIDTHS = (390, 768, 1280)
SCHEMES = ("light", "dark")
PAPER = 680
"""The width of the text of an A4 page, in pixels."""
TALLEST = 16_000
"""Chromium draws no picture taller than this, in pixels; a longer page is cut off here, and the index says so."""


@dataclass(frozen=True)
class View:
    """How a page is looked at: `width` in pixels."""

    width: int
    scheme: str
    on_paper: bool = False

    @property
    def name(self) -> str:
        """Its part of the name of a picture."""
        return "print" if self.on_paper else f"{self.scheme}-{self.width}"


VIEWS = (*(View(width, scheme) for scheme in SCHEMES for width in WIDTHS), View(PAPER, "light", on_paper=True))


@dataclass(frozen=True)
class Picture:
    """One picture: the height of its page in pixels, and what is wrong with the page."""

    kind: str
    view: View
    height: int
    faults: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.kind}-{self.view.name}.png"


def take(browser: Browser, address: str, folder: Path, kinds: Mapping[str, str]) -> Iterator[Picture]:
    """Take each picture into `folder`, and say what was seen."""
    for view in VIEWS:
        context = browser.new_context(
            viewport={"width": view.width, "height": 900},
            color_scheme=view.scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        for kind, path in kinds.items():
            page = context.new_page()
            yield _take_one(page, address + path, folder, kind, view)
            page.close()
        context.close()


def _take_one(page: Page, address: str, folder: Path, kind: str, view: View) -> Picture:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.emulate_media(media="print" if view.on_paper else "screen")
    if "#find=" in address:
        page.wait_for_selector(".search-results li")
    height, width = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    if width > view.width:
        faults.append(f"it is {width} pixels wide")
    picture = Picture(kind, view, height, tuple(faults))
    clip = {"x": 0, "y": 0, "width": view.width, "height": min(height, TALLEST)}
    page.screenshot(path=folder / picture.file, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    return picture


def index(pictures: tuple[Picture, ...], kinds: Mapping[str, str]) -> str:
    """Return a page that shows the pictures of each kind of page side by side."""
    rows = []
    for kind, path in kinds.items():
        shown = "".join(_shown(picture) for picture in pictures if picture.kind == kind)
        rows.append(f'<h2 id="{kind}">{kind} <small>/{html.escape(path)}</small></h2>\n<div>{shown}</div>\n')
    contents = " · ".join(f'<a href="#{kind}">{kind}</a>' for kind in kinds)
    style = (
        "body{font:16px sans-serif;margin:16px}div{display:flex;gap:16px;overflow-x:auto}figure{margin:0;flex:none}"
        "img{display:block;height:600px;width:auto;max-width:480px;object-fit:cover;object-position:top;"
        "border:1px solid #999}strong{color:#801650}"
    )
    return (
        '<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>Pictures of every kind of page</title>\n'
        f"<style>{style}</style>\n<h1>Pictures of every kind of page</h1>\n<p>{contents}</p>\n{''.join(rows)}</html>\n"
    )


def _shown(picture: Picture) -> str:
    cut = f", cut at {TALLEST:,}" if picture.height > TALLEST else ""
    faults = "".join(f" <strong>{html.escape(fault)}</strong>" for fault in picture.faults)
    words = f"{picture.view.name}: {picture.height:,} pixels tall{cut}{faults}"
    image = f'<img src="{picture.file}" alt="{picture.kind}, {picture.view.name}" loading="lazy">'
    return f'<figure><figcaption>{words}</figcaption><a href="{picture.file}">{image}</a></figure>'


def main(arguments: list[str]) -> int:
    """Take the pictures of all kinds of pages, or of those named, and return an exit code."""
    folder = Path("build/gallery")
    unknown = sorted(set(arguments) - set(PAGES))
    if unknown:
        print(f"There is no kind of page named {unknown[0]}.")
        return 2
    kinds = {kind: path for kind, path in PAGES.items() if not arguments or kind in arguments}
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    project = copy_of_project(folder / "project")
    print("Building the site of the frozen packages.")
    built = build(project)
    if built.returncode:
        print(built.stderr)
        return 1
    with sync_playwright() as playwright, serving(project / "site") as address:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        taking = take(browser, address, folder, kinds)
        pictures = tuple(track(taking, "Taking pictures", total=len(kinds) * len(VIEWS)))
        browser.close()
    shutil.rmtree(project)
    (folder / "index.html").write_text(index(pictures, kinds), "utf-8")
    for picture in pictures:
        for fault in picture.faults:
            print(f"{picture.file}: {fault}")
    print(f"{len(pictures)} pictures are in {folder}/: open {folder}/index.html.")
    return 1 if any(picture.faults for picture in pictures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
