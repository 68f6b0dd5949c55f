"""The static manifest ``joincard.toml``: what may be known of a plugin without running a line of it.

id = "zhejiang.healthcare.core"          # publisher.sector.slug, for ever
version = "1.0.0"
contract = ">=1.0,<2"
locales = ["en", "zh"]
facts = ["waiting_list"]                 # the plugin's own facts, by short name; optional

[name]
en = "Healthcare"
zh = "医疗服务"

[description]
en = "..."
zh = "..."

[purposes.treatment]                     # why personal data is asked for; needed when a service discloses any
en = "..."
zh = "..."
"""

from joincard_sdk.manifest.model import LOCALES, Manifest, ManifestError, PluginId
from joincard_sdk.manifest.reading import FILE_NAME, LARGEST, parse, read

__all__ = ["FILE_NAME", "LARGEST", "LOCALES", "Manifest", "ManifestError", "PluginId", "parse", "read"]
