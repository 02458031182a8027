"""The measures as Prometheus knows them, in a registry of our own."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.measures import MEASURES, Measure

CONTENT_TYPE = CONTENT_TYPE_LATEST


class PrometheusMeter:
    """A SummingMeter, whose names must be those of the table."""

    def __init__(self) -> None:
        # A setting of the whole process; without it each counter has another series,
        # `..._created`.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._made = {each.name: _metric(each, self._registry) for each in MEASURES}

    def count(self, name: str, *labels: str) -> None:
        self.add(name, 1, *labels)

    def add(self, name: str, amount: int, *labels: str) -> None:
        made = self._made[name]
        assert isinstance(made, Counter)  # noqa: S101
        (made.labels(*labels) if labels else made).inc(amount)

    def took(self, name: str, seconds: float, *labels: str) -> None:
        made = self._made[name]
        assert isinstance(made, Histogram)  # noqa: S101
        (made.labels(*labels) if labels else made).observe(seconds)

    def stands(self, name: str, value: float, *labels: str) -> None:
        made = self._made[name]
        assert isinstance(made, Gauge)  # noqa: S101
        (made.labels(*labels) if labels else made).set(value)

    def forget(self, name: str) -> None:
        """Clear a gauge before it is set anew: values that are not set again are no longer true."""
        self._made[name].clear()

    def text(self) -> bytes:
        return generate_latest(self._registry)


def _metric(each: Measure, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    if each.kind == "histogram":
        return Histogram(
            each.name, each.said, each.label_names, registry=registry, buckets=each.buckets
        )
    kind = Counter if each.kind == "counter" else Gauge
    return kind(each.name, each.said, each.label_names, registry=registry)
