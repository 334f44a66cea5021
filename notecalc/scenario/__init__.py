"""Scenario files and files of terms: YAML read strictly, every problem at its line and column.

The only part of notecalc that imports PyYAML and pydantic. Nothing here writes a file.
"""

from importlib.resources import files as _files
from typing import Any

from pydantic import BaseModel as _BaseModel

from notecalc.scenario.changes import set_terms
from notecalc.scenario.differences import compare, differences
from notecalc.scenario.documents import FileDocument as _FileDocument
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
from notecalc.scenario.terms_documents import TermsDocument as _TermsDocument
from notecalc.scenario.written import scenario_yaml, terms_document, terms_yaml

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


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def terms_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of terms."""
    return _schema(_TermsDocument)


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of scenarios."""
    return _schema(_FileDocument)


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


def _schema(model: type[_BaseModel]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **model.model_json_schema()}
