"""HTML -> Markdown, for pages, Word files, feeds and pastes: parse, read as passages, write.

What only HTML can say (colour, size, scripts) goes; words, structure, emphasis and links stay.
"""
