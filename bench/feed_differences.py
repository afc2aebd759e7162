"""Where our reading of the feed suites differs from what their authors expect, each with its reason; the list is whole."""

from __future__ import annotations

from typing import Final

_SCRIPTS: Final = (
    "The expected text keeps the words of a script and the page's <title>; ours drops both with their elements."
)
_UNCLOSED: Final = (
    "The document is not well-formed inside its only title (</subtitle> ends it), so that no title is told."
)

FEEDPARSER: Final = {
    "wellformed/rss/entity_in_doctype.xml": "Entities declared in a document are stripped and never unfolded.",
    "wellformed/sanitize/entry_content_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/entry_summary_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/entry_title_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/feed_title_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/item_content_encoded_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/item_description_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/item_fullitem_crazy.xml": _SCRIPTS,
    "wellformed/sanitize/item_content_encoded_script_nested_cdata.xml": (
        "A second CDATA wrapping is taken off with what it wraps read as markup; the suite shows the wrapping as text."
    ),
}
"""By the document's path in feedparser's suite."""

GOFEED: Final = {
    "parser/atom/atom10_feed_title_xhtml_escaped_markup.xml": _UNCLOSED,
    "parser/atom/atom10_feed_title_xhtml_inline_markup.xml": _UNCLOSED,
    "parser/atom/issue_275_extensions_and_source.xml": "A content of type application/atom+xml is no text to be read.",
    "parser/rss/rss_channel_item_guid_naked_markup.xml": "An id with elements inside is no id; title and link identify.",
    "translator/atom/feed_item_updated_-_atom03_feed_entry_modified.xml": (
        "The suite repeats the time of change as the time of publishing; ours is told as absent, and stored by the change."
    ),
}
"""By the document's path in gofeed's test data."""
