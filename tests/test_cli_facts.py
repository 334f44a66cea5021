"""The options that say what happened, the ledger, and what was known on a day.

Unless a row says otherwise it is the case of the rules paid in cash, per 1,000.00: interest paid to
1 July 2008, 92 days of the third quarter at 8% 20.16 (20.1643), 14 days to 15 October 3.07
(3.0684); due on 15 October 1,023.23, ACT/365F, 12% from that day.
"""

import json
from pathlib import Path

import pytest

from notecalc.cli import main

CASE = ("--paid-in", "cash", "--notice", "2008-09-29")
LATE = ("--redeem-on", "2008-10-29")
RIGHT = ("--set", "conversion.clause=Note 3", "--set", "conversion.price=1.10")
FEE = ("--fee", "2008-10-06=25")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[object, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as left:
        main(list(args))
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def options(text: str) -> tuple[str, ...]:
    """Options written one after the other, each with its value to the next ` --`."""
    parts = f" {text}".split(" --")[1:]
    return tuple(word for part in parts for word in (f"--{part}".split(" ", 1)))


@pytest.mark.parametrize(
    ("given", "cure", "on", "total", "source"),
    [
        ("--fee 2008-10-06=25", "10-14", "10-15", "1048.23", "rule 18: 1,023.23 and 25.00"),
        (
            "--fee 2008-10-06=25 --fee 2008-10-15=0.01 --fee 2008-10-16=9",
            "10-14", "10-15", "1048.24", "two of them owed by the redemption date",
        ),
        (
            "--forbearance 2008-10-06..2008-10-10",
            # 30 September, 1 to 3, 14 to 17, 20 and 21 October; 21 days at 8% 4.6027
            "10-21", "10-22", "1024.76", "rule 14: five Business Days do not count",
        ),
        (
            "--forbearance 2008-10-20..2008-10-24",
            # 14 days at 12% 4.6027
            "10-14", "10-29", "1027.83", "rule 14: the default rate goes on",
        ),
        (
            "--forbearance 2008-10-20..2008-10-24 suspended",
            # 5 days at 12% 1.6438, 5 at 8% 1.0959, 4 at 12% 1.3151
            "10-14", "10-29", "1027.29", "rule 14: it is suspended, the last day included",
        ),
        (
            "--forbearance 2008-10-06..2008-10-10 --forbearance 2008-10-20..2008-10-20",
            # 21 and 22 October are the ninth and the tenth; 22 days at 8% 4.8219
            "10-22", "10-23", "1024.98", "rule 14: two of them",
        ),
        (
            "--amendment 2008-10-08:cash_rate=9%",
            # 7 days at 8% 1.5342, 7 at 9% 1.7260
            "10-14", "10-15", "1023.42", "rule 16: the base rate from its day",
        ),
        (
            "--amendment 2008-10-20:default_cash_rate=15%",
            # 5 days at 12% 1.6438, 9 at 15% 3.6986
            "10-14", "10-29", "1028.57", "rule 16: the default rate from its day",
        ),
        (
            "--amendment 2008-10-08:cash_rate=13% --amendment 2008-10-08:default_cash_rate=15%",
            # 7 days at 8% 1.5342, 7 at 13% 2.4931, 14 at 15% 5.7534
            "10-14", "10-29", "1029.93", "rule 16: both of one day are one amendment",
        ),
        ("--partly-cured covenant=2008-10-01", "10-14", "10-15", "1023.23", "rule 15: no clock"),
        (
            "--cured 2008-10-20",
            "10-14", "10-29", "1027.83", "rule 15: to redemption, 14 days at 12% 4.6027",
        ),
        (
            "--cured 2008-10-20 --default-until cure",
            # 5 days at 12% 1.6438, 9 at 8% 1.9726
            "10-14", "10-29", "1026.84", "rule 15: to the cure",
        ),
        (
            "--cured 2008-10-20 --default-until waiver",
            "10-14", "10-29", "1027.83", "rule 15: a cure is no waiver",
        ),
        (
            "--waived 2008-10-20 --default-until waiver",
            "10-14", "10-29", "1026.84", "rule 15: to the waiver",
        ),
        (
            "--known cured=2008-11-03 --cured 2008-10-10 --as-known-on 2008-11-02",
            "10-14", "10-15", "1023.23", "rule 26: the cure was not yet known",
        ),
        (
            "--fee 2008-10-06=25 --as-known-on 2008-10-06",
            "10-14", "10-15", "1048.23", "rule 26: known on its own day",
        ),
        (
            "--fee 2008-10-06=25 --as-known-on 2008-10-05",
            "10-14", "10-15", "1023.23", "rule 26: not the day before",
        ),
    ],
)  # fmt: skip
def test_what_happened_as_options(
    capsys: pytest.CaptureFixture[str], given: str, cure: str, on: str, total: str, source: str
) -> None:
    late = LATE if on == "10-29" else ()
    code, out, err = run(capsys, "redeem", *CASE, *late, *options(given), "--format", "json")
    assert (code, err) == (0, ""), source
    found = json.loads(out)
    dates = {each["event"]: each["date"] for each in found["timeline"]}
    due = found["redemption"]
    assert (dates["cure_deadline"], due["date"]) == (f"2008-{cure}", f"2008-{on}"), source
    assert due["total"] == total, source


KNOWN = [
    (
        "--payment 2008-10-08=5 --known payment=2008-11-03",
        # twice 7 days at 8% 1.5342, for a line ends at the payment (rule 7)
        "1023.23", "1018.22", "5.00 less, and a cent: 20.16 + 1.53 + 1.53",
    ),
    (
        "--payment 2008-10-08=5 --payment 2008-10-09=3 --known payment.2008-10-08=2008-11-03",
        # 8 days at 8% 1.7534 and 6 days 1.3151; then 7 days 1.5342, one 0.2192 and 6 days
        "1020.23", "1015.23", "of two the one that is named: 3.00 less, then 8.00",
    ),
    ("--fee 2008-10-06=25 --known fee.2008-10-06=2008-11-03", "1023.23", "1048.23", "25.00 more"),
    (
        "--conversion 2008-10-08=400 --known conversion=2008-11-03"
        " --set conversion.clause=N --set conversion.price=1.10",
        # 40% of 21.69 is 8.676; 600.00 for 7 days at 8% 0.9205: 13.01 and 0.92
        "1023.23", "613.93", "rule 24: 600.00 of principal and what has accrued on it",
    ),
    (
        "--amendment 2008-10-08:cash_rate=9% --known amendment=2008-11-03",
        "1023.23", "1023.42", "rule 16: 7 days at 8% 1.5342, 7 at 9% 1.7260",
    ),
    (
        "--forbearance 2008-10-06..2008-10-10 --known forbearance=2008-11-03",
        "1023.23", "1024.76", "rule 14: to 22 October, 21 days at 8% 4.6027",
    ),
    (
        "--partly-cured covenant=2008-10-01 --known partly-cured=2008-11-03",
        "1023.23", "1023.23", "rule 15: it stops no clock",
    ),
    (
        "--judgment 2008-10-15=9% --known judgment=2008-11-03",
        "1023.23", "1023.23", "it is on the redemption date",
    ),
    ("--known notice=2008-11-03", None, "1023.23", "rule 26: without a notice nothing ripens"),
    ("--known notice.2008-09-29=2008-11-03", None, "1023.23", "by its day"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "before", "after", "source"), KNOWN)
def test_when_a_fact_became_known(
    capsys: pytest.CaptureFixture[str],
    given: str,
    before: str | None,
    after: str,
    source: str,
) -> None:
    # Rule 26: left out by the end of 2 November, known on 3 November.
    for day, expected in (("2008-11-02", before), ("2008-11-03", after)):
        asked = (*CASE, *options(given), "--as-known-on", day, "--format", "json")
        code, out, err = run(capsys, "redeem", *asked)
        assert (code, err) == (0, ""), source
        due = json.loads(out)["redemption"]
        assert (due and due["total"]) == expected, source


def test_an_agreement_may_be_known_before_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    given = "--forbearance 2008-10-06..2008-10-10 --known forbearance=2008-10-01"
    asked = (*CASE, *options(given), "--as-known-on", "2008-10-02", "--format", "json")
    assert json.loads(run(capsys, "redeem", *asked)[1])["redemption"]["total"] == "1024.76"


def test_a_notice_with_its_receipt_became_known(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--received 2008-09-30 --known notice=2008-11-03 --as-known-on 2008-11-02")
    _, out, _ = run(capsys, "redeem", *CASE, *given)
    assert "State: breach; nothing is due on redemption." in out
    assert "Mon 2008-11-03  the notice of 2008-09-29" in out


def test_a_cure_known_in_time_leaves_nothing_due(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--cured 2008-10-10 --known cured=2008-11-03 --as-known-on 2008-11-03")
    _, out, _ = run(capsys, "redeem", *CASE, *given)
    assert "State: cured; nothing is due on redemption." in out


# --- how and at what hour a notice went ---


@pytest.fixture(name="by_fax")
def terms_of_deliveries(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[str, ...]:
    """The case with a cut-off hour for facsimiles and a cure period that runs from receipt."""
    _, text, _ = run(capsys, "terms", "liquidmetal-2007", "--format", "yaml")
    text = text.replace("days after notice}", "days after notice received}")
    rule = 'deliveries: [{by: facsimile, clause: SPA 8(a), cut_off: "17:00"}]\n'
    file = tmp_path / "terms.yaml"
    file.write_text(text + rule, encoding="utf-8")
    return ("redeem", "--terms", str(file), "--notice", "2008-09-29")


@pytest.mark.parametrize(
    ("given", "deadline", "source"),
    [
        # Ten Business Days after 29 September end on 14 October, after the 30th on the 15th.
        ("--sent-by facsimile --sent-at 16:59", "2008-10-14", "rule 13: before the hour"),
        ("--sent-by facsimile --sent-at 17:00", "2008-10-15", "rule 13: not before it"),
        ("--sent-by facsimile --received 2008-09-30", "2008-10-15", "the facts say when"),
        ("--sent-at 17:00", "2008-10-14", "no way is named: received on the day it was sent"),
    ],
)
def test_how_a_notice_went(
    capsys: pytest.CaptureFixture[str],
    by_fax: tuple[str, ...],
    given: str,
    deadline: str,
    source: str,
) -> None:
    expected = ("--expect", f"cure_deadline={deadline}")
    code, _, err = run(capsys, *by_fax, *options(given), *expected)
    assert (code, err) == (0, ""), source


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "--sent-by courier",
            "--sent-by: unknown way to send a notice 'courier'; write one of facsimile",
        ),
        (
            "--sent-by facsimile",
            "--sent-at: the notice of 2008-09-29 went by facsimile, and SPA 8(a) asks whether that"
            " was before 17:00; give its hour, such as 16:30, or the day it was received",
        ),
        (
            "--sent-by facsimile --sent-at 5pm",
            "--sent-at: '5pm' is not an hour; write HH:MM, such as 16:30",
        ),
    ],
)
def test_how_a_notice_cannot_have_gone(
    capsys: pytest.CaptureFixture[str], by_fax: tuple[str, ...], given: str, expected: str
) -> None:
    assert run(capsys, *by_fax, *options(given)) == (1, "", f"{expected}\n")


def test_a_notice_that_was_not_sent_went_in_no_way(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--missed 2008-09-30 --sent-by facsimile --sent-at 16:30 --received 2008-09-30")
    assert run(capsys, "redeem", *given) == (
        1,
        "",
        "--received: a notice was received but none was sent; give --notice\n"
        "--sent-by: a notice went but none was sent; give --notice\n"
        "--sent-at: a notice went but none was sent; give --notice\n",
    )


# --- what is wrong ---

NO_DATE = "'x' is not a date; write YYYY-MM-DD, such as 2008-09-29"
A_SPAN = "is no first and last day; write 2008-10-06..2008-10-17"
AN_AMENDMENT = "is no amendment; write 2008-11-01:cash_rate=9%"

WRONG = [
    ("--sent-at 24:00", "--sent-at: '24:00' is not an hour; write HH:MM, such as 16:30"),
    ("--forbearance 2008-10-06", f"--forbearance: '2008-10-06' {A_SPAN}"),
    ("--forbearance ..2008-10-06", f"--forbearance: '..2008-10-06' {A_SPAN}"),
    ("--forbearance 2008-10-06..", f"--forbearance: '2008-10-06..' {A_SPAN}"),
    ("--forbearance 2008-10-06..x", f"--forbearance: {NO_DATE}"),
    (
        "--forbearance 2008-10-06..2008-10-17 suspend",
        "--forbearance: '2008-10-17 suspend' is not a date; write YYYY-MM-DD, such as 2008-09-29",
    ),
    (
        "--forbearance 2008-10-17..2008-10-06",
        "--forbearance: the forbearance ends on 2008-10-06, before it starts on 2008-10-17;"
        " write an end from 2008-10-17 on",
    ),
    (
        "--forbearance 2008-10-06..2008-10-10 --forbearance 2008-10-10..2008-10-12",
        "--forbearance: the forbearance from 2008-10-10 starts before the one from 2008-10-06 ends"
        " on 2008-10-10; write them as one, or as one after the other",
    ),
    ("--amendment 2008-11-01", f"--amendment: '2008-11-01' {AN_AMENDMENT}"),
    ("--amendment :cash_rate=9%", f"--amendment: ':cash_rate=9%' {AN_AMENDMENT}"),
    ("--amendment 2008-11-01:", f"--amendment: '2008-11-01:' {AN_AMENDMENT}"),
    (
        "--amendment 2008-11-01:cash_rate",
        "--amendment: 'cash_rate' has no two sides; write DATE:TERM=RATE",
    ),
    (
        "--amendment 2008-11-01:cash_rat=9%",
        "--amendment: unknown rate 'cash_rat'; did you mean cash_rate? (one of cash_rate,"
        " note_rate, default_cash_rate, default_note_rate)",
    ),
    (
        "--amendment 2008-11-01:cash_rate=9",
        "--amendment: rate 9 has no %; did you mean 9%?",
    ),
    ("--amendment x:cash_rate=9%", f"--amendment: {NO_DATE}"),
    (
        "--amendment 2008-11-01:cash_rate=9% --amendment 2008-11-01:cash_rate=10%",
        "--amendment: cash_rate is amended twice on 2008-11-01; give it once",
    ),
    (
        "--amendment 2008-10-08:cash_rate=13%",
        "--amendment: the amendment of 2008-10-08 leaves the default rate 12% below"
        " the base rate 13%; amend the default rate too, to 13% or more",
    ),
    ("--fee 2008-10-06", "--fee: '2008-10-06' has no two sides; write DATE=AMOUNT"),
    ("--fee x=25", f"--fee: {NO_DATE}"),
    ("--fee 2008-10-06=x", "--fee: amount 'x' is not a number; write 1750000.00"),
    (
        "--fee 2008-10-06=1.005",
        "--fee: amount 1.005 has more than 2 decimals; USD amounts have at most 2",
    ),
    (
        "--fee 2006-10-06=1",
        "--fee: the fee of 2006-10-06 is not after the issue date 2007-01-03; write a later day",
    ),
    (
        "--conversion 2008-10-06",
        "--conversion: '2008-10-06' has no two sides; write DATE=PRINCIPAL",
    ),
    ("--conversion x=400", f"--conversion: {NO_DATE}"),
    (
        "--conversion 2008-10-06=0",
        "--conversion: amount 0 is not above zero; write a decimal such as 1750000.00",
    ),
    (
        "--conversion 2008-10-08=400",
        "--conversion: a conversion on 2008-10-08, and these terms have no right to convert;"
        " give the terms' conversion: its clause and price",
    ),
    (
        "--conversion 2008-10-08=1000.01 --set conversion.clause=N --set conversion.price=1.10",
        "--conversion: the conversion of 2008-10-08 is of 1,000.01, more than the principal of"
        " 1,000.00 outstanding on that day; write at most 1000.00",
    ),
    ("--partly-cured 2008-10-01", "--partly-cured: '2008-10-01' has no two sides; write ID=DATE"),
    ("--partly-cured covenant=x", f"--partly-cured: {NO_DATE}"),
    (
        "--partly-cured all=2008-10-01",
        "--partly-cured: unknown breach 'all'; write one of covenant",
    ),
    ("--known cured", "--known: 'cured' has no two sides; write FACT=DATE"),
    ("--known cured=x", f"--known: {NO_DATE}"),
    (
        "--known cured=2008-10-20",
        "--known: 'cured' was known but is no fact given; give the fact too",
    ),
    (
        "--known cure=2008-10-20 --cured 2008-10-10",
        "--known: unknown fact 'cure'; did you mean cured? (one of cured, waived, occurred, missed,"
        " petition, notice, payment, fee, partly-cured, forbearance, amendment, conversion,"
        " judgment)",
    ),
    (
        "--known cured=2008-10-09 --cured 2008-10-10",
        "--known: the cure of 2008-10-10 was known on 2008-10-09, before it happened on 2008-10-10;"
        " write a day from 2008-10-10 on",
    ),
    (
        "--known missed.2008-09-30=2008-09-30 --missed 2008-09-30",
        "--known: the payment missed on 2008-09-30 was known on 2008-09-30, before it happened on"
        " 2008-10-01; write a day from 2008-10-01 on",
    ),
    (
        "--known cured=2008-10-20 --known cured=2008-10-21 --cured 2008-10-10",
        "--known: 'cured' is given twice; give it once",
    ),
    ("--as-known-on x", f"--as-known-on: {NO_DATE}"),
    (
        "--default-until cured",
        "--default-until: unknown reading 'cured'; did you mean cure? (one of redemption, cure,"
        " waiver)",
    ),
    ("--share-price x", "--share-price: price 'x' is not a number; write 1.10"),
    (
        "--share-price 0.00",
        "--share-price: a share price of 0.00; write one above zero, or leave it out",
    ),
    (
        "--amendment 2007-01-02:cash_rate=9%",
        "--amendment: the amendment of 2007-01-02 is before the issue date 2007-01-03; write a day"
        " from 2007-01-03 on, or change the rates of the terms",
    ),
    (
        "--payment 2008-10-06=1 --payment 2008-10-08=2 --known payment=2008-10-20",
        "--known: 2 payments are given; write payment.2008-10-06 or payment.2008-10-08",
    ),
    (
        "--payment 2008-10-06=1 --payment 2008-10-06=2 --known payment=2008-10-20",
        "--known: 2 payments are of 2008-10-06; write them in a scenario file, each with its"
        " known: DATE",
    ),
    (
        "--fee 2008-10-06=1 --fee 2008-10-06=2 --fee 2008-10-08=2"
        " --known fee.2008-10-06=2008-10-20",
        "--known: 2 fees are of 2008-10-06; write them in a scenario file, each with its"
        " known: DATE",
    ),
    (
        "--fee 2008-10-06=1 --fee 2008-10-08=2 --known fee.2008-10-07=2008-10-20",
        "--known: no fee of 2008-10-07 is given; write fee.2008-10-06 or fee.2008-10-08",
    ),
    ("--known fee.2008-10-07=2008-10-20", "--known: no fee of 2008-10-07 is given; give --fee too"),
    ("--known judgment=2008-10-20", "--known: no judgment is given; give --judgment too"),
    ("--fee 2008-10-06=1 --known fee.x=2008-10-20", f"--known: {NO_DATE}"),
    ("--fee x=1 --known fee=2008-10-20", f"--fee: {NO_DATE}"),
    (
        "--fee 2008-10-06=1 --known fee=2008-10-20 --known fee.2008-10-06=2008-10-21",
        "--known: the fee of 2008-10-06 was known on 2008-10-20 and on 2008-10-21; give one of"
        " them",
    ),
    (
        "--payment 2008-10-06=1 --known payment=2008-10-05",
        "--known: the payment of 2008-10-06 was known on 2008-10-05, before it happened on"
        " 2008-10-06; write a day from 2008-10-06 on",
    ),
    (
        "--known notice=2008-09-28",
        "--known: the notice of 2008-09-29 was known on 2008-09-28, before it happened on"
        " 2008-09-29; write a day from 2008-09-29 on",
    ),
    (
        "--missed 2008-09-30 --known missed=2008-10-05",
        "--known: 'missed' was known but is no fact given; write missed.2008-09-30",
    ),
]


@pytest.mark.parametrize(("given", "expected"), WRONG)
def test_what_is_wrong_is_said_at_its_option(
    capsys: pytest.CaptureFixture[str], given: str, expected: str
) -> None:
    assert run(capsys, "redeem", *CASE, *options(given)) == (1, "", f"{expected}\n")


def test_all_that_is_wrong_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--sent-at 9 --forbearance x --fee x --conversion x --known x --as-known-on x")
    code, _, err = run(capsys, "redeem", *CASE, *given)
    assert (code, [line.split(":")[0] for line in err.splitlines()]) == (
        1,
        ["--sent-at", "--forbearance", "--fee", "--conversion", "--known", "--as-known-on"],
    )


# --- the ledger ---


def test_the_ledger_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    # 21.69 accrued to 8 October (7 days at 8% 1.5342); 30.00 pay the fee and 5.00 of it; then 1.53.
    code, out, err = run(capsys, "redeem", *CASE, *FEE, "--payment", "2008-10-08=30")
    assert (code, err) == (0, "")
    for line in (
        "Payments, fees and conversions",
        "  date        what     amount   fees  interest  clause  reason",
        "  2008-10-06  fee       25.00  25.00                    fees and expenses",
        "  2008-10-08  payment   30.00  25.00      5.00          to fees 25.00, then",
        "  accrued interest     18.22",
        "  total             1,018.22",
    ):
        assert f"{line}\n" in out


def test_the_ledger_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    # 40% of 21.69 is 8.676; 600.00 for 7 days at 8% 0.9205: 13.01 and 0.92; 400 / 1.10 = 363 7/11
    given = (*CASE, *FEE, "--conversion", "2008-10-08=400", *RIGHT, "--format", "json")
    found = json.loads(run(capsys, "redeem", *given)[1])
    assert found["ledger"] == [
        {
            "date": "2008-10-06",
            "kind": "fee",
            "amount": "25.00",
            "applied": {"fees": "25.00"},
            "clause": "",
            "reason": "fees and expenses",
        },
        {
            "date": "2008-10-08",
            "kind": "conversion",
            "amount": "400.00",
            "applied": {"principal": "400.00", "interest": "8.68"},
            "clause": "Note 3",
            "reason": "363 shares and 0.70 in cash for 7/11 of a share at 1.1; accrued interest of"
            " 8.68 forfeited",
        },
    ]
    due = found["redemption"]
    assert list(due) == ["date", "principal", "accrued_interest", "fees", "total", "per_diem"]
    assert list(due.values())[1:] == ["600.00", "13.93", "25.00", "638.93", "0.20"]
    assert "ledger" not in json.loads(run(capsys, "redeem", *CASE, "--format", "json")[1])


# --- as known on a day ---


def test_what_was_learned_later_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "redeem", *CASE, *FEE, "--as-known-on", "2008-10-01")
    assert (code, err) == (0, "")
    for line in (
        "State: default; 1,023.23 USD due on Wed 2008-10-15, per diem 0.33.",
        "Learned later",
        "  Mon 2008-10-06  the fee of 2008-10-06  state default     1,048.23   25.00",
    ):
        assert f"{line}\n" in out
    assert "Payments, fees and conversions" not in out


LEARNED = [
    (
        "--fee 2008-10-06=25 --as-known-on 2008-10-01",
        [("2008-10-06", ["the fee of 2008-10-06"], "default", {}, "1048.23", "25.00")],
        "rule 26: one thing",
    ),
    (
        "--cured 2008-10-10 --known cured=2008-11-03 --as-known-on 2008-10-20",
        [
            (
                "2008-11-03", ["the cure of 2008-10-10"], "cured",
                {"event_of_default": None, "default_rate_from": None, "redemption": None},
                None, "-1023.23",
            ),
        ],
        "rule 2: cured in time, nothing is due",
    ),
    (
        # the notice first: 1,023.23; then five days of forbearance: 4.60 for 3.07, and the fee
        "--forbearance 2008-10-06..2008-10-10 --fee 2008-10-06=25 --as-known-on 2008-09-28",
        [
            (
                "2008-09-29", ["the notice of 2008-09-29"], "default",
                {
                    "cure_deadline": "2008-10-14", "event_of_default": "2008-10-15",
                    "default_rate_from": "2008-10-15", "redemption": "2008-10-15",
                },
                "1023.23", "1023.23",
            ),
            (
                "2008-10-06", ["the fee of 2008-10-06", "the forbearance of 2008-10-06"], "default",
                {
                    "cure_deadline": "2008-10-21", "event_of_default": "2008-10-22",
                    "default_rate_from": "2008-10-22", "redemption": "2008-10-22",
                },
                "1049.76", "26.53",
            ),
        ],
        "rules 14 and 26: two days of learning, each against the day before",
    ),
    ("--as-known-on 2008-10-01", [], "nothing was learned later"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected", "source"), LEARNED)
def test_what_was_learned_later_as_json(
    capsys: pytest.CaptureFixture[str], given: str, expected: list[object], source: str
) -> None:
    _, out, _ = run(capsys, "redeem", *CASE, *options(given), "--format", "json")
    found = json.loads(out)
    assert found["as_known_on"] == given.rpartition(" ")[2], source
    assert [
        tuple(each[key] for key in ("known", "facts", "state", "moves", "total", "change"))
        for each in found["learned_later"]
    ] == expected, source
    assert [each["refused"] for each in found["learned_later"]] == [""] * len(expected), source


def test_what_is_learned_and_does_not_fit_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--conversion 2008-10-08=400 --as-known-on 2008-10-01")
    code, out, _ = run(capsys, "redeem", *CASE, *given)
    assert code == 0
    assert (
        "  Wed 2008-10-08  conversions.2008-10-08: a conversion on 2008-10-08, and these\n" in out
    )
    (row,) = json.loads(run(capsys, "redeem", *CASE, *given, "--format", "json")[1])[
        "learned_later"
    ]
    assert (row["state"], row["total"], row["change"]) == ("", None, "0")
    assert row["refused"].startswith("conversions.2008-10-08: a conversion on 2008-10-08, and")


def test_what_was_learned_later_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    given = "--fee 2008-10-06=25 --cured 2008-10-10 --known cured=2008-11-03"
    asked = ("explain", *CASE, *options(given), "--as-known-on", "2008-10-01")
    code, out, err = run(capsys, *asked, "--format", "json")
    assert (code, err) == (0, "")
    steps = json.loads(out)["steps"][-3:]
    assert [tuple(each.values()) for each in steps] == [
        ("as known on", "2008-10-01", "", "what was learned later is left out, and follows", []),
        (
            "learned on 2008-10-06", "1048.23", "", "the fee of 2008-10-06",
            ["state default, +25.00 USD"],
        ),
        (
            "learned on 2008-11-03", None, "", "the cure of 2008-10-10",
            ["state cured; event of default none; default rate from none; redemption none,"
             " -1,048.23 USD"],
        ),
    ]  # fmt: skip
    _, out, _ = run(capsys, *asked)
    said = " ".join(out.split())
    assert "learned on 2008-10-06: 1,048.23 the fee of 2008-10-06 state default, +25.00 USD" in said
    rows = run(capsys, *asked, "--format", "csv")[1].splitlines()
    assert (
        'learned on 2008-10-06,1048.23,,the fee of 2008-10-06,"state default, +25.00 USD"' in rows
    )


@pytest.mark.parametrize(
    ("given", "expected", "source"),
    [
        ("--as-known-on 2008-10-01",
         [("as known on", "nothing was learned later")], "all was known"),
        ("", [], "no day is asked for"),
        ("--conversion 2008-10-08=400 --as-known-on 2008-10-01",
         [("as known on", "what was learned later is left out, and follows"),
          ("learned on 2008-10-08", "the conversion of 2008-10-08")], "what does not fit"),
    ],
)  # fmt: skip
def test_whether_anything_was_learned_is_explained(
    capsys: pytest.CaptureFixture[str],
    given: str,
    expected: list[tuple[str, str]],
    source: str,
) -> None:
    _, out, _ = run(capsys, "explain", *CASE, *options(given), "--format", "json")
    steps = json.loads(out)["steps"]
    told = [(each["what"], each["reason"]) for each in steps
            if each["what"].startswith(("as known", "learned"))]  # fmt: skip
    assert told == expected, source
    if len(expected) > 1:
        assert steps[-1]["detail"][0].startswith("conversions.2008-10-08: a conversion on"), source


SOURCES = [
    ("--forbearance 2008-10-06..2008-10-10", "forbearance", "forbearance of 2008-10-06"),
    ("--amendment 2008-10-08:cash_rate=9%", "amendment", "amendment of 2008-10-08"),
    ("--judgment 2008-10-20=9%", "judgment", "judgment of 2008-10-20"),
    (
        "--forbearance 2008-10-20..2008-10-24 suspended --redeem-on 2008-10-29",
        "default_rate_until", "forbearance of 2008-10-20",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "event", "clause"), SOURCES)
def test_a_paper_without_a_name_goes_by_its_day(
    capsys: pytest.CaptureFixture[str], given: str, event: str, clause: str
) -> None:
    _, out, _ = run(capsys, "redeem", *CASE, *options(given), "--format", "json")
    found = {each["event"]: each["clause"] for each in json.loads(out)["timeline"]}
    assert found[event] == clause


def test_a_line_at_an_amended_rate_cites_the_amendment(capsys: pytest.CaptureFixture[str]) -> None:
    given = options("--amendment 2008-10-08:cash_rate=9%")
    steps = json.loads(run(capsys, "explain", *CASE, *given, "--format", "json")[1])["steps"]
    clauses = {each["what"]: each["clause"] for each in steps}
    assert clauses["interest 2008-10-08 to 2008-10-15"] == "amendment of 2008-10-08"


@pytest.mark.parametrize(
    ("given", "expected", "source"),
    [
        ("", ["2008-10-13"], "Columbus Day moves the deadline to the 14th"),
        ("--forbearance 2008-10-06..2008-10-17", [], "rule 14: it would not have counted"),
        ("--forbearance 2008-10-06..2008-10-10", ["2008-10-13"], "over by then"),
    ],
)
def test_a_holiday_in_a_forbearance_moves_nothing(
    capsys: pytest.CaptureFixture[str], given: str, expected: list[str], source: str
) -> None:
    _, out, _ = run(capsys, "redeem", *CASE, *options(given), "--format", "json")
    found = json.loads(out)
    assert [each["date"] for each in found["skipped"]] == expected, source
    (reason,) = [e["reason"] for e in found["timeline"] if e["event"] == "cure_deadline"]
    assert ("Columbus Day" in reason) is bool(expected), source


@pytest.mark.parametrize(
    ("command", "source"),
    [
        ("schedule --until 2008-10-01", "a note that performs"),
        ("redeem --notice 2008-09-29 --as-of 2008-10-01", "a note in its cure period"),
        ("claim --petition 2008-11-03", "a claim"),
        ("readings --notice 2008-09-29", "readings"),
    ],
)
def test_an_amendment_before_the_issue_is_refused_everywhere(
    capsys: pytest.CaptureFixture[str], command: str, source: str
) -> None:
    early = ("--amendment", "2007-01-02:cash_rate=9%")
    code, _, err = run(capsys, *command.split(), *early)
    assert (code, err.split(" is before")[0]) == (1, "--amendment: the amendment of 2007-01-02")
    # on the issue date it is the first rate
    on_issue = ("--amendment", "2007-01-03:cash_rate=9%")
    assert run(capsys, *command.split(), *on_issue)[0] == 0, source


def test_two_days_missed_that_roll_to_one_are_one_breach(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Rule 21: Sat 1 and Sun 2 November 2008 roll to Monday; three Business Days to the 6th.
    given = options("--set interest.roll=following --missed 2008-11-01 --missed 2008-11-02")
    _, out, _ = run(capsys, "redeem", *given, "--format", "json")
    found = [each for each in json.loads(out)["timeline"] if each["of"] == "payment"]
    assert [(each["event"], each["date"]) for each in found] == [
        ("breach", "2008-11-04"), ("cure_deadline", "2008-11-06"),
        ("event_of_default", "2008-11-07"),
    ]  # fmt: skip
    assert found[0]["reason"] == (
        "the day after the due date Mon 2008-11-03, rolled from Sat 2008-11-01 and Sun 2008-11-02,"
        " not paid"
    )
    _, out, _ = run(capsys, "letter", "notice", *given)
    assert "which falls on Saturday, November 1, 2008 and Sunday, November 2, 2008" in " ".join(
        out.split()
    )


def test_without_a_day_nothing_is_said_of_learning(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "redeem", *CASE, *FEE, "--format", "json")[1])
    assert not {"as_known_on", "learned_later"} & set(found)
    assert "Learned later" not in run(capsys, "redeem", *CASE, *FEE)[1]


SCENARIOS = """notecalc: 1
terms: liquidmetal-2007
set: {interest.paid_in: cash}
scenarios:
  - name: fee later
    notice: 2008-09-29
    fees: [{on: 2008-10-06, amount: 25.00}]
    as_known_on: 2008-10-01
    expect: {total: 1023.23}
  - name: cure later
    notice: 2008-09-29
    cured: {on: 2008-10-10, known: 2008-11-03}
    as_known_on: 2008-10-20
    expect: {state: default, total: 1023.23}
  - name: conversion that is not allowed
    notice: 2008-09-29
    conversions: [{on: 2008-10-08, principal: 400.00}]
    as_known_on: 2008-10-01
  - name: all
    notice: 2008-09-29
    fees: [{on: 2008-10-06, amount: 25.00}]
    expect: {total: 1048.23}
"""


def test_scenarios_as_known_on_a_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "known.yaml"
    file.write_text(SCENARIOS, encoding="utf-8")
    code, out, err = run(capsys, "run", str(file))
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if " learned " in line or " = " in line] == [
        "  2008-10-15: 1,000.00 + 23.23 = 1,023.23 USD, per diem 0.33",
        "  learned Mon 2008-10-06: the fee of 2008-10-06: state default, +25.00 USD",
        "  2008-10-15: 1,000.00 + 23.23 = 1,023.23 USD, per diem 0.33",
        "  learned Mon 2008-11-03: the cure of 2008-10-10: state cured; event of default none;"
        " default rate from none; redemption none, -1,023.23 USD",
        "  2008-10-15: 1,000.00 + 23.23 = 1,023.23 USD, per diem 0.33",
        "  learned Wed 2008-10-08: the conversion of 2008-10-08: conversions.2008-10-08: a"
        " conversion on 2008-10-08, and these terms have no right to convert; give the terms'"
        " conversion: its clause and price",
        "  2008-10-15: 1,000.00 + 23.23 + 25.00 = 1,048.23 USD, per diem 0.33",
    ]
    found = json.loads(run(capsys, "run", str(file), "--format", "json")[1])
    assert [each.get("as_known_on") for each in found] == [
        "2008-10-01", "2008-10-20", "2008-10-01", None,
    ]  # fmt: skip
    assert [each["change"] for each in found[0]["learned_later"]] == ["25.00"]


@pytest.mark.parametrize(
    ("given", "code", "said", "source"),
    [
        (
            ("--notice", "2008-10-06"),
            2,
            "--notice is given 2 times: give it once; several notices need a scenario file.",
            "the second would replace the first unsaid",
        ),
        (
            ("--petition", "2008-10-20", "--judgment", "2008-11-03=9%"),
            1,
            "--judgment: the judgment of 2008-11-03 is after the petition of 2008-10-20, which"
            " stays proceedings against the debtor (11 U.S.C. 362(a)(1)); write a judgment up to"
            " 2008-10-20, or leave one of them out",
            "rule 25, wherever both are given",
        ),
    ],
)
def test_what_redeem_refuses(
    capsys: pytest.CaptureFixture[str], given: tuple[str, ...], code: int, said: str, source: str
) -> None:
    left, out, err = run(capsys, "redeem", *CASE, *given)
    assert (left, out) == (code, ""), source
    assert said in " ".join(err.split())


def test_a_judgment_before_the_redemption_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    left, out, _ = run(capsys, "redeem", *CASE, *LATE, "--judgment", "2008-10-20=9%")
    said = " ".join(out.split())
    assert left == 0
    assert "the judgment of Mon 2008-10-20 is before the redemption" in said


def test_the_price_that_is_paid_stands_beside_the_figure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "redeem", *CASE, "--set", "redemption.minimum=101%")
    (line,) = [each for each in out.splitlines() if "the minimum of 101%" in each]
    assert line.split()[-1] == "1,010.00"  # 1,000.00 at 101%
