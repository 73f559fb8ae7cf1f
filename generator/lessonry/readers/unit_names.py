"""Units as learners write them: symbols, names in full, and what may stand for one another.

A table of words only. What they are worth is pint's to say (`units`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PREFIXES = {
    "p": ("pico", "p"),
    "n": ("nano", "n"),
    "u": ("micro", "μ u"),
    "m": ("milli", "m"),
    "c": ("centi", "c"),
    "d": ("deci", "d"),
    "h": ("hecto", "h"),
    "k": ("kilo", "k"),
    "M": ("mega", "M"),
    "G": ("giga", "G"),
    "T": ("tera", "T"),
    "Ki": ("kibi", "Ki"),
    "Mi": ("mebi", "Mi"),
    "Gi": ("gibi", "Gi"),
}
"""What stands before a unit: its name, and its symbols."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One unit with all of its spellings."""

    pint: str
    """Its name in pint's registry."""
    symbols: str
    """With blanks between them; a `_` stands for a blank."""
    names: str = ""
    """In full, with blanks between them: `foot/feet` where the plural has no mere `s`."""
    prefixes: str = ""
    """Keys of `PREFIXES`, with blanks between them."""

    also: str = ""
    """Symbols that only a learner may use: an author would say two things with them."""

    def spellings(self) -> Iterator[Spellings]:
        """Yield those of it, and those of it with each prefix."""
        yield self._with("", [""])
        for prefix in self.prefixes.split():
            word, marks = PREFIXES[prefix]
            yield self._with(word, marks.split())

    def _with(self, word: str, marks: list[str]) -> Spellings:
        names = [name.replace("_", " ").partition("/") for name in self.names.split()]
        return Spellings(
            pint=word + self.pint,
            symbols=tuple(m + s.replace("_", " ") for m in marks for s in self.symbols.split()),
            singular=tuple(word + one for one, _, _ in names),
            plural=tuple(word + (many or f"{one}s") for one, _, many in names),
            also=() if word else tuple(self.also.split()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """How one unit is written, its prefix with it."""

    pint: str
    symbols: tuple[str, ...]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Units that may stand for one another, the commonest first."""

    measures: tuple[Measure, ...]
    compounds: str = ""
    """Products and quotients that belong to it, with blanks between them."""


LENGTH = Family(
    (
        Measure("meter", "m", "metre meter", "k c m u n d M"),
        Measure("mile", "mi", "mile"),
        Measure("foot", "ft", "foot/feet"),
        Measure("inch", "in", "inch/inches"),
        Measure("yard", "yd", "yard"),
        Measure("nautical_mile", "nmi NM"),
        Measure("astronomical_unit", "au AU"),
        Measure("light_year", "ly"),
    )
)
TIME = Family(
    (
        Measure("second", "s sec secs", "second", "m u n"),
        Measure("hour", "h hr hrs", "hour"),
        Measure("minute", "min mins", "minute"),
        Measure("day", "d", "day"),
        Measure("week", "wk", "week"),
        Measure("year", "yr yrs", "year"),
    )
)
MASS = Family(
    (
        Measure("gram", "g", "gram gramme", "k m u M"),
        Measure("pound", "lb lbs", "pound"),
        Measure("metric_ton", "t", "tonne"),
        Measure("ounce", "oz", "ounce"),
        Measure("stone", "st", "stone/stone"),
    )
)
VOLUME = Family(
    (
        Measure("liter", "L l", "litre liter", "m c d h u"),
        Measure("cubic_centimeter", "cc ccm"),
        Measure("gallon", "gal", "gallon"),
        Measure("pint", "pt", "pint"),
        Measure("fluid_ounce", "fl_oz floz"),
        Measure("cup", "cup cups"),
        Measure("tablespoon", "tbsp", "tablespoon"),
        Measure("teaspoon", "tsp", "teaspoon"),
    ),
    "m^3 dm^3 cm^3 mm^3 ft^3 in^3",
)
AREA = Family(
    (
        Measure("hectare", "ha", "hectare"),
        Measure("acre", "ac", "acre"),
        Measure("are", "a", "are"),
    ),
    "m^2 km^2 cm^2 mm^2 ft^2 in^2 mi^2",
)
SPEED = Family(
    (
        Measure("kilometer_per_hour", "kmh kph"),
        Measure("mile_per_hour", "mph"),
        Measure("knot", "kn kt kts", "knot"),
    ),
    "km/h m/s mi/h ft/s km/s m/min",
)
TEMPERATURE = Family(
    (
        Measure(
            "degree_Celsius", "°C degC", "celsius/celsius degree_celsius/degrees_celsius", also="C"
        ),
        Measure(
            "degree_Fahrenheit",
            "°F degF",
            "fahrenheit/fahrenheit degree_fahrenheit/degrees_fahrenheit",
            also="F",
        ),
        Measure("kelvin", "K", "kelvin/kelvin kelvin", "m"),
    )
)
SHARE = Family(
    (
        Measure("percent", "% pct", "percent/percent per_cent/per_cent"),
        Measure("permille", "‰", "permille/permille"),
    )
)
ANGLE = Family(
    (
        Measure("degree", "° deg", "degree"),
        Measure("radian", "rad", "radian", "m"),
        Measure("turn", "rev", "turn revolution"),
    )
)
DATA = Family(
    (
        Measure("byte", "B", "byte", "k M G T Ki Mi Gi"),
        Measure("bit", "bit", "bit/bits", "k M G T"),
    )
)
FREQUENCY = Family((Measure("hertz", "Hz", "hertz/hertz", "k M G m"),), "/s s^-1")
FORCE = Family(
    (
        Measure("newton", "N", "newton", "k M m"),
        Measure("pound_force", "lbf"),
        Measure("kilogram_force", "kgf kp"),
    ),
    "kg*m/s^2",
)
ENERGY = Family(
    (
        Measure("joule", "J", "joule", "k M G m"),
        Measure("watt_hour", "Wh", "", "k M G"),
        Measure("calorie", "cal", "calorie", "k"),
        Measure("electron_volt", "eV", "", "k M G"),
        Measure("british_thermal_unit", "BTU Btu"),
    ),
    "N*m W*s kW*h W*h",
)
POWER = Family(
    (
        Measure("watt", "W", "watt", "k M G m u"),
        Measure("horsepower", "hp", "horsepower/horsepower"),
        Measure("metric_horsepower", "PS"),
    ),
    "J/s",
)
PRESSURE = Family(
    (
        Measure("pascal", "Pa", "pascal", "h k M"),
        Measure("bar", "bar", "bar", "m"),
        Measure("atmosphere", "atm", "atmosphere"),
        Measure("psi", "psi"),
        Measure("mmHg", "mmHg"),
        Measure("torr", "Torr torr"),
    ),
    "N/m^2 N/cm^2 N/mm^2",
)
ELECTRICITY = tuple(
    Family((Measure(name, symbol, f"{name}/{name}s", "p n u m k M G"),))
    for name, symbol in (
        ("volt", "V"),
        ("ohm", "Ω"),
        ("farad", "F"),
        ("henry", "H"),
        ("coulomb", "C"),
        ("siemens", "S"),
        ("tesla", "T"),
    )
)
AMOUNTS = (
    Family((Measure("ampere", "A", "ampere amp", "p n u m k"),)),
    Family((Measure("mole", "mol", "mole", "n u m k"),)),
    Family((Measure("lumen", "lm", "lumen"),)),
    Family((Measure("lux", "lx", "lux/lux"),)),
    Family((Measure("candela", "cd", "candela"),)),
    Family((Measure("becquerel", "Bq", "becquerel", "k M G"),)),
    Family((Measure("sievert", "Sv", "sievert", "m u n"),)),
)
FAMILIES = (
    LENGTH, TIME, MASS, VOLUME, AREA, SPEED, TEMPERATURE, SHARE, ANGLE, DATA, FREQUENCY, FORCE, ENERGY,
    POWER, PRESSURE, *ELECTRICITY, *AMOUNTS,
)  # fmt: skip
TWO_WAYS = {"C": ("°C", "coulomb"), "F": ("°F", "farad")}
"""Symbols that an author might mean either way."""
MONEY = (
    ("€", "EUR", "euro", "euros"),
    ("$", "USD", "dollar", "dollars", "US$"),
    ("£", "GBP", "pound sterling", "pounds sterling", "pounds", "quid"),
    ("¥", "JPY", "yen"),
    ("₹", "INR", "rupee", "rupees", "Rs"),
    ("CHF", "Fr.", "franc", "francs"),
)
"""Spellings of one currency each; no course can say what one is worth in another."""
