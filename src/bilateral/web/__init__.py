"""The web app: the chronology as pages one can read, filter and judge, served or written as files (docs/web.md).

    pool -> index -> views -> render
    file    columns  pages    HTML, JSON, feeds

A *view* is a function from the chronology and checked parameters to a frozen dataclass that says all its page says.
HTML and JSON are made of the same dataclass, so that the twin of a page cannot say anything else. `pages.PAGES` is the
one table of what there is: the server, the static site and the OpenAPI description are made from it.
"""

from __future__ import annotations

from bilateral.web.serving import Serving

__all__ = ["Serving"]
