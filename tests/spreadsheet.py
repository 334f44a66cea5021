"""Workbooks taken apart and recalculated: cached values destroyed, inputs changed, LibreOffice."""

import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

# A workbook whose values are merely read back would pass any test: recalculation is forced, and
# the values that the file came with are taken out first.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CACHED = re.compile(r'(<c [^>]*?)( t="str")?(><f>[^<]*</f>)<v>[^<]*</v></c>')


def destroyed(xml: str) -> str:
    """A sheet without the values that its formulas had."""
    return _CACHED.sub(r"\1\3</c>", xml)


def rewritten(
    source: Path, target: Path, changes: Mapping[str, str] | None = None, sheet: str = "Terms"
) -> None:
    """A copy without cached values; `changes` are new numbers by cell of a sheet."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        changed = sheet_file(before, sheet)
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                xml = destroyed(content.decode())
                for cell, value in (changes or {}).items() if name == changed else ():
                    xml, count = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{value}", xml)
                    assert count == 1, cell
                content = xml.encode()
            after.writestr(name, content)


def sheet_file(book: zipfile.ZipFile, name: str) -> str:
    """The part of the file in which a sheet stands."""
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice recalculates them, all in one run with a profile of its own."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE)
    ran = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(out), *map(str, files)],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    found = [out / file.name for file in files]
    assert all(each.exists() for each in found), ran.stderr
    return found
