"""Whatever is asked by the app's own description, the answer is one that it knows, and never a defect."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from starlette.testclient import TestClient

from bilateral.web.openapi import openapi
from bilateral.web.safety import HEADERS

_DESCRIPTION = openapi()
# The outlook makes a model for each day and horizon: seconds each.
_PATHS = {
    path: told for path, told in _DESCRIPTION["paths"].items() if not path.removesuffix(".json").endswith("/outlook")
}
_SCHEMA = schemathesis.openapi.from_dict({**_DESCRIPTION, "paths": _PATHS})

# 414 and 421 come from what stands before every page, 405 from methods that a page does not have.
_ALWAYS = {"404", "405", "414", "421"}


@_SCHEMA.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_question_breaks_it(case: schemathesis.Case[Any], client: TestClient) -> None:
    asked = case.as_transport_kwargs(base_url="http://127.0.0.1")
    asked.pop("cookies", None)  # the app has none
    try:
        answer = client.request(**asked, follow_redirects=False)
    except ValueError as error:  # the client itself cannot send it
        pytest.skip(str(error))
    documented = set(case.operation.definition.raw["responses"]) | _ALWAYS
    assert str(answer.status_code) in documented, (asked, answer.text[-300:])
    assert {key: answer.headers[key] for key in HEADERS} == dict(HEADERS)
    if answer.headers["content-type"].startswith("application/json"):
        answer.json()
