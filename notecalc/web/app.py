"""The application: the page, its downloads and its files, and the interface for programs."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from notecalc import __version__
from notecalc.errors import NotecalcError, Problem, refuse
from notecalc.scenario import parse_terms
from notecalc.service import Note
from notecalc.web import api
from notecalc.web.downloads import DOWNLOADS, Download
from notecalc.web.guard import App, Guard, Hosts
from notecalc.web.notes import Notes, pack
from notecalc.web.page import Page, UnansweredError
from notecalc.web.rendering import files_of_page
from notecalc.web.solving import Solved
from notecalc.web.upload import uploaded
from notecalc.web.work import BusyError, Workshop, said

_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


def create_app(
    own: Note | None = None, host: str = "127.0.0.1", workshop: Workshop | None = None
) -> App:
    """The page of the built-in notes, opening with `own` where it is given, as an ASGI application.

    It answers to the names of this machine and to `host`, and to no other.
    """
    notes = Notes(own)
    page, work = Page(notes), workshop or Workshop()
    app = FastAPI(
        title="notecalc",
        version=__version__,
        summary="What a note's default costs: dated, priced to the cent, and why.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(api.router(notes, work))
    _add_page(app, page, work)
    _add_files(app)
    app.add_exception_handler(HTTPException, _missed)
    app.add_exception_handler(BusyError, _busy)
    return Guard(app, Hosts(host))  # type: ignore[arg-type] # starlette's own names for the same


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the interface, with the models of a scenario file."""
    document = app.openapi()
    api.add_schemas(document)
    return document


async def _missed(request: Request, error: Exception) -> Response:
    """What is not there, or is asked for in another way than it can be."""
    assert isinstance(error, HTTPException)
    what = "there is nothing here" if error.status_code == 404 else str(error.detail).lower()
    answer = api.refused(refuse(what, "see /api/openapi.json"), error.status_code)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _busy(request: Request, error: Exception) -> Response:
    assert isinstance(error, BusyError)
    found = said(error)
    assert isinstance(found, NotecalcError)
    answer = api.refused(found, 503)
    answer.headers["retry-after"] = "1"
    return answer


def _add_page(app: FastAPI, page: Page, work: Workshop) -> None:
    @app.get("/", include_in_schema=False)
    async def whole(request: Request) -> Response:
        query, by = request.url.query, _by(request)
        if by is None:
            return HTMLResponse(await work.do(lambda: page.whole(query)))
        told = {name: request.query_params.get(name, "") for name in ("raised", "wrong")}
        return await work.do(lambda: _live(page, query, by, told))

    @app.get("/rest", include_in_schema=False)
    async def rest(request: Request) -> Response:
        query = request.url.query
        return await work.do(lambda: _part(page, query, page.rest, addressed=True))

    @app.get("/questions", include_in_schema=False)
    async def questions(request: Request) -> Response:
        query = request.url.query
        return await work.do(lambda: _part(page, query, page.questions))

    @app.post("/terms", include_in_schema=False)
    async def terms(request: Request) -> Response:
        body, kind = await request.body(), request.headers.get("content-type", "")
        live = "hx-request" in request.headers
        return await work.do(lambda: _taken(page, body, kind, live=live))

    for download in DOWNLOADS:
        _add_download(app, page, work, download)


def _by(request: Request) -> str | None:
    """The part of the page by which parts of it are asked for; None where all of it is."""
    headers = request.headers
    whole = "hx-history-restore-request" in headers or headers.get("hx-target") == "page"
    if whole or "hx-request" not in headers:
        return None
    return headers.get("hx-trigger", "")


def _live(page: Page, query: str, by: str, told: Mapping[str, str]) -> Response:
    try:
        solved = page.solved(query, by)
    except UnansweredError as error:
        return HTMLResponse(page.problems(error, told["wrong"]), headers={"hx-reswap": "none"})
    headers = {"hx-trigger-after-swap": "answered"}
    return HTMLResponse(page.live(solved, by, told["raised"], told["wrong"]), headers=headers)


def _part(
    page: Page, query: str, part: Callable[[Solved], str], *, addressed: bool = False
) -> Response:
    """A part of the page that comes after the amount due; nothing where the address is wrong.

    With `addressed` the browser shows the address of the state, too.
    """
    try:
        solved = page.solved(query)
        headers = {"hx-replace-url": f"/?{solved.asked.query()}"} if addressed else {}
        return HTMLResponse(part(solved), headers=headers)
    except UnansweredError:
        return HTMLResponse("", headers={"hx-reswap": "none"})


def _taken(page: Page, body: bytes, kind: str, *, live: bool) -> Response:
    """A file of terms read: the address that holds them, or what is wrong with them."""
    try:
        name, content = uploaded(body, kind)
        solved = page.solved(f"terms={pack(parse_terms(content, name))}")
        address = f"/?{solved.asked.query()}"
    except UnansweredError as error:
        address = f"/?{error.asked.query()}"  # terms without a first notice: the page asks for it
    except NotecalcError as error:
        problems = [Problem(str(each), "", "--file") for each in error.problems[:20]]
        if live:
            return HTMLResponse(
                page.problems(NotecalcError(*problems)), headers={"hx-reswap": "none"}
            )
        return HTMLResponse(page.whole("", NotecalcError(*problems)))
    if live:
        return Response(headers={"hx-redirect": address})
    return RedirectResponse(address, 303)


def _add_download(app: FastAPI, page: Page, work: Workshop, download: Download) -> None:
    @app.get(f"/{download.name}", include_in_schema=False)
    async def take(request: Request) -> Response:
        query = request.url.query
        return await work.do(lambda: _download(page.solved(query), download))

    app.add_exception_handler(UnansweredError, _told)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnansweredError)
    return api.refused(error)


def _download(solved: Solved, download: Download) -> Response:
    try:
        content = download.write(solved.answer)
    except NotecalcError as error:
        return api.refused(error)
    name = download.file_name(solved.answer)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=download.kind, headers=headers)


def _add_files(app: FastAPI) -> None:
    """The files of the page, and the document of the interface."""
    texts, _ = files_of_page()

    @app.get("/static/{name}", include_in_schema=False)
    async def static(name: str) -> Response:
        if name not in texts:
            raise HTTPException(404)
        content, kind = texts[name]
        return Response(content, media_type=kind, headers=_FOREVER)

    @app.get("/api/openapi.json", include_in_schema=False)
    async def document() -> Response:
        return api.json_response(openapi(app))
