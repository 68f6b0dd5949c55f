"""``python -m joincard_sdk.cli`` is ``joincard``."""

from joincard_sdk.cli import main

main()
