"""A folder that is watched: what comes in it goes into the archive, and is then set apart.

`places` says what lies there and what of it is whole, `apart` moves what was done or refused, and
`following` does it until it is asked to stop. A file is moved only after the archive has it for
good, so a process that is killed at any moment has lost nothing: the next finds the file where it
was, and bytes that are known already are not stored again.
"""
