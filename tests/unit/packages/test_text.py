import pytest

from transfers.packages.rules import text

ID = "01900000-0000-7000-8000-000000000001"


class TestCarried:
    @pytest.mark.parametrize("said", ['{"a": 1, "bb": [true, null, "x"]}', "[]", "{}", '"\\u0001 \\" ŵ"', "-5"])
    def test_is_the_value_itself_where_json_can_write_it_one_way_only(self, said):
        value = text.carried(said)
        assert not text.is_text(value) and text.jsonb(value) == said

    @pytest.mark.parametrize("said", ["1.50", '{"a": 1e10}', "9007199254740993", '{"deep": [{"n": 0.1}]}'])
    def test_is_the_text_where_a_number_would_be_written_otherwise(self, said):
        assert text.carried(said) == {"$jsonb": said} and text.jsonb(text.carried(said)) == said

    def test_is_the_text_of_somebody_who_writes_our_own_mark(self):
        said = '{"$jsonb": "1"}'
        assert text.carried(said) == {"$jsonb": said} and text.jsonb(text.carried(said)) == said


class TestJsonb:
    def test_orders_keys_by_length_and_then_by_bytes(self):
        assert text.jsonb({"bb": 1, "a": 2, "ab": 3, "ŵ": 4}) == '{"a": 2, "ab": 3, "bb": 1, "ŵ": 4}'


class TestDigests:
    def test_speak_of_the_person_under_whom_a_row_was_written(self):
        row = {"id": ID, "learner_id": "b", "origin_id": "a", "title": "x"}
        columns = ["id", "learner_id", "title"]
        assert text.row_digest(row, columns) == text.row_digest({**row, "learner_id": "a", "origin_id": None}, columns)
        assert text.row_digest(row, columns) != text.row_digest({**row, "origin_id": "c"}, columns)

    def test_do_not_depend_on_the_order_of_rows(self):
        assert text.kind_digest({"2": "b", "1": "a"}) == text.kind_digest({"1": "a", "2": "b"})


class TestLines:
    def test_are_canonical_and_in_the_order_of_ids(self):
        rows = [{"id": "2", "b": 1, "a": "é"}, {"id": "1", "b": None}]
        assert text.lines(rows).decode() == '{"b":null,"id":"1"}\n{"a":"é","b":1,"id":"2"}\n'
