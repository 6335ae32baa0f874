"""Markdown to plain text: paragraphs in one line each, headings and list items as lines of their own."""

from __future__ import annotations

import re

__all__ = ["front_matter", "plain"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$|```|~~~")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_INLINE = (
    (re.compile(r"<!--[^<]*?-->|</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"!\[[^\[\]]*\]\([^()\[]*\)"), ""),
    (re.compile(r"\[([^\[\]]+)\](?:\([^()\[]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


def front_matter(text: str) -> dict[str, str]:
    """Fields of a YAML head ("title: ..."), keys in lower case; empty where there is none."""
    head = _FRONT.match(text)
    if head is None:
        return {}
    return {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(head.group(1))}


def plain(text: str) -> tuple[str, str | None]:
    """The text without marks, blocks parted by blank lines; and its first heading."""
    text = _FRONT.sub("", text, count=1)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    blocks: list[str] = []
    title: str | None = None
    fresh = True  # the next line starts a block
    for raw in text.split("\n"):
        line = raw.strip().lstrip(">").strip()
        heading = _HEADING.match(line)
        if heading:
            title = title or heading.group(1)
            blocks.append(heading.group(1))
            fresh = True
        elif not fresh and _UNDERLINE.match(line):
            title = title or (blocks[-1] if line[0] == "=" else None)
            fresh = True
        elif not line or _RULE.match(line):
            fresh = True
        elif fresh or _ITEM.match(line):
            blocks.append(line)
            fresh = False
        else:
            blocks[-1] += f" {line}"
    return "\n\n".join(block for block in blocks if block), title
