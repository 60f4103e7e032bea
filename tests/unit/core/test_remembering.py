"""What is asked once while a page is read, and anew whenever nothing is being read."""

from campus.core import remembering


class TestOnce:
    def test_asks_each_time_where_no_page_is_read(self):
        asked = []
        for _ in range(2):
            remembering.once("key", lambda: asked.append(1))
        assert len(asked) == 2

    def test_asks_once_while_a_page_is_read_and_forgets_after(self):
        asked = []

        @remembering.once_a_page
        def count(actor):
            asked.append(actor)
            return len(asked)

        with remembering.while_reading():
            assert [count("one"), count("one"), count("other")] == [1, 1, 2]
        with remembering.while_reading():
            assert count("one") == 3
        assert count("one") == 4
