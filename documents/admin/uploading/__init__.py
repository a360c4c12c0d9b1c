"""The workbench of uploads: files are sent, worked through by their problems, and published."""
