"""Web addresses of strangers, before anything links to them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

__all__ = ["safe_link"]

# What no address holds as it is: blanks, controls, quotes and brackets. Percent signs of the address itself stay.
_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\"<>\\^`{|}]")


def safe_link(url: str) -> str:
    """The address if it is one a page may link to (http, https), else an empty text.

    Line breaks and tabs are left out, as browsers do; other characters that an address cannot hold are given as
    percent codes, so that none can end the attribute, line or field that it stands in.
    """
    text = re.sub(r"[\t\r\n]", "", url.strip())
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return _UNFIT.sub(lambda found: quote(found[0], errors="replace"), text)
