"""Known: what the rows of observations may name, and what the units and indicators they name say of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from loaders.catalogue import Catalogue
from loaders.row_checks import REFERENCES

Unit = tuple[str, str, float]  # id, dimension, factor
Measured = tuple[
    str, str, str, float, float, float
]  # id, unit, dimension and factor of the unit, least, most


@dataclass(frozen=True)
class Known:
    """Ids by kind (None: cannot be told, so none is unknown), the units, and the indicators with their range."""

    ids: Mapping[str, Collection[str] | None]
    units: list[Unit]
    indicators: list[Measured]


def known_of(catalogue: Catalogue) -> Known:
    """What the YAML files of a dataset make known, as far as they can be read."""
    units = {id_: (id_, unit.dimension, float(unit.factor)) for id_, unit in catalogue.units.items()}
    measured = [
        (id_, indicator.unit, *units[indicator.unit][1:], *indicator.natural_range)
        for id_, indicator in catalogue.indicators.items()
        if indicator.unit in units
    ]
    return Known({kind: catalogue.ids(kind) for kind in REFERENCES.values()}, list(units.values()), measured)
