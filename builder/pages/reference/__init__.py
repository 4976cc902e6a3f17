"""Pages that explain: hand-written ones, glossary, definitions, search, accessibility and the annual reports."""
