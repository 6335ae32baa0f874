"""What the briefing and the pages share of making HTML: how templates are read, and how a chart stands in one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bilateral.present.charts import PALETTE

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["environment_of", "script_json"]


def environment_of(package: str) -> Environment:
    """The templates in the folder `templates` of a package: everything is escaped, a missing value is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def script_json(spec: Any) -> Markup:
    """A chart as JSON that cannot end the script element it stands in, in the colours of the style sheet."""
    from markupsafe import Markup

    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    for name, colour in PALETTE.items():
        text = text.replace(f'"{colour}"', f'"var(--{name})"')
    for character, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028")):
        text = text.replace(character, code)
    return Markup(text)
