"""The prison register, carried with the product (campus/estate/data/SOURCES.md) and loaded as often as one likes."""

import csv
from pathlib import Path
from typing import Any

REGISTER = Path(__file__).parent / "data" / "establishments.csv"


def rows() -> list[dict[str, Any]]:
    """Each line of the register as the values of an Establishment."""
    with REGISTER.open(encoding="utf-8", newline="") as lines:
        return [_values(line) for line in csv.DictReader(lines)]


def _values(line: dict[str, str]) -> dict[str, Any]:
    return {
        "code": line["prison_id"],
        "name": line["name"],
        "welsh_name": line["prison_name_in_welsh"],
        "active": line["active"] == "t",
        "male": line["male"] == "t",
        "female": line["female"] == "t",
        "long_term_high_security": line["long_term_high_security"] == "t",
        "contracted": line["contracted"] == "t",
        "types": line["types"],
        "categories": line["categories"],
        "operator": line["operator"],
        "town": line["town"],
        "county": line["county"],
        "postcode": line["postcode"],
        "country": line["country"],
        "latitude": float(line["lat"]) if line["lat"] else None,
        "longitude": float(line["lon"]) if line["lon"] else None,
    }


def load(establishment_model: Any) -> int:
    """Write the register into the given model (the migration hands in its own). Returns how many there are."""
    for values in rows():
        code = values.pop("code")
        establishment_model.objects.update_or_create(code=code, defaults=values)
    return int(establishment_model.objects.count())
