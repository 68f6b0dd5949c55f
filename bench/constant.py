"""The least a Flask application can do: one route, one constant. The yardstick of ``bench.serving``."""

from flask import Flask, Response

app = Flask(__name__)


@app.post("/v1/verifications")
def constant() -> Response:
    """Read nothing, decide nothing, answer at once."""
    return Response(b'{"outcome":"permitted"}', 201, mimetype="application/json")
