"""All that writes or keeps: from a parsed set to rows, from bytes to kept files, and out again."""
