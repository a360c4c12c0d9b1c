"""How a document, or one question or answer of it, is cited."""
