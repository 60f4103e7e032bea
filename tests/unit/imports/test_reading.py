"""Reading a file: every encoding that spreadsheets save, and a sentence for each file that cannot be read."""

import pytest

from campus.core.errors import Refused
from learners.imports import reading, rules
from learners.imports.registry import Column
from transfers import people_rows

COLUMNS = (Column("prison_number", required=True), Column("name"))
HEAD = "prison_number,name\n"


def read(text: str | bytes):
    return reading.read(text if isinstance(text, bytes) else text.encode(), COLUMNS)


class TestReads:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_what_spreadsheets_save(self, encoding):
        sheet = read(f"{HEAD}A1234BC,Zoë\n".encode(encoding))
        assert [line.cells for line in sheet.lines] == [{"prison_number": "A1234BC", "name": "Zoë"}]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_the_delimiters_and_line_ends_of_the_world(self, delimiter, end):
        sheet = read(end.join([delimiter.join(["Prison Number", "NAME"]), delimiter.join(["A1234BC", "Ann"])]))
        assert sheet.lines[0].cells == {"prison_number": "A1234BC", "name": "Ann"}

    def test_quoted_cells_with_commas_and_line_ends_and_counts_rows_as_a_spreadsheet(self):
        sheet = read(f'{HEAD}A1234BC,"Shah, Priya\nof Leeds"\n\n,\nB1234BC,Tom\n')
        assert [(line.number, line.cells["name"]) for line in sheet.lines] == [
            (2, "Shah, Priya\nof Leeds"),
            (5, "Tom"),
        ]

    def test_columns_that_nobody_asked_for_and_leaves_them_out(self):
        sheet = read("prison_number,shoe size\nA1234BC,9\n")
        assert (sheet.columns, sheet.unknown) == (["prison_number"], ["shoe_size"])
        assert sheet.lines[0].cells == {"prison_number": "A1234BC"}

    def test_a_row_that_is_too_short(self):
        assert read(f"{HEAD}A1234BC\n").lines[0].cells == {"prison_number": "A1234BC"}


class TestRefuses:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "first row must name"), (b"name\nAnn\n", "prison_number"), (HEAD.encode(), "no rows"),
            (b"prison_number,name,name\nA,b,c\n", "twice"), (b"PK\x03\x04abc", "workbook"),
            (b"\xd0\xcf\x11\xe0abc", "workbook"), (b"prison_number\n\x81\x8d\x8f\n", "letters"),
            (b"a" * (rules.MOST_BYTES + 1), "5 MB"), (b'prison_number\n"' + b"a" * 200_000, "cannot be read as CSV"),
            (b"prison_number\n" + b"A1234BC\n" * (rules.MOST_ROWS + 1), "10,000 rows"),
        ],
        ids=lambda value: str(value)[:20],
    )  # fmt: skip
    def test_a_file_with_a_sentence_beside_it(self, content, said):
        with pytest.raises(Refused, match=said) as refused:
            read(content)
        assert refused.value.field == "file"

    @pytest.mark.parametrize(
        ("row", "said"),
        [("A1234BC,Ann,more", "more cells"), ("A1234BC,An\x00n", "hidden"), (f"A1234BC,{'x' * 1001}", "1,000 letters")],
    )
    def test_a_row_and_reads_the_others(self, row, said):
        first, second = read(f"{HEAD}{row}\nB1234BC,Tom\n").lines
        assert said in first.problems[0] and second.problems == ()

    def test_only_rows_that_it_would_refuse_itself(self):
        assert read(f"{HEAD}A1234BC,Ann,,\n").lines[0].problems == ()


class TestRules:
    def test_of_a_file_move_as_listed(self):
        for before, afters in rules.MOVES.items():
            for after in rules.BatchState:
                assert rules.may_move(before, after) is (after in afters)

    def test_keep_formulas_out_of_spreadsheets(self):
        assert [rules.safe_cell(text) for text in ("=1+1", "-2", "@x", "plain", "")] == [
            "'=1+1", "'-2", "'@x", "plain", "",
        ]  # fmt: skip


class TestPeopleRows:
    TODAY = __import__("datetime").date(2026, 11, 20)

    def read(self, **row):
        return people_rows.read({"prison_number": "a1234bc", **row}, self.TODAY)

    @pytest.mark.parametrize("text", ["27/03/1990", "1990-03-27", "27-03-1990", "27 Mar 1990", "27 March 1990"])
    def test_read_dates_as_people_write_them(self, text):
        row, problems = self.read(date_of_birth=text)
        assert problems == [] and str(row.details["date_of_birth"]) == "1990-03-27"
        assert row.prison_number == "A1234BC"

    @pytest.mark.parametrize(
        "cells",
        [
            {"prison_number": "12"}, {"date_of_birth": "31/02/1990"}, {"date_of_birth": "20/11/2026"},
            {"date_of_birth": "01/01/1899"}, {"release_date": "soon"}, {"legal_status": "FREE"}, {"cell": "x" * 21},
            {"given_name": "x" * 61}, {"family_name": "a\tb"},
        ],
    )  # fmt: skip
    def test_say_what_is_wrong(self, cells):
        row, problems = self.read(**cells)
        assert row is None and len(problems) == 1 and problems[0].endswith(".")

    def test_say_everything_that_is_wrong_at_once(self):
        assert len(self.read(prison_number="1", cell="x" * 21, release_date="x")[1]) == 3

    def test_hold_only_what_the_row_says(self):
        assert self.read(cell="", legal_status="remand")[0].details == {"legal_status": "REMAND"}
