"""The page's templates filled, and its files with the mark that changes when they do."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from notecalc.export.report.html import environment as report_environment
from notecalc.export.report.html import styles
from notecalc.export.report.markup import text as told
from notecalc.money import percent

if TYPE_CHECKING:
    from jinja2 import Environment

_STATIC = {
    "htmx.min.js": "text/javascript",
    "htmx.LICENSE.txt": "text/plain",
    "icon.svg": "image/svg+xml",
    "page.css": "text/css",
}


@lru_cache(maxsize=1)
def files_of_page() -> tuple[dict[str, tuple[bytes, str]], str]:
    """The files of the page by name, each with its kind; and a mark that changes with them.

    The style sheet is that of the payoff statement, with what the page has beside it.
    """
    folder = files("notecalc.web").joinpath("static")
    found = {name: (folder.joinpath(name).read_bytes(), kind) for name, kind in _STATIC.items()}
    sheet, kind = found["page.css"]
    found["page.css"] = styles().encode() + sheet, kind
    return found, sha256(b"".join(text for text, _ in found.values())).hexdigest()[:12]


def render(name: str, filled: Mapping[str, Any]) -> str:
    """A template, filled."""
    return _environment().get_template(name).render(filled)


def _sentence(text: str) -> Markup:
    """A text with a capital at its start."""
    return told(text[:1].upper() + text[1:])


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    """The templates of the payoff statement, and those of the page under ``web/``."""
    from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

    statement = report_environment()
    assert statement.loader is not None
    own = PrefixLoader({"web": PackageLoader("notecalc.web", "templates")})
    found = statement.overlay(loader=ChoiceLoader([own, statement.loader]), auto_reload=False)
    found.filters = {
        **statement.filters,
        "rate": lambda cell: percent(Decimal(str(cell))),
        "sentence": _sentence,
    }
    return found
