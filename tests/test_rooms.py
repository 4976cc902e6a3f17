"""The house: few rooms, nothing loose beside them, and a picture that is drawn from the rules of imports."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILDER = ROOT / "builder"
LOOSE = {"__init__.py", "__main__.py"}
MOST_ROOMS = 15


def layers() -> list[list[str]]:
    """Return the rooms of each floor, from the top down, as the rule of imports has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (rule,) = [contract for contract in contracts if contract["type"] == "layers"]
    return [[room.strip() for room in layer.split("|")] for layer in rule["layers"]]


def picture() -> str:
    """Return the house as README shows it: a room knows those on lower floors only."""
    return "\n".join(" | ".join(floor).center(57).rstrip() for floor in layers())


def rooms() -> set[str]:
    return {path.name for path in BUILDER.iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_all_that_is_not_in_a_room_is_the_way_in():
    assert {path.name for path in BUILDER.iterdir() if path.is_file()} == LOOSE


def test_rooms_are_few_and_all_have_a_floor():
    assert len(rooms()) <= MOST_ROOMS
    assert rooms() == {room for floor in layers() for room in floor}


def test_readme_draws_the_floors_of_the_import_rule():
    assert f"```\n{picture()}\n```" in (ROOT / "README.md").read_text("utf-8")


def test_each_room_says_what_lives_there():
    for folder in [path.parent for path in BUILDER.rglob("__init__.py")]:
        said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
        assert said, folder
        assert said.splitlines()[0].endswith((".", ":")), folder


def test_the_page_on_architecture_names_each_room_once():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = page.split("## The rooms")[1].split("\n## ")[0]
    named = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(named) == sorted(rooms())


def test_every_file_that_the_page_on_architecture_names_is_there():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = {name for name in re.findall(r"`((?:[a-z_]+/)+[a-z_.]*)`", page) if name.split("/")[0] in rooms()}
    assert len(named) > 30
    assert [name for name in sorted(named) if not (BUILDER / name).exists()] == []
