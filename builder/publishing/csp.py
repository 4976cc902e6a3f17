"""The security policy of a page: what it may load and run, worked out from what it really holds.

It stands in the page itself, because a plain host of files sends no headers of ours.
"""

import base64
import hashlib
import json
import re

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^\s>/]*((?:\s+[^\s\"'<>=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([^\s\"'<>=/]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_REFUSED = re.compile(r"\s(?:style|on[a-z]+)\s*=|<style\b", re.IGNORECASE)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')

_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self'",
    "img-src 'self' data:",  # the shapes beside the verdicts are data addresses in the stylesheet
    "connect-src 'self'",  # the index of the search
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)


_DATA = ' type="application/ld+json"'
"""The attributes of a block of data, which no browser runs: these alone, written in this way."""


def inline_scripts(html: str) -> frozenset[str]:
    """Return the text of every script that stands in a page itself. A block of data for programs is none."""
    found = _SCRIPT.findall(html)
    return frozenset(text for attributes, text in found if " src=" not in attributes and attributes != _DATA)


def with_policy(html: str) -> str:
    """Return a page with its policy as the first thing in its head, in the place of an earlier one."""
    hashes = "".join(f" '{_digest(script)}'" for script in sorted(inline_scripts(html)))
    policy = "; ".join(_DIRECTIVES).format(hashes=hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _META.sub("", html).replace("<head>", f"<head>{meta}", 1)


def find_policy_faults(html: str, known_scripts: frozenset[str]) -> list[str]:
    """Return what the policy of a page would stop, or must not allow.

    Args:
        html: The page.
        known_scripts: The scripts that the theme puts into every page. A page with another one was written by
            somebody who did not know of the policy, or holds data that became markup: neither may run.
    """
    faults = []
    if inline_scripts(html) - known_scripts:
        faults.append("it holds a script that is not the theme's: put it into a file of site_src/assets")
    if any(attributes == _DATA and not _is_json(text) for attributes, text in _SCRIPT.findall(html)):
        faults.append("it holds a block of data that no program can read")
    if _REFUSED.search(html):
        if "<style" in html.lower():
            faults.append("it holds styles: put them into site_src/assets/site.css")
        names = {name.lower() for tag in _TAG.findall(html) for name in _ATTRIBUTE.findall(tag)}
        faults += [
            f'it holds the attribute "{name}", which its security policy stops'
            for name in sorted(names)
            if name == "style" or name.startswith("on")
        ]
    return faults


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
