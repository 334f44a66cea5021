"""``claim`` as a user meets it, and what files of scenarios show of it."""

import json
from pathlib import Path

import pytest

from notecalc.cli import main

CASE = ("--paid-in", "cash", "--notice", "2008-09-29")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as left:
        main(list(args))
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def test_a_claim_as_tables(capsys: pytest.CaptureFixture[str]) -> None:
    # As in scenarios/claims.yaml: 23.23 to the Event of Default, 19 days 12% 6.25; 39.12 beyond.
    code, out, err = run(
        capsys, "claim", *CASE, "--petition", "2008-11-03", "--until", "2009-03-02"
    )
    assert (code, err) == (0, "")
    for line in (
        "Claim at the petition date, Mon 2008-11-03 (11 U.S.C. 502(b)(2))",
        "  interest at the base rate        23.23",
        "  interest at the default rate      6.25",
        "  total                         1,029.48",
        "What the contract would have run to, Mon 2009-03-02",
        "  difference                   39.12",
        "  - interest.day_count: ACT/365F",
        "  - paid_to: interest paid to Tue 2008-07-01",
    ):
        assert line in out


def test_a_judgment_as_json_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("claim", *CASE, "--judgment", "2008-11-03=1.40% compounded", "--until", "2010-03-03")
    code, out, _ = run(capsys, *asked, "--format", "json")
    got = json.loads(out)
    assert (code, list(got)[:2], got["schema"]) == (0, ["notecalc", "schema"], 1)
    assert [each["interest"] for each in got["judgment"]["years"]] == ["14.41", "4.80"]
    assert got["judgment"]["compounds"] is True
    assert got["petition"] is None
    code, out, _ = run(capsys, *asked, "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "part,date,what,amount,clause"
    assert "year,2010-03-03,total,1048.69,28 U.S.C. 1961(b)" in out.splitlines()


def test_the_days_assumed_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "claim", *CASE, "--judgment", "2008-11-03=9%")
    assert "to Tue 2009-11-03: assumed: one year after the" in out
    _, out, _ = run(capsys, "claim", "--petition", "2008-11-03")
    assert "no Event of Default makes anything due" in out


def test_a_price_that_follows_the_share_price(capsys: pytest.CaptureFixture[str]) -> None:
    # 1,000.00 at 2.20 over 1.10 is 2,000.00, on the petition date: 1,000.00 beyond the claim.
    terms = ("--set", "conversion.clause=Note 3", "--set", "conversion.price=1.10",
             "--set", "redemption.conversion_value=yes")  # fmt: skip
    asked = ("claim", *CASE, *terms, "--petition", "2008-11-03")
    code, out, err = run(capsys, *asked, "--share-price", "2.20")
    assert (code, err) == (0, "")
    assert "  price and portion of redemption  1,000.00" in out
    code, _, err = run(capsys, *asked)
    assert code == 1
    assert err.startswith("--share-price: ")


WRONG = [
    (("--petition", "2008-13-03"), 1, "--petition: "),
    (
        ("--judgment", "2008-11-03"),
        1,
        "--judgment: '2008-11-03' has no two sides; write DATE=RATE, such as 2009-03-02=9%",
    ),
    (("--judgment", "2008-11-03=9"), 1, "--judgment: rate 9 has no %; did you mean 9%?"),
    (("--judgment", "2008-10-10=9%"), 1, "--judgment: no judgment for what was due on 2008-10-10"),
    (("--judgment", "1899-10-10=9%"), 1, "--judgment: "),
    (
        ("--petition", "2008-11-03", "--until", "2008-10-20"),
        1,
        "--until: 2008-10-20 is before the petition of 2008-11-03",
    ),
    (("--petition", "2008-11-03", "--redeem-on", "2008-10-20"), 1, "--redeem-on: redemption on"),
    (("--petition", "2008-11-03", "--principal", "x", "--until", "y"), 1, "--until: "),
    ((), 2, "Missing option '--petition' (or '--judgment')"),
]


@pytest.mark.parametrize(("more", "code", "expected"), WRONG)
def test_what_is_wrong_is_said(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int, expected: str
) -> None:
    left, out, err = run(capsys, "claim", *CASE, *more)
    assert (left, out) == (code, "")
    assert expected in err


SCENARIO = """notecalc: 1
terms: liquidmetal-2007
set: {interest.paid_in: cash}
scenarios:
  - name: both
    notice: 2008-09-29
    judgment: {date: 2008-11-03, rate: 9%}
    petition: 2009-02-02
    expect: {claim.total: 1052.58, claim.fees: 0.00, judgment.total: 1122.14}
  - name: neither
    notice: 2008-09-29
    expect: {claim.total: none, judgment.amount: none, claim.difference: 1.00}
  - name: too late
    notice: 2008-09-29
    judgment: {date: 2008-11-03, rate: 9%}
    petition: 2008-10-31
"""


def test_scenarios_show_a_claim_and_expect_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ends.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    code, out, err = run(capsys, "run", str(file))
    assert code == 1
    assert "  claim on the judgment at 2009-02-02: 1,029.48 + 23.10 = 1,052.58 USD\n" in out
    assert "  judgment of 2008-11-03: 1,029.48, to 2009-11-03 1,122.13 USD, per diem 0.25\n" in out
    assert "judgment.total is 1122.13, expected 1122.14" in err
    assert "claim.difference is none, expected 1.00" in err
    assert "ends.yaml:15:" in err  # the judgment that the petition stays
    assert "is after the petition of 2008-10-31, which stays" in err
    _, out, _ = run(capsys, "run", str(file), "--format", "json")
    first, second = json.loads(out)
    assert first["claim"]["petition"]["total"] == "1052.58"
    assert "claim" not in second


MISSPELT = [
    ("claim.totl: 1.00", "unknown expectation 'claim.totl'; did you mean claim.total?"),
    ("judgment.totals: 1.00", "unknown expectation 'judgment.totals'; did you mean judgment.total"),
    ("claim.total: 2008-11-03", "'2008-11-03' is not an amount"),
    ("judgment.covenant: 2008-11-04", "judgment.covenant is 2008-11-03, expected 2008-11-04"),
    ("judgment: 2008-11-04", "judgment is 2008-11-03, expected 2008-11-04"),
]


@pytest.mark.parametrize(("hoped", "expected"), MISSPELT)
def test_what_cannot_be_expected_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, hoped: str, expected: str
) -> None:
    file = tmp_path / "ends.yaml"
    head = SCENARIO.split("    petition")[0]
    file.write_text(f"{head}    expect: {{{hoped}}}\n", encoding="utf-8")
    code, _, err = run(capsys, "run", str(file))
    assert code == 1
    assert expected in err


def test_the_scenarios_of_claims_hold(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(__file__).parent.parent / "scenarios" / "claims.yaml"
    code, _, err = run(capsys, "run", str(file))
    assert (code, err) == (0, "")


def test_redeem_shows_what_converting_gives(capsys: pytest.CaptureFixture[str]) -> None:
    # 1,188.12 / 1.10 = 1,080 6/55 shares; 1,192.68 / 1,080.1090… = 1.10422…
    conversion = ("--set", "conversion.clause=Note 3", "--set", "conversion.price=1.10")
    code, out, err = run(capsys, "redeem", "--notice", "2008-09-29", *conversion)
    assert (code, err) == (0, "")
    assert "Converted instead on Wed 2008-10-15 (Note 3), USD" in out
    assert "  break-even share price      1.1042\n" in out
    code, out, _ = run(capsys, "explain", "--notice", "2008-09-29", *conversion)
    assert "break-even share price: 1.1042  [Note 3]" in out
