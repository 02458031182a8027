"""What the parts tell of themselves: that they are alive, and what they did."""

from typing import Protocol


class Pulse(Protocol):
    """Signs of life. ``worker`` is one of a few fixed names ("watch", "deliver telegram")."""

    def beat(self, worker: str) -> None:
        """It is alive: waiting for its time, or a step further in what it does."""
        ...


class Meter(Protocol):
    """Numbers by name and labels, as :mod:`bot.measures` lists them. Labels take few values:
    never an address, an id or a text of people. Never raises."""

    def count(self, name: str, *labels: str) -> None:
        """One more."""
        ...

    def took(self, name: str, seconds: float, *labels: str) -> None:
        """A duration."""
        ...

    def stands(self, name: str, value: float, *labels: str) -> None:
        """What is so now, in place of what was."""
        ...


class SummingMeter(Meter, Protocol):
    """A Meter of which some count by more than one at a time."""

    def add(self, name: str, amount: int, *labels: str) -> None: ...


class Unmeasured:
    """A Pulse and a SummingMeter for those who do not want any."""

    def beat(self, worker: str) -> None:
        return None

    def count(self, name: str, *labels: str) -> None:
        return None

    def add(self, name: str, amount: int, *labels: str) -> None:
        return None

    def took(self, name: str, seconds: float, *labels: str) -> None:
        return None

    def stands(self, name: str, value: float, *labels: str) -> None:
        return None
