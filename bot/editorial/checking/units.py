"""Units that measure the same, and how many of the smallest of them each is worth. Pure."""

_WORTH = {
    "time": {
        "ns": 1e-9,
        "us": 1e-6,
        "ms": 1e-3,
        "s": 1.0,
        "min": 60.0,
        "h": 3_600.0,
        "d": 86_400.0,
        "wk": 604_800.0,
        "mo": 2_629_800.0,
        "y": 31_557_600.0,
    },
    "size": {"B": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15},
    "rate": {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
    "length": {"nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0, "km": 1e3},
    "mass": {"mg": 1e-6, "g": 1e-3, "kg": 1.0},
    "power": {"mW": 1e-3, "W": 1.0, "kW": 1e3, "MW": 1e6, "GW": 1e9},
    "energy": {"eV": 1.0, "keV": 1e3, "MeV": 1e6, "GeV": 1e9, "TeV": 1e12},
    "distance": {"pc": 1.0, "kpc": 1e3, "Mpc": 1e6},
    "flops": {"GFLOP": 1e9, "TFLOP": 1e12},
    "bandwidth": {"Mbps": 1e6, "Gbps": 1e9},
}
_OF = {
    unit: (dimension, worth) for dimension, each in _WORTH.items() for unit, worth in each.items()
}
SHARES = frozenset(("%", "pt", "x"))
"""Units of what is compared, as against units of what is measured."""


def dimension(unit: str) -> str:
    """What a unit measures; a unit of its own kind measures itself."""
    return _OF[unit][0] if unit in _OF else unit


def in_base(value: float, unit: str) -> float:
    """The value in the base unit of its dimension."""
    return value * _OF[unit][1] if unit in _OF else value
