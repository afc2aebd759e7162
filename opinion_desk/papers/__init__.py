"""Papers: briefings drawn as docx, pdf, xlsx, html and md, written whole or not at all."""
