"""The workers of a test run share a Valkey and a Postgres, and nothing of what is in them."""

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from campus.settings.test import cache_of


class TestCache:
    def test_emptied_by_one_worker_is_whole_for_another(self):
        """A session that is forgotten is read from the database again, in the midst of another's count of queries."""
        others = {worker: RedisCache(cache_of(worker), {}) for worker in ("gw7", "gw8")}
        for worker, other in others.items():
            other.set("said", worker)
        others["gw7"].clear()
        assert {worker: other.get("said") for worker, other in others.items()} == {"gw7": None, "gw8": "gw8"}

    def test_is_not_the_queue(self):
        assert cache_of("") != cache_of("gw1") != cache_of("gw14")
        assert not any(cache_of(f"gw{n}").endswith("db=0") for n in range(40))
        assert cache._servers[0].endswith(("db=1", "db=2")), "this worker's own"
