"""What an operator watches of the catalogue."""

from prometheus_client import Counter, Gauge

SERIAL = Gauge(
    "joincard_snapshot_serial", "Serial of the catalogue snapshot in use.", multiprocess_mode="min"
)
REFUSED = Counter("joincard_snapshots_refused", "Catalogue snapshots that were not taken.", ["code"])
