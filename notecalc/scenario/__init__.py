"""Scenario files and files of terms: YAML read strictly, every problem at its line and column.

The only part of notecalc that imports PyYAML and pydantic. Nothing here writes a file.
"""

from importlib import import_module
from importlib.resources import files as _files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel as _BaseModel

    from notecalc.scenario.between_terms import compare, differences
    from notecalc.scenario.changes import set_terms
    from notecalc.scenario.expect import Expectation, check_expectations, expectations, unmet
    from notecalc.scenario.facts_written import facts_document
    from notecalc.scenario.files import (
        check_document,
        load_scenarios,
        load_terms,
        parse_scenarios,
        parse_terms,
        read_scenarios,
        scenario_files,
    )
    from notecalc.scenario.model import Broken, Scenario, ScenarioFile
    from notecalc.scenario.written import scenario_yaml, terms_document, terms_yaml

_HOME = {
    "changes": ("set_terms",),
    "between_terms": ("compare", "differences"),
    "expect": ("Expectation", "check_expectations", "expectations", "unmet"),
    "files": (
        "check_document",
        "load_scenarios",
        "load_terms",
        "parse_scenarios",
        "parse_terms",
        "read_scenarios",
        "scenario_files",
    ),
    "model": ("Broken", "Scenario", "ScenarioFile"),
    "facts_written": ("facts_document",),
    "written": ("scenario_yaml", "terms_document", "terms_yaml"),
}

__all__ = [
    "Broken",
    "Expectation",
    "Scenario",
    "ScenarioFile",
    "check_document",
    "check_expectations",
    "compare",
    "differences",
    "expectations",
    "facts_document",
    "file_schema",
    "load_scenarios",
    "load_terms",
    "parse_scenarios",
    "parse_terms",
    "read_scenarios",
    "scenario_files",
    "scenario_schema",
    "scenario_yaml",
    "set_terms",
    "template",
    "terms_document",
    "terms_schema",
    "terms_yaml",
    "unmet",
]


def __getattr__(name: str) -> Any:
    # Writing terms needs no pydantic, which reading them does: a module is loaded when asked for.
    for module, names in _HOME.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def terms_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of terms."""
    from notecalc.scenario.terms_documents import TermsDocument

    return _schema(TermsDocument)


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of scenarios."""
    from notecalc.scenario.documents import FileDocument

    return _schema(FileDocument)


def file_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of either kind of file, for editors."""
    kinds = [scenario_schema(), terms_schema()]
    shared = {name: each for kind in kinds for name, each in kind.pop("$defs", {}).items()}
    for kind in kinds:
        del kind["$schema"]
    return {"$schema": _DIALECT, "anyOf": kinds, "$defs": shared}


def template() -> str:
    """Terms of an example note, each explained in a comment: a start for another note."""
    return (_files("notecalc.scenario") / "template.yaml").read_text(encoding="utf-8")


def _schema(model: "type[_BaseModel]") -> dict[str, Any]:
    return {"$schema": _DIALECT, **model.model_json_schema()}
