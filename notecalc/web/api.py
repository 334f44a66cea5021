"""The interface for programs: the command line's options in, its JSON out; scenario documents."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from notecalc import export, service
from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.scenario.documents import FileDocument
from notecalc.service import Answer
from notecalc.web.asked import EVERY, MOST_CHARACTERS, read
from notecalc.web.guard import problem_json
from notecalc.web.notes import Notes
from notecalc.web.schemas import Problems, ResultModel
from notecalc.web.solving import solve
from notecalc.web.work import Workshop

MOST_SCENARIOS = 500
"""So many scenarios of a document are run at most."""

_REFUSED: Mapping[int | str, dict[str, Any]] = {
    400: {
        "description": "The request is no HTTP, or its address is longer than 80,000 characters.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    },
    408: {"model": Problems, "description": "The request took too long to arrive."},
    413: {"model": Problems, "description": "The request is too large."},
    421: {"model": Problems, "description": "The page is asked for under another's name."},
    422: {"model": Problems, "description": "The input is wrong: every problem is listed."},
    503: {"model": Problems, "description": "Too much is at work, or this takes too long."},
}
_PARAMETERS = [
    {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": f"{each.help} {each.form}",
        "schema": {
            "type": "array",
            "items": {"type": "string", "maxLength": MOST_CHARACTERS},
            "maxItems": 50,
        }
        if each.many
        else {"type": "string"},
        "style": "form",
        "explode": True,
    }
    for each in EVERY
]
_EXAMPLE = {
    "notecalc": 1,
    "terms": "liquidmetal-2007",
    "scenarios": [{"name": "as noticed", "notice": "2008-09-29"}],
}


def json_response(value: object, status: int = 200) -> Response:
    """A value as the command line prints JSON."""
    return Response(export.json_text(value), status, media_type="application/json")


def refused(error: NotecalcError, status: int = 422, **more: Any) -> Response:
    """Every problem of an error."""
    problems = [problem_json(each) for each in error.problems]
    return json_response({"problems": problems, **more}, status)


def router(notes: Notes, workshop: Workshop) -> APIRouter:
    """The interface of some notes."""
    found = APIRouter(prefix="/api", responses={**_REFUSED})

    @found.get(
        "/redeem",
        summary="What is due, and when and why",
        responses={200: {"model": ResultModel, "description": "The result."}},
        openapi_extra={"parameters": _PARAMETERS},
    )
    async def redeem(request: Request) -> Response:
        """The options of `notecalc redeem` by name, and its JSON: at least one that says what
        happened, such as notice=2008-09-29. `terms` is a built-in name, or terms as the page's own
        addresses hold them; `answer` answers an open question."""
        query = request.url.query
        return await workshop.do(lambda: _redeemed(query, notes))

    @found.post(
        "/run",
        summary="Scenarios run",
        responses={
            200: {
                "description": "A result for each scenario, in their order.",
                "content": {
                    "application/json": {
                        "schema": {"type": "array", "items": {"$ref": _ref("ResultModel")}}
                    }
                },
            }
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/yaml": {
                        "schema": {"type": "string"},
                        "example": export.json_text(_EXAMPLE),
                    },
                    "application/json": {
                        "schema": {"$ref": _ref("FileDocument")},
                        "example": _EXAMPLE,
                    },
                },
            }
        },
    )
    async def run(request: Request) -> Response:
        """A document of scenarios, in YAML or JSON, as `notecalc run` takes it; the terms are
        built in or written in it, for no file is read. What is wrong has its line and column."""
        body = await request.body()
        return await workshop.do(lambda: _ran(body))

    return found


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def add_schemas(document: dict[str, Any]) -> None:
    """Put the models of a scenario document, which is read as text, into an OpenAPI document."""
    schema = TypeAdapter(FileDocument).json_schema(ref_template=_ref("{model}"))
    schemas = document["components"]["schemas"]
    schemas |= schema.pop("$defs", {})
    schemas["FileDocument"] = schema
    result = TypeAdapter(ResultModel).json_schema(ref_template=_ref("{model}"))
    for name, each in result.pop("$defs", {}).items():
        schemas.setdefault(name, each)
    schemas.setdefault("ResultModel", result)


def _redeemed(query: str, notes: Notes) -> Response:
    try:
        asked, _ = read(query)
        return json_response(solve(asked, notes).as_json())
    except NotecalcError as error:
        return refused(error)


def _ran(body: bytes) -> Response:
    results: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, each in enumerate(service.run_text(body, "scenarios"), 1):
        if number > MOST_SCENARIOS:
            what = f"there are more than {MOST_SCENARIOS} scenarios"
            problems += refuse(what, "send fewer, or use notecalc run").problems
            break
        if isinstance(each, Answer):
            results.append(each.as_json())
            problems += each.unmet
        else:
            problems += each.problems
    if problems:
        return refused(NotecalcError(*problems), results=results)
    return json_response(results)
