# ruff: noqa: E501 -- payloads read best many to a line
"""Texts that would be markup, or run, if anything took them for more than text."""

from builder.model.narrative import Paragraph, Text
from builder.reading.dialect import read_blocks

RUN = "alert(1)"
PAYLOADS = [
    *(f"a {payload} b" for payload in (
        f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<img src=x onerror={RUN}>",
        f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>", f"<body onload={RUN}>", f"<iframe src=javascript:{RUN}>",
        f"<a href=javascript:{RUN}>x</a>", f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}></video>",
        f"<input autofocus onfocus={RUN}>", f"<math><mi xlink:href=javascript:{RUN}>x</mi></math>", f"<object data=javascript:{RUN}>",
        f"<embed src=javascript:{RUN}>", f"<form action=javascript:{RUN}><button>x</button></form>", "<base href=//example.org/>",
        "<meta http-equiv=refresh content=0;url=//example.org>", "<link rel=stylesheet href=//example.org/x.css>",
        "<style>*{display:none}</style>", "<!-- comment -->", "<![CDATA[ x ]]>", "<?php echo 1 ?>", "<b>bold</b>", "<h1>big</h1>",
        "</p></div></main>", "</table></td></tr>", "</title>", "</textarea>", "</svg>", "<div data-part='charts/x.svg'></div>",
        f'" onmouseover="{RUN}', f"' onmouseover='{RUN}", f'"><img src=x onerror={RUN}>', f"'><img src=x onerror={RUN}>",
        f"[x](javascript:{RUN})", f"[x]: javascript:{RUN}", f"![x](x onerror={RUN})", f"<javascript:{RUN}>", "[x][1]", "[^1]",
        "**bold**", "__bold__", "_thin_", "`code`", "~~gone~~", "==marked==", "H~2~O", "x^2^", ":smile:", "{ .class #id }",
        "{: onclick=alert(1) }", "{{ 7 * 7 }}", "{% raw %}", "${7*7}", "&lt;b&gt;", "&#60;b&#62;", "&amp;lt;", "\\<b\\>", "| a | b |",
        "--8<-- 'x'", "wzxhzdk:0", "\u0332", "%3Cscript%3E", "javascript:alert(1)", "{}", "%s %d",
    )),
    "# heading", "1. list", "> quote", "* star", "~~~", "```", ":::", "[TOC]",
]  # fmt: skip


def is_plain(payload):
    """Return whether a narrative takes a payload for nothing but words."""
    faults = []
    blocks = read_blocks(payload, lambda *fault: faults.append(fault))
    return not faults and [type(b) for b in blocks] == [Paragraph] and {type(p) for p in blocks[0].content} == {Text}
