"""HTML of other tools' questions as Markdown: what Markdown cannot say stays as clean HTML."""

from lessonry.importers.markup.conversion import Converted, is_html, markdown_of

__all__ = ["Converted", "is_html", "markdown_of"]
