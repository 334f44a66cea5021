"""The interface's OpenAPI document held against what it answers, with requests made from it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from web_client import served

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
)


@pytest.fixture(scope="module")
def document() -> Iterator[Any]:
    with served() as (address, _):
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("path", "method"), [("/api/redeem", "GET"), ("/api/run", "POST")])
def test_every_answer_is_as_documented(
    document: Any, path: str, method: str, mode: GenerationMode
) -> None:
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # a failure is told as it was found: making it small takes long
        database=None,
    )
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        assume(len(str(case.query)) < 6_000)  # a longer one may not fit an address: 400
        case.call_and_validate(checks=CHECKS, timeout=60)

    asked()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"notice": "2008-09-29"}, 200),
        ({"notice": "2008-09-29", "as-of": "2008-10-01"}, 200),
        ({"notice": "2008-09-29", "paid-in": "cash", "missed": ["2008-09-30"]}, 200),
        ({"notice": "2008-02-30"}, 422),
    ],
)
def test_a_result_is_as_documented(document: Any, query: dict[str, Any], status: int) -> None:
    case = document["/api/redeem"]["GET"].Case(query=query)
    answer = case.call(timeout=60)
    assert answer.status_code == status
    case.validate_response(answer, checks=CHECKS[:-1])


def test_every_status_is_documented(document: Any) -> None:
    for path, method in (("/api/redeem", "get"), ("/api/run", "post")):
        found = document.raw_schema["paths"][path][method]["responses"]
        assert set(found) == {"200", "400", "408", "413", "421", "422", "503"}
