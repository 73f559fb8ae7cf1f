"""From domain values to HTML: Jinja templates, with the site's own Markdown for what is inside."""
