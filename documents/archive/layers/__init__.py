"""From the layers of a document to one set: the parse, corrections on top, redactions over all."""
