"""docker-compose.yml carried out without containers: the same commands, environment and files."""
