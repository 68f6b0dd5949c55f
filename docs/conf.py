"""The site: these pages, as they stand, in HTML. ``make site`` builds it into build/site."""

project = "Join in Card"
author = "the authors of Join in Card"
language = "en"

root_doc = "README"
# `tools.site` makes the navigation out of the index, so that no page holds anything but plain Markdown.
extensions = ["myst_parser", "tools.site"]
exclude_patterns = ["conf.py"]
# Six levels, named as GitHub names them: one link works in both places.
myst_heading_anchors = 6

html_theme = "furo"
html_title = "Join in Card"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_search_language = "en"
pygments_style = "default"
