"""The lock files hold all that they need, with extras, so that every installer takes them: the strictest pip too.

Requirements are those that the installed packages state themselves. They are looked at as on other machines too.
Of a package that is locked in two versions, only the installed one can be looked at.
"""

import re
import tomllib
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path("requirements")
LOCKS = ("uv", "site", "test")
ENTRY = re.compile(
    r"(?P<pin>\S+==\S+?)(?: ; (?P<marker>[^\\]+?))?(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)

SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ("3.11.0", "3.11.7", "3.12.1", "3.13.0", "3.14.0")


def lock_text(name):
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def machine(system, python):
    names = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    return {**default_environment(), **SYSTEMS[system], **names}


def pins(text, environment):
    """Return the entries of a lock file that hold in an environment, by name."""
    entries = [
        Requirement(f"{match['pin']} ; {match['marker']}" if match["marker"] else match["pin"])
        for match in ENTRY.finditer(text)
    ]
    held = [one for one in entries if one.marker is None or one.marker.evaluate(environment)]
    named = {canonicalize_name(one.name): one for one in held}
    assert len(named) == len(held), "a package is locked twice"
    return named


def missing(text, environment):
    """Return what the packages of a lock file need in an environment and the file does not pin."""
    locked = pins(text, environment)
    return sorted(
        f"{name} needs {needed.name}{sorted(needed.extras) or ''}{needed.specifier}"
        for name, pin in locked.items()
        if version(name) in pin.specifier
        for needed in map(Requirement, requires(name) or ())
        if is_needed(needed, pin.extras, environment) and not is_pinned(needed, locked)
    )


def is_needed(needed, extras, environment):
    asked = ("", *extras)
    return needed.marker is None or any(needed.marker.evaluate({**environment, "extra": extra}) for extra in asked)


def is_pinned(needed, locked):
    pin = locked.get(canonicalize_name(needed.name))
    if pin is None or not needed.extras <= pin.extras:
        return False
    (exact,) = pin.specifier
    return needed.specifier.contains(exact.version, prereleases=True)


def stated(name):
    """Return the requirements that a person wrote."""
    if name == "uv":
        lines = (FOLDER / "uv.in").read_text("utf-8").splitlines()
        return [Requirement(line) for line in lines if not line.startswith("#")]
    program = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    lines = program["project"]["dependencies"] + (program["dependency-groups"]["test"] if name == "test" else [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_what_each_of_its_packages_needs_with_extras(name, python, system):
    assert missing(lock_text(name), machine(system, python)) == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_requirement_that_a_person_wrote(name, python):
    locked = pins(lock_text(name), machine("Linux", python))
    assert [str(one) for one in stated(name) if not is_pinned(one, locked)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_packages_are_installed_as_the_lock_says(name):
    locked = pins(lock_text(name), default_environment())
    assert [str(pin) for package, pin in locked.items() if version(package) not in pin.specifier] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_nothing_but_pins_with_hashes(name):
    assert re.sub(r"^#.*\n", "", ENTRY.sub("", lock_text(name)), flags=re.MULTILINE) == ""


def test_lock_without_an_extra_is_found_out():
    stripped = lock_text("test").replace("coverage[toml]==", "coverage==")
    (fault,) = missing(stripped, default_environment())
    assert fault.startswith("pytest-cov needs coverage['toml']>=")


def test_lock_without_a_package_is_found_out():
    cut = re.sub(r"^markdown==(?:.*\\\n)+.*\n", "", lock_text("site"), flags=re.MULTILINE)
    faults = missing(cut, default_environment())
    assert [fault for fault in faults if not re.search(r" needs [Mm]arkdown>=", fault)] == []
    assert "mkdocs" in {fault.split()[0] for fault in faults}


def test_packages_are_installed_by_one_tool_that_every_pip_can_install():
    assert list(pins(lock_text("uv"), default_environment())) == ["uv"]
